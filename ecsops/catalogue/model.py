"""The words in which the catalogue states its facts.

A fact that Alibaba Cloud publishes about its API is one of these values and nothing else;
they hold no behaviour beyond reading themselves.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

Document = dict[str, Any]
"""A JSON document of the service, field names as Alibaba Cloud spells them."""

Shape = type | dict[str, Any] | list[Any]
"""The form of an answer: `str`, `int`, `float` or `bool`, a dict of fields, or a one-item list."""


class IfSet(dict[str, Any]):
    """The form of an object that answers show as `{}` while nobody has set it."""


class Product(NamedTuple):
    """A product of Alibaba Cloud and how its API is reached."""

    code: str
    version: str
    command: str
    endpoint: str
    default_format: str


class Parameter:
    """One parameter of an operation, or one part of a parameter that is an object.

    `limits` says in words what the service accepts; `bits` is the width of an integer.
    `repeat` parameters travel as `Name.1`, `Name.2`; `json` ones as one string of JSON.
    The values of `enum` and `default` are of the parameter's own type. A `lenient` enum is read
    in any case, and an unknown value of it means the default.
    """

    __slots__ = (
        *("name", "type", "limits", "required", "repeat", "json"),
        *("enum", "default", "bits", "parts", "lenient"),
    )

    def __init__(
        self,
        name: str,
        type: type = str,
        limits: str = "",
        required: bool = False,
        repeat: bool = False,
        json: bool = False,
        enum: tuple[str | int, ...] = (),
        default: str | int | float | bool | None = None,
        bits: int = 32,
        parts: Iterable["Parameter"] = (),
        lenient: bool = False,
    ) -> None:
        self.name = name
        self.type = type
        self.limits = limits
        self.required = required
        self.repeat = repeat
        self.json = json
        self.enum = enum
        self.default = default
        self.bits = bits
        self.parts = Parameters(parts) if parts else NO_PARTS
        self.lenient = lenient

    def with_changes(self, **changes: Any) -> "Parameter":
        """Return a parameter that differs in the named fields; raises TypeError for another."""
        return Parameter(**{name: getattr(self, name) for name in self.__slots__} | changes)


class Parameters(tuple[Parameter, ...]):
    """The parameters of an operation, or the parts of one parameter."""

    @cached_property
    def by_name(self) -> dict[str, Parameter]:
        """The parameters by their names."""
        return {each.name: each for each in self}

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each parameter in the order of the operation's page, by its name."""
        return {each.name: place for place, each in enumerate(self)}

    @cached_property
    def required_places(self) -> frozenset[int]:
        """The places of the required parameters."""
        return frozenset(place for place, each in enumerate(self) if each.required)


NO_PARTS = Parameters()


class Paging(NamedTuple):
    """How an operation divides a long list.

    `page` means the parameters named `number` and PageSize, `token` NextToken and the parameter
    named `size`. A size outside `smallest`..`largest` is refused, or moved into the range where
    it `clamps`; where there are both styles, a PageSize may be as small as 1 and at most 100.
    An empty `size` means that the service alone decides how long a page is.
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


class Refusal(NamedTuple):
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


def not_simulated(product: Product, action: str) -> Refusal:
    """Return the refusal of an operation that the simulator does not have.

    The sentence is ecsops' own: the service may well know the operation.
    """
    message = (
        f"ecsops does not simulate {action} of {product.code} {product.version}. "
        "The page docs/reference/compatibility lists what it simulates."
    )
    return Refusal("InvalidAction.NotFound", 404, message)


def documented(*codes: str | Refusal) -> tuple[Refusal, ...]:
    """Return the refusals that an operation documents; a name stands for the usual one."""
    return tuple(code if isinstance(code, Refusal) else Refusal(code) for code in codes)


def with_status(http_status: int, *codes: str) -> tuple[Refusal, ...]:
    """Return the refusals of these codes with another HTTP status than the usual one."""
    return tuple(Refusal(code, http_status) for code in codes)


def only_reads(operation: str) -> bool:
    """Return whether the operation of that name changes nothing."""
    return operation.startswith(("Describe", "Get", "List"))


class Operation:
    """One operation of the API.

    `answer` is the form of its response. `items` is the dotted path to the list that the
    response is about, empty where there is none. `errors` are the codes that its page documents.
    """

    def __init__(
        self,
        name: str,
        product: Product,
        summary: str,
        parameters: Iterable[Parameter],
        answer: dict[str, Any],
        errors: tuple[Refusal, ...],
        items: str = "",
        paging: Paging | None = None,
        source: str = "",
    ) -> None:
        self.name = name
        self.product = product
        self.summary = summary
        self.parameters = Parameters(parameters)
        self.answer = answer
        self.errors = errors
        self.items = items
        self.paging = paging
        self.source = source

    def with_changes(self, **changes: Any) -> "Operation":
        """Return an operation that differs in the named fields; raises TypeError for another."""
        return Operation(**vars(self) | changes)

    @property
    def reads(self) -> bool:
        """Return whether the operation only reads."""
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
        return self.parameters.by_name.get(name)

    def items_of(self, answer: Document) -> Iterator[Any]:
        """Return the items of a response; a response without a list is its own single item."""
        found: Any = answer
        for name in self.items.split(".") if self.items else ():
            found = (found or {}).get(name)
        return iter(found or () if isinstance(found, list) or found is None else (found,))

    def refusal(self, code: str) -> Refusal | None:
        """Return what the operation's page documents for that code, in full."""
        return next((each.in_full() for each in self.errors if each.code == code), None)
