"""Values of the API that may be typed as a table shows them: `运行中` for `Running`."""

from collections.abc import Iterable

import click

from ecsops import language


class Displayed(click.ParamType[str]):
    """A value of a column, in the word of the API in any case or in that of a translated table.

    Another word stays as it is, for the service to judge.
    """

    name = "text"

    def __init__(self, column: str, values: Iterable[str]) -> None:
        self.column = column
        self.values = [str(each) for each in values]

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the value of the API."""
        if value in self.values:
            return value
        typed = value.strip().casefold()
        if typed.isascii():
            return next((each for each in self.values if each.casefold() == typed), value)
        meanings = language.values_displayed(self.column, self.values)
        return meanings.get(value.strip(), value)
