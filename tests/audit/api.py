"""api: ask the running site what the description of its data allows and what it does not, by schemathesis."""

import subprocess
import sys
from pathlib import Path

from tests.project import TOP

COMMAND = Path(sys.executable).with_name("schemathesis")
ALL_PHASES = "examples,coverage,fuzzing"


def findings(site: str, *, examples: int, phases: str = ALL_PHASES) -> list[str]:
    """Return what it says where an answer is not as described; nothing where all are."""
    command = [str(COMMAND), "run", f"{site}/openapi.json", "--max-examples", str(examples), "--phases", phases]
    command += ["--warnings", "off", "--generation-database", "none", "--seed", "1", "--continue-on-failure"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [done.stdout[-4000:] + done.stderr[-1000:]]
