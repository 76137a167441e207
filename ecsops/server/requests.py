"""A request as it arrived: its parameters, wherever they stood, and its headers by name."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote_plus

from ecsops.openapi.signature import ALGORITHM
from ecsops.server.limits import PARAMETERS
from ecsops.server.refusals import refuse

FORM = "application/x-www-form-urlencoded"


class Received(NamedTuple):
    """One HTTP request. Names of headers are in lower case; `query` and `form` are decoded."""

    method: str
    path: str
    headers: dict[str, str]
    query: dict[str, str]
    form: dict[str, str]
    body: bytes

    @property
    def parameters(self) -> dict[str, str]:
        """All parameters; the form is over the query."""
        return {**self.query, **self.form} if self.form else self.query

    @property
    def has_call_in_headers(self) -> bool:
        """Return whether headers name the call, as in V3; V1 and unsigned requests use parameters.

        It follows from the Authorization header alone, so a header that a V1 signature does not
        cover changes nothing. A request without any signature may use either form.
        """
        authorization = self.headers.get("authorization", "")
        unsigned = not authorization and "Signature" not in self.parameters
        return authorization.startswith(ALGORITHM) or (unsigned and "x-acs-action" in self.headers)

    def named(self, name: str) -> str:
        """Return `Action` or `Version` from where the signature of the request covers it."""
        if self.has_call_in_headers:
            return self.headers.get(f"x-acs-{name.lower()}", "")
        return self.parameters.get(name, "")

    @property
    def host(self) -> str:
        """The name that the client called, without its port."""
        return self.headers.get("host", "").rpartition("@")[2].partition(":")[0].lower()


def received(
    method: str, path: str, query: bytes, headers: Iterable[tuple[bytes, bytes]], body: bytes
) -> Received:
    """Return the request. Raises ApiError when it has more parameters than any call needs."""
    names = joined(headers)
    is_form = names.get("content-type", "").partition(";")[0].strip().lower() == FORM
    return Received(
        method, path, names, fields(query), fields(body) if is_form and body else {}, body
    )


def joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by name; the values of a repeated one are joined by commas."""
    found: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("utf-8", "replace")
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


def fields(encoded: bytes) -> dict[str, str]:
    """Return the fields of a query or a form; of a repeated name the last one counts."""
    pairs = encoded.decode("utf-8", "replace").split("&")
    if len(pairs) > PARAMETERS:
        refuse("InvalidParameter")
    parted = (pair.partition("=") for pair in pairs if pair)
    return {decoded(name): decoded(value) for name, _equals, value in parted}


def decoded(text: str) -> str:
    """Return a name or a value as it was before it was encoded; most were not."""
    return unquote_plus(text) if "%" in text or "+" in text else text
