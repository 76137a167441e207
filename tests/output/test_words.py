"""What the words after --output mean, and what is said of wrong ones."""

import pytest

from ecsops.output import Layout, OutputError, parse


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), Layout("json")),
        (("table",), Layout("table")),
        (("jsonl",), Layout("jsonl")),
        (("table:grid",), Layout("table", "grid")),
        (("cols=A,B",), Layout("table", columns=("A", "B"))),
        (("csv", "cols=A"), Layout("csv", columns=("A",))),
        (("cols=A", "json"), Layout("json", columns=("A",))),
        (
            ("cols=A,B", "rows=X[]", "num=true"),
            Layout("table", columns=("A", "B"), rows="X[]", num=True),
        ),
        (("cols=A", "num=false"), Layout("table", columns=("A",))),
        (("table", "num=true"), Layout("table", num=True)),
        (("cols=Id:0,State:1", "rows=X"), Layout("table", columns=("Id:0", "State:1"), rows="X")),
        (("cols=A", "rows=X[?a=='b,c']"), Layout("table", columns=("A",), rows="X[?a=='b,c']")),
    ],
)
def test_words_become_a_layout(words: tuple[str, ...], expected: Layout) -> None:
    assert expected == parse(words, default="json")


def test_the_default_is_the_commands_own() -> None:
    assert Layout("table") == parse((), default="table")


def test_a_query_is_part_of_the_layout() -> None:
    assert Layout("json", query="A[0]") == parse((), default="json", query="A[0]")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A, B", ("A", "B")),
        ('"A,B"', ("A", "B")),
        ('"A","B"', ('"A"', '"B"')),
        ("join(',', A[]),B", ("join(',', A[])", "B")),
        ("[A,B],{a:A,b:B},C", ("[A,B]", "{a:A,b:B}", "C")),
        ('A[?b==`"x,y"`],C', ('A[?b==`"x,y"`]', "C")),
        (r"'it\'s, so',B", (r"'it\'s, so'", "B")),
    ],
)
def test_a_comma_in_brackets_or_quotes_does_not_divide_columns(
    text: str, expected: tuple[str, ...]
) -> None:
    assert expected == parse([f"cols={text}"], default="json").columns


FORMS = "Use table, json, jsonl, csv, tsv, table:STYLE, or cols=A,B [rows=JMESPATH] [num=true]."


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("JSN",), f"Unknown output format 'JSN'. Did you mean json? {FORMS}"),
        (("yaml",), f"Unknown output format 'yaml'. {FORMS}"),
        (("table:",), f"Unknown output format 'table:'. Did you mean table? {FORMS}"),
        (("colums=A",), f"--output has no field colums=. Did you mean cols? {FORMS}"),
        (("json", "table"), "--output accepts one format, not both json and table."),
        (("cols=A", "cols=B"), "cols= is given twice."),
        (("cols=A", "rows=B", "rows=C"), "rows= is given twice."),
        (("cols=",), "cols= is empty."),
        (("cols=A,", "B"), f"Unknown output format 'B'. {FORMS}"),
        (("cols=A,",), "cols=A, has an empty column. Write cols=A,B without spaces."),
        (("rows=A",), "rows= requires cols=, the columns of each row."),
        (("cols=A", "num=yes"), "Invalid value num='yes'. Use true or false."),
        (("num=true",), "num= numbers the rows of columns; json requires cols= with it."),
        (
            ("cols=A[",),
            "Invalid JMESPath 'A[': Incomplete expression",
        ),
        (("cols=A-B",), "Invalid JMESPath 'A-B': Unknown token '-'"),
        (
            ("cols=Id:0",),
            "Invalid JMESPath 'Id:0': Unexpected token: :: Parse error at column 2, token "
            '":" (COLON)',
        ),
        (("cols=Id:²", "rows=A"), "Invalid JMESPath 'Id:²': Unknown token ²"),
        (
            ("cols=A", "rows=lenght(B)"),
            "Invalid JMESPath 'lenght(B)': no function lenght(). Did you mean length?",
        ),
    ],
)
def test_wrong_words_are_refused_with_a_sentence(words: tuple[str, ...], message: str) -> None:
    with pytest.raises(OutputError) as refused:
        parse(words, default="json")

    assert message == str(refused.value)


def test_an_unknown_style_is_refused_with_the_list_of_styles() -> None:
    with pytest.raises(OutputError) as refused:
        parse(["table:gird"], default="json")

    message = str(refused.value)
    assert message.startswith("Unknown table style 'gird'. Did you mean grid? Styles: ")
    assert {"github", "grid", "html", "psql"} <= set(
        message.partition("Styles: ")[2].removesuffix(".").split(", ")
    )


def test_a_bad_query_is_refused_before_any_request() -> None:
    with pytest.raises(OutputError, match=r"Invalid JMESPath 'A\[': "):
        parse((), default="json", query="A[")
