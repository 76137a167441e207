"""The program: its tree of commands, and the one place where errors become exit statuses."""

from ecsops.cli.core.command_table import COMMANDS
from ecsops.cli.core.groups import Tree

ecsops = Tree(COMMANDS)
