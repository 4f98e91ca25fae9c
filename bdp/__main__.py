"""``python -m bdp``: the same as the command ``bdp``."""

from bdp.cli import main

main(prog_name="bdp")
