"""Context of handlers and due entries."""

import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, NoReturn

from ecsops import errors
from ecsops.catalogue.model import Document, Operation, Refusal
from ecsops.catalogue.regions import REGIONS
from ecsops.simulator import registry
from ecsops.simulator.engine import ids
from ecsops.simulator.engine.parameters import read
from ecsops.simulator.engine.store import Due, Record, Store

EVERYWHERE = ""
"""The region of records that belong to the whole account."""

PARAMETER_CODES = {
    "missing": (
        "MissingParameter.{}",
        "MissingParam.{}",
        "Missing{}",
        "MissingParameter",
        "Invalid.Param",
        "Invalid.Parameter",
        "ParameterInvalid",
        "InvalidQueryParameter",
    ),
    "invalid": (
        "InvalidParameter.{}",
        "InvalidParam.{}",
        "Invalid{}.Malformed",
        "Invalid{}.ValueNotSupported",
        "Invalid{}.NotFound",
        "InvalidCmd{}.NotFound",
        "InvalidCommand{}.NotFound",
        "File{}.Invalid",
        "Invalid{}",
        "Invalid.{}",
        "InvalidParameter",
        "InvalidParamter",
        "Invalid.Parameter",
        "ParameterInvalid",
        "InvalidQueryParameter",
    ),
}
"""The forms in which operations document that a parameter is absent or wrong."""

GATEWAY = {"missing": "Missing{Name}", "invalid": "Invalid{Name}"}
"""Gateway errors of operations that document none of their own."""

NAMING = {
    "MissingParameter": Refusal("MissingParameter"),
    "InvalidParameter": Refusal(
        "InvalidParameter", message='The specified parameter "{Name}" is not valid.'
    ),
}
"""Refusals that say which parameter is meant, for codes that stand for any of them."""


class MustWrite(Exception):
    """A call that only reads has to make something first: it is repeated as one that writes."""


class Gone(Exception):
    """A due entry is about a record that does not exist any more."""


@cache
def resolve(name: str) -> Callable[..., Any]:
    """Return the function that a table names as `module.function`."""
    module, _, function = name.rpartition(".")
    path = f"ecsops.simulator.{module}"
    found: Callable[..., Any] = getattr(sys.modules.get(path) or import_module(path), function)
    return found


def refused(documented: Refusal) -> errors.ApiError:
    """Return the error of a documented refusal; the account adds the RequestId."""
    return errors.refusal(documented.code, documented.message, http_status=documented.http_status)


class Context:
    """The account at one moment: its store, time, new ids, quotas and listeners.

    A due entry also knows `until` when time passes at once. A context that `reads` must not write.
    """

    def __init__(
        self,
        store: Store,
        now: float,
        region_id: str,
        until: float | None = None,
        *,
        reads: bool = False,
    ) -> None:
        self.store = store
        self.now = now
        self.region_id = region_id
        self.until = now if until is None else until
        self.reads = reads
        self._found: dict[Any, Any] = {}

    def at(self, now: float, region_id: str) -> "Context":
        """Return the context of another moment or region."""
        return Context(self.store, now, region_id)

    def once(self, key: Any, find: Callable[[], Any]) -> Any:
        """Return what is found, looked for once at this moment: for what no one changes in it."""
        if key not in self._found:
            self._found[key] = find()
        return self._found[key]

    @property
    def seed(self) -> int:
        """The number that the account's ids and measurements come from."""
        return int(self.store.setting("seed", 0))

    def new_id(self, prefix: str) -> str:
        """Return a new resource id of the region."""
        return ids.resource_id(prefix, REGIONS[self.region_id].site, self.seed, self.number())

    def new_hexadecimal_id(self, prefix: str) -> str:
        """Return a new id of a command or an invocation."""
        return ids.hexadecimal_id(prefix, self.seed, self.number())

    def new_uuid(self) -> str:
        """Return a new UUID."""
        return ids.uuid(self.seed, self.number())

    def number(self) -> int:
        """Return the next number of the account's counter."""
        number: int = self.store.setting("counter", 0) + 1
        self.store.set("counter", number)
        return number

    def quota(self, name: str) -> int:
        """Return a limit: the one set for this account, else the one of its profile."""
        held = self.store.setting(f"quota.{name}")
        if held is not None:
            return int(held)
        # Most listings meet no limit.
        from ecsops.catalogue.quotas import QUOTAS

        quota = QUOTAS[name]
        return quota.current if self.profile == "current" else quota.document

    @property
    def profile(self) -> str:
        """The profile of rules: `document` (2019) or `current`."""
        return str(self.store.setting("profile", "document"))

    def subject(self, kind: str, record_id: str) -> Record:
        """Return the record that a due entry is about; raise Gone when it does not exist."""
        record = self.store.get(kind, record_id)
        if record is None:
            raise Gone(record_id)
        return record

    def schedule(self, after_s: float, happening: str, subject: str, **words: Any) -> None:
        """Schedule an entry about the subject, so many seconds from now."""
        words["RegionId"] = self.region_id
        self.store.due.add(Due(self.now + after_s, happening, subject, words))

    def tell(self, topic: str, record: Record, **words: Any) -> None:
        """Notify the listeners of a topic about a record."""
        for listener in registry.LISTENERS[topic]:
            resolve(listener)(self, record, **words)


class Request(Context):
    """One call: its operation and its parameters, typed as the catalogue declares them."""

    def __init__(self, context: Context, operation: Operation, given: Mapping[str, Any]) -> None:
        super().__init__(context.store, context.now, context.region_id, reads=context.reads)
        self.operation = operation
        self.parameters: Document = {}
        self.parameters = read(operation, given, self.refuse_parameter)

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a parameter; else its documented default, or the one given here."""
        if name in self.parameters:
            return self.parameters[name]
        if default is not None:
            return default
        parameter = self.operation.parameter(name)
        assert parameter is not None, f"{self.operation.name} has no parameter {name}"
        return parameter.default

    def refuse(self, *codes: str) -> NoReturn:
        """Refuse with the first of the codes that the operation documents.

        Raises KeyError when it documents none of them: the simulator invents no refusals.
        """
        for code in codes:
            if documented := self.operation.refusal(code):
                raise refused(documented)
        raise KeyError(f"{self.operation.name} documents none of {', '.join(codes)}")

    def refuse_saying(self, code: str, message: str) -> NoReturn:
        """Refuse with a code for which the operation documents several messages."""
        documented = self.operation.refusal(code)
        assert documented is not None, f"{self.operation.name} does not document {code}"
        raise refused(documented._replace(message=message))

    def refuse_parameter(self, name: str, problem: str) -> NoReturn:
        """Refuse a parameter that is "missing" or "invalid".

        With the code that the operation documents for it, or else the gateway's.
        """
        for form in PARAMETER_CODES[problem]:
            if documented := self.operation.refusal(form.format(name)):
                message = NAMING.get(documented.code, documented).in_full().message
                raise refused(documented._replace(message=message.replace("{Name}", name)))
        found = Refusal(GATEWAY[problem]).in_full()
        code, message = found.code.format(Name=name), found.message.format(Name=name)
        raise refused(Refusal(code, found.http_status, message))

    def existing(self, kind: str, record_id: str, *codes: str) -> Record:
        """Return the record of that id in this region, or refuse with a documented code."""
        record = self.store.get(kind, record_id)
        if record is None or record.region_id != self.region_id:
            self.refuse(*codes)
        return record
