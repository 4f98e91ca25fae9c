"""pages: judge every kind of page from outside: Nu checker, links, data, Lighthouse. python -m tests.audit.pages."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.audit import api
from tests.audit.links import broken
from tests.page_list import Address, addresses
from tests.project import TOP
from tests.served import ask, copy_base, serving

TOOLS = TOP / ".audit"
# Least scores. Performance has a margin, since a busy machine moves it; the others are counted, not measured.
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
MEASURED = ("start", "list", "summary", "map")  # a list with choices is meant not to be indexed, so no search score
ROUNDS = 3
CHROMIUM_FLAGS = "--headless=new --no-sandbox"


def install_tools() -> None:
    """Install the pinned checkers below .audit/ unless they are there; npm judges by the hashes of its lock."""
    lock = (TOP / ".ci" / "audit" / "package-lock.json").read_bytes()
    TOOLS.mkdir(exist_ok=True)
    if (TOOLS / "installed-lock.json").exists() and (TOOLS / "installed-lock.json").read_bytes() == lock:
        return
    for name in ("package.json", "package-lock.json"):
        shutil.copy(TOP / ".ci" / "audit" / name, TOOLS / name)
    npm = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(npm, cwd=TOOLS, check=True)
    (TOOLS / "installed-lock.json").write_bytes(lock)


def fetched(site: str, pages: tuple[Address, ...]) -> tuple[dict[str, Path], list[str]]:
    """Save every page below .audit/; return file by path, and what answered otherwise than it must."""
    folder = TOOLS / "pages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    files, findings = {}, []
    for number, page in enumerate(pages):
        file = folder / f"{number:03}.html"
        answer = ask(site + page.path)
        file.write_bytes(answer.body)
        files[page.path] = file
        findings += [f"{page.path}: {answer.status} instead of {page.status}"] if answer.status != page.status else []
    return files, findings


def html_findings(files: dict[str, Path]) -> list[str]:
    """Ask the Nu checker about every page; errors and warnings count alike."""
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss8m", "-jar", str(jar), "--format", "json", "--stdout", *map(str, files.values())]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    paths = {file.name: path for path, file in files.items()}
    return [
        f"{paths[message['url'].rpartition('/')[2]]}:{message.get('lastLine', 1)}: {message['message']}"
        for message in told["messages"]
        if message["type"] == "error" or message.get("subType") == "warning"
    ]


def scores(address: str) -> dict[str, int]:
    """Return Lighthouse's scores of one page, 0 to 100."""
    chromium = shutil.which("chromium") or "chromium"
    program = TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"
    report = TOOLS / "lighthouse.json"  # through a pipe the end of a long report is lost
    command = ["node", str(program), address, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--chrome-flags={CHROMIUM_FLAGS}", f"--only-categories={','.join(LEAST)}"]
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"lighthouse {address}: {done.stderr.strip()[-500:]}"
        raise RuntimeError(message)
    categories = json.loads(report.read_bytes())["categories"]
    return {name: round(categories[name]["score"] * 100) for name in LEAST}


def lighthouse_findings(site: str, page: Address) -> list[str]:
    """Measure a page, again where a score is too low; the median of the rounds counts."""
    rounds = [scores(site + page.path)]
    while any(rounds[-1][name] < least for name, least in LEAST.items()) and len(rounds) < ROUNDS:
        rounds.append(scores(site + page.path))
    middle = {name: int(median(r[name] for r in rounds)) for name in LEAST}
    print(f"  {page.path}: " + ", ".join(f"{name} {score}" for name, score in middle.items()))
    return [
        f"{page.path}: {name} {middle[name]}, least {least}" for name, least in LEAST.items() if middle[name] < least
    ]


def run() -> None:
    """Print every finding; exit code 1 if there is any."""
    install_tools()
    findings: list[str] = []
    with tempfile.TemporaryDirectory() as folder, serving(copy_base(Path(folder))) as server:
        pages = addresses(Path(folder))
        files, wrong = fetched(server.address, pages)
        findings += wrong
        print(f"Nu HTML checker: {len(files)} pages")
        findings += html_findings(files)
        visited, dead = broken(server.address, ("/", "/en/"))
        print(f"links: {visited} addresses followed")
        findings += dead
        print("answers of data against their description")
        findings += api.findings(server.address, examples=100)
        print("Lighthouse:")
        for page in pages:
            findings += lighthouse_findings(server.address, page) if page.kind in MEASURED else []
    print("\n".join(findings) if findings else "nothing found")
    sys.exit(bool(findings))


if __name__ == "__main__":
    run()
