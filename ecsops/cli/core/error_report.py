"""How an error looks on stderr."""

import json
from gettext import gettext as _

from ecsops import language
from ecsops.cli.core.id_suggestions import meant
from ecsops.cli.core.session import Session
from ecsops.cli.core.terminal import tell
from ecsops.errors import ApiError, EcsopsError

CODE = "code"
"""The context of codes among the translations."""

HINTS = {
    "DependencyViolation.NotEmpty": "Release the instances of the set or move them out first.",
    "IncorrectInstanceStatus": "`ecsops instance list` shows the state of each instance.",
    "InvalidEventId.NotFound": "`ecsops events list` and `events history` list the events.",
    "InvalidEventId.NoInquiringEventFound": "`ecsops events list` shows the state of each event.",
    "IncorrectEventStatus": "`ecsops events show` lists the possible actions for the event.",
    "InvalidRegionId.NotFound": "`ecsops ecs DescribeRegions --output cols=RegionId` lists them.",
    "InvalidZoneId.NotFound": "`ecsops ecs DescribeZones --output cols=ZoneId` lists them.",
    "InvalidInstanceId.NotFound": "Check --region. `ecsops instance list` lists the IDs.",
    "InvalidInstance.NotFound": "Check --region. `ecsops instance list` lists the IDs.",
    "InvalidInstance.NotMatch": "Instances must be Running, in a VPC, with the agent "
    "installed and a system that fits the script type; see "
    "`ecsops instance list` and `ecsops assist agent status`.",
    "InvalidInstanceStatus.NotStopped": "`ecsops instance stop` stops the instance first.",
    "InvalidImageId.NotFound": "`ecsops instance images` lists the images.",
    "InvalidDeploymentSetId.NotFound": "`ecsops deployset list` lists the deployment sets.",
    "InvalidAccessKeyId.NotFound": (
        "`ecsops configure list` shows where the access key comes from."
    ),
    "InvalidAccessKeyId.Inactive": (
        "`ecsops configure list` shows where the access key comes from."
    ),
    "SignatureDoesNotMatch": "The secret does not belong to the access key; `ecsops "
    "configure list` shows where both come from.",
    "InvalidSecurityToken.Expired": "The temporary credentials have expired. Get new ones.",
    "InvalidTimeStamp.Expired": "Check the clock of this machine.",
}
"""Advice for error codes."""


def report(error: EcsopsError, session: Session) -> None:
    """Write the error: sentences, or one JSON document where the output is JSON."""
    if isinstance(error, ApiError):
        error.hint = hint_of(error, session)
    error.hint = session.with_given_options(error.hint)
    if session.output_kind in ("json", "jsonl"):
        tell(as_json(error, session.output_kind))
    else:
        tell("\n".join(sentences(error)))


def hint_of(error: ApiError, session: Session) -> str:
    """Return advice for an error: a suggestion, and where to look.

    A hint of the caller replaces it.
    """
    advice = error.hint or (_(HINTS[error.code]) if error.code in HINTS else "")
    return " ".join(filter(None, (meant(error, session), advice)))


def meaning_of(code: str) -> str:
    """Return what a code means, where the language of the run has words for it.

    The service's own message is English, and stands beside it.
    """
    words = language.words()
    text = words(CODE, code) if words else code
    return "" if text == code else text


def as_json(error: EcsopsError, kind: str) -> str:
    """Return the error as one JSON document."""
    indent = "\t" if kind == "json" else None
    return json.dumps(error.document(), indent=indent, sort_keys=True, ensure_ascii=False)


def sentences(error: EcsopsError) -> list[str]:
    """Return the lines of an error for a reader."""
    lines = [_("Error: {message}").format(message=error)]
    if isinstance(error, ApiError) and error.request_id:
        lines.append(f"RequestId: {error.request_id}")
    if isinstance(error, ApiError) and (meaning := meaning_of(error.code)):
        lines.append(_("Meaning: {text}").format(text=meaning))
    if error.hint:
        lines.append(hint_line(error.hint))
    return lines


def hint_line(hint: str) -> str:
    """Return the line of a hint; several sentences are put together as the language has it."""
    line = _("Hint: {hint}").format(hint=hint)
    if language.is_english():
        return line
    # Only an error in another language pays for what writes in it.
    from ecsops.cli.core.localized_formatter import without_english

    return without_english(line)
