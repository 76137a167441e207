"""Acting on several things of which some may be refused."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple

from ecsops.catalogue.model import Document
from ecsops.client import Client
from ecsops.errors import ApiError, EcsopsError
from ecsops.type_variables import R, T

DONE = {"Code": "200", "Message": "success"}
"""The API's fields for one successful item of several (the page of StartInstances)."""


class Attempt(NamedTuple, Generic[T, R]):
    """The result of acting on a resource, or its error."""

    thing: T
    result: R | None
    error: EcsopsError | None


class Outcomes(NamedTuple):
    """The result of each resource, with the API's `Code` and `Message`.

    `error` combines the rejected ones; it is None if there are none.
    """

    documents: list[Document]
    error: EcsopsError | None

    @property
    def all_failed(self) -> bool:
        """Return whether nothing was done."""
        return self.error is not None and all(
            each.get("Code", "200") != "200" for each in self.documents
        )


def attempts(
    client: Client,
    act: Callable[[T], R],
    things: Iterable[T],
    *,
    all_or_none: bool = False,
) -> Iterator[Attempt[T, R]]:
    """Yield the result for each resource, in order; several run in parallel.

    One error stops no other, unless all or none are wanted. If one call gets no response, no
    further call starts. Resources without a call are not yielded; all others are.
    """
    over = False

    def attempt(thing: T) -> Attempt[T, R] | None:
        nonlocal over
        if over:
            return None
        try:
            return Attempt(thing, act(thing), None)
        except EcsopsError as error:
            over = over or all_or_none or not isinstance(error, ApiError)
            return Attempt(thing, None, error)

    return (each for each in client.each(attempt, things) if each is not None)


def attempt_each(
    client: Client, name: str, ids: Iterable[str], act: Callable[[str], Document]
) -> Outcomes:
    """Act on each id once; one that is refused hinders no other.

    The documents have the id under `name`. The error is the first refusal.
    """
    found = list(attempts(client, act, dict.fromkeys(ids)))
    documents = [
        {name: each.thing, **DONE, **each.result}
        if each.result is not None
        else {name: each.thing, **refused(each.error)}
        for each in found
    ]
    return Outcomes(documents, first_error(found))


def refused(error: EcsopsError | None) -> Document:
    """Return the Code and the Message of an error, as the API has them for one of several."""
    assert error is not None, "what has no result has an error"
    document = error.document()
    return {name: document[name] for name in ("Code", "Message")}


def first_error(found: Iterable[Attempt[T, R]]) -> EcsopsError | None:
    """Return the error of the first thing that has one, or None."""
    return next((each.error for each in found if each.error), None)
