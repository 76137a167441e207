"""The query of an event rule's SQLFilter: a search statement of Log Service, for one event.

A statement has at most CONDITIONS_MOST conditions, joined by `and`, `or` and `not`; words side by
side are joined by `and`. What is after a `|` analyses logs and filters no event. Which statements
CloudMonitor really evaluates, and on which fields, is not published.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ecsops.catalogue.model import Document

CONDITIONS_MOST = 30
"""How many conditions a statement may have (page "Search syntax" of Log Service)."""

LONGEST = 2000
"""Characters of a statement that is read; a longer one matches nothing."""

Test = Callable[[Document, str], bool]
"""Whether an event, and its whole text, meet a condition."""

TOKEN = re.compile(
    r'\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<sign>>=|<=|[()\[\]:><=])|(?P<word>[^\s()\[\]:><="]+))'
)

WORD = re.compile(r"\w+")

PATTERN = re.compile(r"[\w*?]+")


class Unreadable(ValueError):
    """The statement cannot be read."""


class Token(NamedTuple):
    """A part of a statement; a quoted phrase is no operator, whatever its text is."""

    kind: str
    text: str

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of the operators that are words, in any case."""
        return self.kind == "word" and self.text.lower() in words


def matches(statement: str, event: Document, text: str) -> bool:
    """Tell whether an event, whose whole text is given too, meets the statement.

    Raises Unreadable for a statement that cannot be read.
    """
    return read(statement)(event, text)


def read(statement: str) -> Test:
    """Return the test that a statement means. Raises Unreadable."""
    if len(statement) > LONGEST:
        raise Unreadable
    tokens = list(tokens_of(statement))
    if not tokens or [token.text for token in tokens] == ["*"]:
        return lambda event, text: True
    parser = Parser(tokens)
    test = parser.alternatives()
    if parser.peek() is not None:
        raise Unreadable
    return test


def tokens_of(statement: str) -> Iterator[Token]:
    """Yield the parts of a statement up to its `|`. Raises Unreadable."""
    search = statement_before_pipe(statement).strip()
    at = 0
    while at < len(search):
        found = TOKEN.match(search, at)
        if found is None:
            raise Unreadable
        kind = found.lastgroup or ""
        text = found[kind]
        yield Token(kind, unquoted(text) if kind == "quoted" else text)
        at = found.end()


def statement_before_pipe(statement: str) -> str:
    """Return the part of a statement that searches; a pipe inside quotes belongs to it."""
    quoted = False
    for at, sign in enumerate(statement):
        if sign == '"' and statement[at - 1 : at] != "\\":
            quoted = not quoted
        if sign == "|" and not quoted:
            return statement[:at]
    return statement


def unquoted(text: str) -> str:
    """Return the phrase inside quotes."""
    return re.sub(r"\\(.)", r"\1", text[1:-1])


