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


FORMS = (
    "The forms are table, json, jsonl, csv, tsv, table:STYLE, "
    "and cols=A,B [rows=JMESPATH] [num=true]."
)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("JSN",), f"'JSN' is not a form of output. Did you mean json? {FORMS}"),
        (("yaml",), f"'yaml' is not a form of output. {FORMS}"),
        (("table:",), f"'table:' is not a form of output. Did you mean table? {FORMS}"),
        (("colums=A",), f"--output has no field colums=. Did you mean cols? {FORMS}"),
        (("json", "table"), "--output can have one form, not both json and table."),
        (("cols=A", "cols=B"), "cols= is given twice."),
        (("cols=A", "rows=B", "rows=C"), "rows= is given twice."),
        (("cols=",), "cols= is empty."),
        (("cols=A,", "B"), f"'B' is not a form of output. {FORMS}"),
        (("cols=A,",), "cols=A, has an empty column; write cols=A,B without spaces."),
        (("rows=A",), "rows= needs cols= with it, the columns to show of each row."),
        (("cols=A", "num=yes"), "num= is true or false, not 'yes'."),
        (("num=true",), "num= numbers rows of columns; json needs cols= with it."),
        (
            ("cols=A[",),
            "'A[' cannot be used as JMESPath: Incomplete expression",
        ),
        (("cols=A-B",), "'A-B' cannot be used as JMESPath: Unknown token '-'"),
        (
            ("cols=Id:0",),
            "'Id:0' cannot be used as JMESPath: Unexpected token: :: "
            'Parse error at column 2, token ":" (COLON)',
        ),
        (("cols=Id:²", "rows=A"), "'Id:²' cannot be used as JMESPath: Unknown token ²"),
        (
            ("cols=A", "rows=lenght(B)"),
            "'lenght(B)': JMESPath has no function lenght(). Did you mean length?",
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
    assert message.startswith("There is no table style 'gird'. Did you mean grid? The styles are ")
    assert {"github", "grid", "html", "psql"} <= set(
        message.partition("styles are ")[2].removesuffix(".").split(", ")
    )


def test_a_bad_query_is_refused_before_any_request() -> None:
    with pytest.raises(OutputError, match=r"'A\[' cannot be used as JMESPath"):
        parse((), default="json", query="A[")
