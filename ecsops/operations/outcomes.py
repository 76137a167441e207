"""Acting on several things of which some may be refused."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ecsops.catalogue.model import Document
from ecsops.errors import ApiError, EcsopsError

DONE = {"Code": "200", "Message": "success"}
"""What the API says of one of several that succeeded (the page of StartInstances)."""


class Outcomes(NamedTuple):
    """What became of each, with the `Code` and `Message` that the API has for one of several.

    `error` stands for those that were refused; it is None when there were none.
    """

    documents: list[Document]
    error: EcsopsError | None

    @property
    def all_failed(self) -> bool:
        """Tell whether nothing was done."""
        return self.error is not None and all(
            each.get("Code", "200") != "200" for each in self.documents
        )


def attempt_each(name: str, ids: Iterable[str], act: Callable[[str], Document]) -> Outcomes:
    """Act on each id once; one that is refused hinders no other.

    The documents have the id under `name`. The error is the first refusal.
    """
    documents: list[Document] = []
    errors: list[ApiError] = []
    for each in dict.fromkeys(ids):
        try:
            documents.append({name: each, **DONE, **act(each)})
        except ApiError as error:
            errors.append(error)
            documents.append({name: each, "Code": error.code, "Message": error.message})
    return Outcomes(documents, errors[0] if errors else None)
