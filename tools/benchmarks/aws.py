"""The AWS CLI, to compare with: in an environment of its own, made when it is first asked for."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parents[2] / ".venv" / "aws"
"""It is removed with the project's environment and is not part of it."""


def program(name: str) -> str:
    """Return the path of one of its programs, `aws` or `aws_completer`."""
    if not (HERE / "installed").exists():
        print("The AWS CLI is installed, to compare with …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(HERE)], check=True)
        pip = [str(HERE / "bin" / "python"), "-m", "pip", "install", "--quiet", "awscli"]
        subprocess.run(pip, check=True)
        (HERE / "installed").touch()
    return str(HERE / "bin" / name)