class Parser:
    """Reads tokens: `not` binds closest, then `and`, then `or`. Every method raises Unreadable."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._conditions = 0

    def peek(self) -> Token | None:
        """Return the next token, or None at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def next(self, *signs: str) -> Token:
        """Return the next token and go on; it must be one of the signs, where any are named."""
        token = self.peek()
        if token is None or (signs and (token.kind != "sign" or token.text not in signs)):
            raise Unreadable
        self._at += 1
        return token

    def is_next(self, *signs: str) -> bool:
        """Tell whether the next token is one of the signs."""
        token = self.peek()
        return token is not None and token.kind == "sign" and token.text in signs

    def alternatives(self) -> Test:
        """Read conditions that are joined by `or`."""
        tests = [self.all_of()]
        while (token := self.peek()) and token.is_word("or"):
            self._at += 1
            tests.append(self.all_of())
        return lambda event, text: any(test(event, text) for test in tests)

    def all_of(self) -> Test:
        """Read conditions that are joined by `and`, or stand side by side."""
        tests = [self.negated()]
        while (token := self.peek()) and not token.is_word("or") and not self.is_next(")"):
            if token.is_word("and"):
                self._at += 1
            tests.append(self.negated())
        return lambda event, text: all(test(event, text) for test in tests)

    def negated(self) -> Test:
        """Read a condition, or one that must not be met."""
        negative = False
        while (token := self.peek()) and token.is_word("not"):
            self._at += 1
            negative = not negative
        test = self.group() if self.is_next("(") else self.condition()
        return (lambda event, text: not test(event, text)) if negative else test

    def group(self) -> Test:
        """Read conditions in parentheses."""
        self._conditions += 1  # also bounds how deep they are nested
        self._check_bound()
        self.next("(")
        test = self.alternatives()
        self.next(")")
        return test

    def condition(self) -> Test:
        """Read a word or a phrase of the whole text, or a condition on a field."""
        self._conditions += 1
        self._check_bound()
        token = self.next()
        if token.kind == "sign" or token.is_word("and", "or", "in"):
            raise Unreadable
        if self.is_next(":", ">", "<", ">=", "<=", "="):
            return self.on_field(token.text, self.next().text)
        if (following := self.peek()) and following.is_word("in"):
            self._at += 1
            return self.in_range(token.text)
        return in_text(token)

    def _check_bound(self) -> None:
        if self._conditions > CONDITIONS_MOST:
            raise Unreadable

    def on_field(self, field: str, sign: str) -> Test:
        """Read what is asked of a field."""
        token = self.next()
        if token.kind == "sign":
            raise Unreadable
        if sign != ":":
            return compared(field, sign, number(token.text))
        if token == Token("word", "*"):
            return lambda event, text: value_of(event, field) is not None
        held = in_text(token)
        return lambda event, text: held(event, as_text(value_of(event, field)))

    def in_range(self, field: str) -> Test:
        """Read a range such as `[1 10]` or `(1 10]`; a parenthesis leaves its end out."""
        begin = self.next("[", "(").text
        low, high = number(self.next().text), number(self.next().text)
        end = self.next("]", ")").text
        above = compared(field, ">=" if begin == "[" else ">", low)
        below = compared(field, "<=" if end == "]" else "<", high)
        return lambda event, text: above(event, text) and below(event, text)


def number(text: str) -> float:
    """Return a number. Raises Unreadable."""
    try:
        return float(text)
    except ValueError:
        raise Unreadable from None


COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    ">": lambda value, other: value > other,
    "<": lambda value, other: value < other,
    ">=": lambda value, other: value >= other,
    "<=": lambda value, other: value <= other,
    "=": lambda value, other: value == other,
}


def compared(field: str, sign: str, other: float) -> Test:
    """Return the test of a field that is a number."""

    def test(event: Document, text: str) -> bool:
        try:
            value = float(value_of(event, field))
        except (TypeError, ValueError):
            return False
        return COMPARISONS[sign](value, other)

    return test


def in_text(token: Token) -> Test:
    """Return the test that a text has the word, or the words of the phrase in a row.

    Words are whole and in any case; in one that is not quoted `*` and `?` stand for others.
    """
    if token.kind == "word" and token.text[0] in "*?":
        raise Unreadable
    parts = (WORD if token.kind == "quoted" else PATTERN).findall(token.text.lower())
    if not parts:
        raise Unreadable

    def test(event: Document, text: str) -> bool:
        words = WORD.findall(text.lower())
        return any(
            all(fits(word, part) for word, part in zip(words[at:], parts, strict=False))
            for at in range(len(words) - len(parts) + 1)
        )

    return test


def fits(word: str, pattern: str) -> bool:
    """Tell whether a word is what the pattern says, in which `*` and `?` stand for others.

    It looks back to the last star alone, so that no pattern takes long.
    """
    at = place = 0
    star, resume = -1, 0
    while at < len(word):
        if place < len(pattern) and pattern[place] in ("?", word[at]):
            at, place = at + 1, place + 1
        elif place < len(pattern) and pattern[place] == "*":
            star, resume = place, at
            place += 1
        elif star >= 0:
            resume += 1
            at, place = resume, star + 1
        else:
            return False
    return not pattern[place:].strip("*")


def value_of(event: Document, field: str) -> Any:
    """Return a field of an event such as `level` or `content.state`, or None."""
    value: Any = event
    for name in field.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def as_text(value: Any) -> str:
    """Return a value as the text that is searched."""
    return "" if value is None else str(value)
