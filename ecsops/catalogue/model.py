"""The words in which the catalogue states its facts.

A fact that Alibaba Cloud publishes about its API is one of these values and nothing else;
they hold no behaviour beyond reading themselves.
"""

from collections.abc import Iterator
from typing import Any

from ecsops.structs import Struct

Document = dict[str, Any]
"""A JSON document of the service, field names as Alibaba Cloud spells them."""

Shape = type | dict[str, Any] | list[Any]
"""The form of an answer: `str`, `int`, `float` or `bool`, a dict of fields, or a one-item list."""


class Product(Struct):
    """A product of Alibaba Cloud and how its API is reached."""

    code: str
    version: str
    command: str
    endpoint: str
    default_format: str


class Parameter(Struct):
    """One parameter of an operation, or one part of a parameter that is an object.

    `limits` says in words what the service accepts; `bits` is the width of an integer.
    `repeat` parameters travel as `Name.1`, `Name.2`; `json` ones as one string of JSON.
    The values of `enum` and `default` are of the parameter's own type. A `lenient` enum is read
    in any case, and what is none of its values means the default.
    """

    name: str
    type: type = str
    limits: str = ""
    required: bool = False
    repeat: bool = False
    json: bool = False
    enum: tuple[str | int, ...] = ()
    default: str | int | float | bool | None = None
    bits: int = 32
    parts: tuple["Parameter", ...] = ()
    lenient: bool = False


class Paging(Struct):
    """How an operation divides a long list.

    `page` means the parameters named `number` and PageSize, `token` NextToken and the parameter
    named `size`. A size outside `smallest`..`largest` is refused, or moved into the range where
    it `clamps`; where there are both styles, a PageSize may be as small as 1 and at most 100.
    `total` is the field that counts all items; it and NextToken lie in the object `inside`.
    """

    page: bool = False
    token: bool = False
    smallest: int = 1
    largest: int = 50
    default: int = 10
    clamps: bool = False
    size: str = "MaxResults"
    number: str = "PageNumber"
    total: str = "TotalCount"
    inside: str = ""


class Refusal(Struct):
    """An error code that an operation documents, with its HTTP status and message.

    Where these are left out they are the usual ones of the code. `{Name}` in a message is the
    place of a parameter's name.
    """

    code: str
    http_status: int = 0
    message: str = ""

    def in_full(self) -> "Refusal":
        """Return the refusal with its HTTP status and its message, the usual ones if need be."""
        if self.http_status and self.message:
            return self
        # Only one that is told needs the texts of all codes.
        from ecsops.catalogue.error_codes import CODES

        http_status, message = CODES[self.code]
        return Refusal(self.code, self.http_status or http_status, self.message or message)


def documented(*codes: str | Refusal) -> tuple[Refusal, ...]:
    """Return the refusals that an operation documents; a name stands for the usual one."""
    return tuple(code if isinstance(code, Refusal) else Refusal(code) for code in codes)


def with_status(http_status: int, *codes: str) -> tuple[Refusal, ...]:
    """Return the refusals of these codes with another HTTP status than the usual one."""
    return tuple(Refusal(code, http_status) for code in codes)


def only_reads(operation: str) -> bool:
    """Tell whether the operation of that name changes nothing."""
    return operation.startswith("Describe")


BY_NAME: dict[int, tuple[tuple[Parameter, ...], dict[str, Parameter]]] = {}
"""What `by_name` has made: a hash of the parameters would cost more than all else of a call."""


def by_name(parameters: tuple[Parameter, ...]) -> dict[str, Parameter]:
    """Return parameters by their names; made once for each tuple, which is kept."""
    known = BY_NAME.get(id(parameters))
    if known is None:
        known = BY_NAME[id(parameters)] = parameters, {each.name: each for each in parameters}
    return known[1]


class Operation(Struct):
    """One operation of the API.

    `answer` is the form of its response. `items` is the dotted path to the list that the
    response is about, empty where there is none. `errors` are the codes that its page documents.
    """

    name: str
    product: Product
    summary: str
    parameters: tuple[Parameter, ...]
    answer: dict[str, Any]
    errors: tuple[Refusal, ...]
    items: str = ""
    paging: Paging | None = None
    source: str = ""

    @property
    def reads(self) -> bool:
        """Tell whether the operation only reads."""
        return only_reads(self.name)

    @property
    def item(self) -> Shape:
        """Return the form of one item: of the list if there is one, else of the whole answer."""
        shape: Any = self.answer
        for name in self.items.split(".") if self.items else ():
            shape = shape[name]
        return shape[0] if isinstance(shape, list) else shape

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of that exact name."""
        return by_name(self.parameters).get(name)

    def items_of(self, answer: Document) -> Iterator[Any]:
        """Return the items of a response; a response without a list is its own single item."""
        found: Any = answer
        for name in self.items.split(".") if self.items else ():
            found = (found or {}).get(name)
        return iter(found or () if isinstance(found, list) or found is None else (found,))

    def refusal(self, code: str) -> Refusal | None:
        """Return what the operation's page documents for that code, in full."""
        return next((each.in_full() for each in self.errors if each.code == code), None)
