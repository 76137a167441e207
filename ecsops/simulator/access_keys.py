"""Access keys of the account: who may call the served simulator.

The fields are those of RAM's CreateAccessKey and ListAccessKeys. Keys outlive `sim reset`, for
they open the account and are random.
"""

from collections.abc import Sequence
from gettext import gettext as _
from typing import NamedTuple

from ecsops.catalogue.model import Document
from ecsops.errors import EcsopsError
from ecsops.simulator.engine.clock import iso_seconds
from ecsops.simulator.engine.context import EVERYWHERE, Context
from ecsops.simulator.engine.store import Record, Store

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


class AccessKey(NamedTuple):
    """A key that verifies signatures; a temporary key has a security token."""

    access_key_id: str
    secret: str
    security_token: str


def create(context: Context, *, temporary: bool = False) -> Document:
    """Create an access key and return it with its secret, which is returned only here.

    A temporary one has a security token, as STS gives it; it does not expire.
    """
    key_id = "STS.N" + signs(24) if temporary else "LTAI5t" + signs(18)
    document = {
        "AccessKeyId": key_id,
        "Status": "Active",
        "CreateDate": iso_seconds(context.now),
    }
    secret = {"AccessKeySecret": signs(30)}
    if temporary:
        secret["SecurityToken"] = "CAIS" + signs(64)
    context.store.insert("AccessKey", Record(key_id, EVERYWHERE, document, secret))
    return {**document, **secret}


def signs(count: int) -> str:
    """Return random letters and digits."""
    # Only a new key needs randomness.
    import secrets

    return "".join(secrets.choice(SIGNS) for _sign in range(count))


def listed(context: Context) -> list[Document]:
    """Return the keys, without their secrets."""
    return [record.document for record in context.store.select("AccessKey", EVERYWHERE)]


def delete(context: Context, access_key_ids: Sequence[str]) -> list[Document]:
    """Delete these keys and return them. Raises EcsopsError when one does not exist."""
    found = [existing(context.store, key_id) for key_id in dict.fromkeys(access_key_ids)]
    for record in found:
        context.store.delete("AccessKey", record.id)
    return [record.document for record in found]


def existing(store: Store, access_key_id: str) -> Record:
    """Return the record of a key. Raises EcsopsError when there is none."""
    record = store.get("AccessKey", access_key_id)
    if record is None:
        raise EcsopsError(_("No such access key: {name}.").format(name=access_key_id))
    return record


def find(store: Store, access_key_id: str) -> AccessKey | None:
    """Return the key of that id, or None."""
    record = store.remembered("AccessKey", access_key_id)
    if record is None:
        return None
    facts = record.facts
    return AccessKey(access_key_id, facts["AccessKeySecret"], facts.get("SecurityToken", ""))
