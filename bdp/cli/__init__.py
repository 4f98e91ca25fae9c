"""The command ``bdp``: thin shells over the services. It prints Polish; errors are one line and an exit code."""

from bdp.cli.commands import main

__all__ = ["main"]
