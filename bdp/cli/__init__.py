"""The command ``bdp``: thin shells over the services. It prints Polish; errors are one line and an exit code."""

import sys

try:
    from bdp.cli.commands import main
except KeyboardInterrupt:  # loading takes so long that it may be interrupted
    sys.exit(130)  # as ``outcome`` has it

__all__ = ["main"]
