"""Tags as requests give them and as documents show them."""

from ecsops.catalogue.model import Document
from ecsops.simulator.context import Request

KEY_MOST = 64
VALUE_MOST = 128
"""Characters of a key and of a value (the tag rules on every page that has tags)."""

RESERVED = ("aliyun", "acs:", "http://", "https://")


def tag_documents(request: Request, name: str = "Tag") -> Document:
    """Return the tags of Tag.N as documents have them, refused where a rule is broken."""
    given = request.parameters.get(name, [])
    if len(given) > request.quota("TagsPerResource"):
        request.refuse("NumberExceed.Tags", "QuotaExceed.Tags", "InvalidTagCount")
    keys = [tag.get("Key", "") for tag in given]
    if len(set(keys)) < len(keys):
        request.refuse("Duplicate.TagKey", "InvalidTagKey.Malformed")
    for tag in given:
        check_tag(request, tag.get("Key", ""), tag.get("Value", ""))
    return {"Tag": [{"TagKey": tag["Key"], "TagValue": tag.get("Value", "")} for tag in given]}


def check_tag(request: Request, key: str, value: str) -> None:
    """Refuse a key or a value against the rules."""
    if not key or len(key) > KEY_MOST or key.lower().startswith(RESERVED):
        request.refuse("InvalidTagKey.Malformed")
    if len(value) > VALUE_MOST or value.lower().startswith(("http://", "https://")):
        request.refuse("InvalidTagValue.Malformed")
