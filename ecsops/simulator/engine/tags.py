"""Tags as requests give them and as documents show them."""

from ecsops.catalogue.model import Document
from ecsops.simulator.engine.conditions import KeyTagged, Tagged
from ecsops.simulator.engine.context import Request

KEY_MOST = 128
VALUE_MOST = 128
"""Characters of a key and of a value (the tag rules on every page that has tags)."""

SHORT_KEY_MOST = 64
"""Characters of a key in Cloud Assistant (its pages)."""

TOO_MANY = ("NumberExceed.Tags", "QuotaExceed.Tags", "InvalidTagCount")
"""The codes of more tags than a resource may have; each operation documents one or none."""

RESERVED = ("aliyun", "acs:", "http://", "https://")


def tag_documents(request: Request, name: str = "Tag", key_most: int = KEY_MOST) -> Document:
    """Return the tags of Tag.N as documents have them, refused where a rule is broken."""
    given = pairs(request, name)
    if len(given) > request.quota("TagsPerResource"):
        request.refuse(*TOO_MANY)
    keys = [key for key, _ in given]
    if len(set(keys)) < len(keys):
        request.refuse("Duplicate.TagKey", "InvalidTagKey.Malformed")
    for key, value in given:
        check_tag(request, key or "", value or "", key_most)
    return {"Tag": [{"TagKey": key, "TagValue": value or ""} for key, value in given]}


def tagged(request: Request, name: str = "Tag") -> list[Tagged] | None:
    """Return the conditions of Tag.N in a query; all must hold."""
    given = pairs(request, name)
    if len(given) > request.quota("TagsPerResource"):
        request.refuse(*TOO_MANY, "InvalidTag.Mismatch", "InvalidParameter")
    if any(key is None for key, _ in given):
        request.refuse("InvalidTag.Mismatch", "InvalidParameter")
    return [Tagged(key or "", value) for key, value in given] or None


def pairs(request: Request, name: str) -> list[tuple[str | None, str | None]]:
    """Return the keys and the values of Tag.N; old clients write their names in lower case."""
    given = request.parameters.get(name, [])
    return [(tag.get("Key", tag.get("key")), tag.get("Value", tag.get("value"))) for tag in given]


def check_tag(request: Request, key: str, value: str, key_most: int = KEY_MOST) -> None:
    """Refuse a key or a value against the rules."""
    if not key or len(key) > key_most or key.lower().startswith(RESERVED):
        request.refuse("InvalidTagKey.Malformed")
    if len(value) > VALUE_MOST or value.lower().startswith(("http://", "https://")):
        request.refuse("InvalidTagValue.Malformed")


def key_tag_documents(request: Request) -> Document:
    """Return the tags of Tag.N as documents of VPCs have them: under `Key` and `Value`."""
    tags = tag_documents(request)["Tag"]
    return {"Tag": [{"Key": each["TagKey"], "Value": each["TagValue"]} for each in tags]}


def key_tagged(request: Request) -> list[Tagged] | None:
    """Return the conditions of Tag.N in a query of VPCs; all must hold."""
    return [KeyTagged(each.key, each.text) for each in tagged(request) or ()] or None
