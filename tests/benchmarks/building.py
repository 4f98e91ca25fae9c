"""building: a whole build from files, measured from outside: python -m tests.benchmarks.building [--sizes 10000].

The build runs in a process of its own, with its children. Their processor time comes from the kernel when they end;
memory is what they hold of their own (anonymous pages, mapped files apart), added up over all of them ten times a second.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.search import corpus
from tests.served import environment

SAMPLE_SECONDS = 0.1
TICKS = os.sysconf("SC_CLK_TCK")
ROLES = (("bdp.content.children", "rendering Markdown"), ("bdp.services.press", "reading and analysis"))
MAIN = "the command itself"


@dataclass(slots=True)  # noqa: F821 - filled while the build runs
class Watched:
    """What was seen of a build: megabytes at the highest, all processes together, and CPU seconds by role."""

    peak: float = 0.0
    largest: float = 0.0
    seconds: Counter[str] = field(default_factory=Counter)
