"""Start-up is a feature: what a form of output does not need, it does not import."""

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from ecsops.output import parse, render_items
layout = parse({words!r}, default="table", query={query!r})
items = [{{"A": {value!r}}}]
sys.stdout.write("".join(render_items(layout, items, columns=["A"], shape={{"A": str}})))
dear = {{"jmespath", "tabulate", "csv", "unicodedata", "difflib"}}
sys.stdout.write(" ".join(dear & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("words", "query", "value", "output", "loaded"),
    [
        ((), "", "x", "A\n-\nx\n", ""),
        (("cols=A,@", "num=true"), "", "x", 'Num | A | @\n--- | - | -\n0   | x | {"A":"x"}\n', ""),
        (("json",), "", "主", '[\n\t{\n\t\t"A": "主"\n\t}\n]\n', ""),
        (("jsonl",), "A", "x", "null\n", ""),
        (("tsv",), "", "x", "A\nx\n", ""),
        (("csv",), "", "x", "A\nx\n", "csv"),
        (("cols=A,A",), "", "主", "A  | A\n-  | -\n主 | 主\n", "unicodedata"),
        (("cols=length(A)",), "", "x", "length(A)\n---------\n1\n", "jmespath"),
    ],
)
def test_a_form_imports_only_what_it_needs(
    words: tuple[str, ...], query: str, value: str, output: str, loaded: str
) -> None:
    program = PROGRAM.format(words=words, query=query, value=value)
    # -S: what site packages load at start-up is not ours; the paths are passed on instead.
    paths = f"import sys; sys.path[:] = {sys.path!r}\n"

    done = subprocess.run(
        [sys.executable, "-S", "-X", "utf8", "-c", paths + program],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert output + loaded == done.stdout
