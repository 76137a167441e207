"""Let `python -m ecsops` be the program."""

from ecsops.cli import main

main()
