"""The targets of event rules: whom or what an event is delivered to."""

from collections.abc import Callable
from typing import NamedTuple, NoReturn

from ecsops.catalogue.cms.notifications.event_targets import (
    DescribeEventRuleTargetList,
    Method,
    Protocol,
    PutEventRuleTargets,
)
from ecsops.catalogue.cms.shared_parameters import DEFAULT_CONTACT_GROUP
from ecsops.catalogue.model import Document
from ecsops.errors import ApiError
from ecsops.simulator.assumptions import ACCOUNT_ID
from ecsops.simulator.engine.context import Context, Request
from ecsops.simulator.engine.responses import DONE, complete
from ecsops.simulator.notifications import api_calls, queues
from ecsops.simulator.notifications.allowed_hosts import host_of, may_send
from ecsops.simulator.notifications.message_service import create_topic
from ecsops.simulator.notifications.rules import existing_rule

MOST_HINT = "A rule has at most {} targets of a kind; remove one or make another rule."
METHOD_HINT = "The protocol is http, telnet or ping, the method GET or POST."
URL_HINT = "A webhook is an http or https URL."
LOOPBACK_HINT = (
    "The simulator sends to this machine only; `ecsops sim delivery --anywhere` allows more."
)


class Targets(NamedTuple):
    """A kind of target: its names in requests and answers, and its ARN.

    `failed` is where a refused target is reported; where that is empty the call is refused.
    """

    parameter: str
    item: str
    check: Callable[[Context, Document], str]
    failed: tuple[str, str] = ("", "")
    arn: str = ""


def check_contact(context: Context, target: Document) -> str:
    """Return what is wrong with a contact target: its group must exist."""
    name = target.get("ContactGroupName", "")
    known = name == DEFAULT_CONTACT_GROUP or context.store.get("ContactGroup", name)
    return "" if known else "There is no such contact group."


def check_fields(*names: str) -> Callable[[Context, Document], str]:
    """Return the check that the target has these fields."""

    def check(context: Context, target: Document) -> str:
        missing = [name for name in names if not target.get(name)]
        return f"{' and '.join(missing)} missing." if missing else ""

    return check


def check_mns(context: Context, target: Document) -> str:
    """Return what is wrong with a message target: it is one queue or one topic."""
    one = bool(target.get("Queue")) != bool(target.get("Topic"))
    return "" if one else "Either Queue or Topic is needed."


def check_webhook(context: Context, target: Document) -> str:
    """Return what is wrong with a webhook's form; where it may lead to is checked apart."""
    protocol, method = target.get("Protocol", "http").lower(), target.get("Method", "POST").upper()
    if protocol not in tuple(Protocol) or method not in tuple(Method):
        return METHOD_HINT
    usable = target.get("Url") if protocol in ("telnet", "ping") else host_of(target.get("Url", ""))
    return "" if usable else URL_HINT


KINDS = (
    Targets(
        "ContactParameters",
        "ContactParameter",
        check_contact,
        ("FailedContactParameters", "ContactParameter"),
    ),
    Targets(
        "FcParameters",
        "FCParameter",
        check_fields("ServiceName", "FunctionName"),
        ("FailedFcParameters", "FcParameter"),
        "acs:fc:{Region}:{AccountId}:services/{ServiceName}/functions/{FunctionName}",
    ),
    Targets(
        "MnsParameters",
        "MnsParameter",
        check_mns,
        ("FailedMnsParameters", "MnsParameter"),
        "acs:mns:{Region}:{AccountId}:/queues/{Queue}/messages",
    ),
    Targets("OpenApiParameters", "OpenApiParameters", api_calls.check),
    Targets(
        "SlsParameters",
        "SlsParameter",
        check_fields("Project", "LogStore"),
        arn="acs:log:{Region}:{AccountId}:project/{Project}/logstore/{LogStore}",
    ),
    Targets("WebhookParameters", "WebhookParameter", check_webhook),
)

TOPIC_ARN = "acs:mns:{Region}:{AccountId}:/topics/{Topic}/messages"

DEFAULTS = {
    "ContactParameters": {"Level": "4"},
    "WebhookParameters": {"Method": "POST", "Protocol": "http"},
}


def put_event_rule_targets(request: Request) -> Document:
    """Add targets to a rule, or replace those of the same Id.

    A target that cannot be used is reported and the others are kept, where the answer has a
    place for it; else the call is refused.
    """
    rule = existing_rule(request, request.get("RuleName"))
    failures: Document = {}
    count = 0
    for kind in KINDS:
        usable = []
        for target in request.parameters.get(kind.parameter, []):
            problem = "" if target.get("Id") else "A target needs an Id."
            if problem := problem or kind.check(request, target):
                count += 1
                list_, name = kind.failed
                if not list_:
                    refuse(request, "ParameterInvalid", problem)
                failures.setdefault(list_, {}).setdefault(name, []).append(failed(kind, target))
            else:
                usable.append({**DEFAULTS.get(kind.parameter, {}), **target})
        keep(request, rule.facts["Targets"], kind.parameter, usable)
    request.store.update("EventRule", rule)
    for target in rule.facts["Targets"].get("MnsParameters", []):
        if target.get("Queue"):
            queues.ensure(request, target["Queue"])
        else:
            create_topic(request, target["Topic"], {})
    return {**failures, "FailedParameterCount": str(count), **DONE}


def failed(kind: Targets, target: Document) -> Document:
    """Return a refused target as the answer reports it, where an Id is a number."""
    list_, name = kind.failed
    shape = PutEventRuleTargets.answer[list_][name][0]
    shown = {field: value for field, value in target.items() if field in shape}
    if str(shown.pop("Id", "")).isdigit():
        shown["Id"] = int(target["Id"])
    return shown


def keep(request: Request, held: Document, parameter: str, targets: list[Document]) -> None:
    """Add the targets of a kind to those that the rule holds, as many as a rule may have."""
    if parameter == "WebhookParameters":
        settings = request.store.settings("delivery.")
        urls = [each["Url"] for each in targets if each["Protocol"].lower() == "http"]
        if not all(may_send(url, settings) for url in urls):
            refuse(request, "AccessForbidden", LOOPBACK_HINT)
    by_id = {target["Id"]: target for target in (*held.get(parameter, []), *targets)}
    most = request.quota("TargetsPerRule")
    if len(by_id) > most:
        refuse(request, "ParameterInvalid", MOST_HINT.format(most))
    held[parameter] = list(by_id.values())


def refuse(request: Request, code: str, hint: str) -> NoReturn:
    """Refuse with the code, and say what to do."""
    try:
        request.refuse(code)
    except ApiError as error:
        error.hint = hint
        raise


def describe_event_rule_target_list(request: Request) -> Document:
    """List the targets of a rule, by kind."""
    rule = existing_rule(request, request.get("RuleName"))
    answer: Document = {"Code": "200", "Message": ""}
    for kind in KINDS:
        shape = DescribeEventRuleTargetList.answer[kind.parameter][kind.item][0]
        targets = rule.facts["Targets"].get(kind.parameter, [])
        shown = [shown_target(request, kind, target, shape) for target in targets]
        answer[kind.parameter] = {kind.item: shown}
    return answer


def shown_target(request: Request, kind: Targets, target: Document, shape: Document) -> Document:
    """Return a target as it is listed, with its ARN where it has one."""
    fields = {name: value for name, value in target.items() if name in shape}
    form = TOPIC_ARN if target.get("Topic") else kind.arn
    if form:
        region_id = target.get("Region", request.region_id)
        arn = form.format(**{**target, "Region": region_id}, AccountId=ACCOUNT_ID)
        fields.update(Arn=arn, Region=region_id)
    return complete(shape, fields)


def delete_event_rule_targets(request: Request) -> Document:
    """Remove the targets of these ids; refuse when the rule has none of such an id."""
    rule = existing_rule(request, request.get("RuleName"))
    ids = set(request.get("Ids"))
    held = rule.facts["Targets"]
    if ids - {target["Id"] for targets in held.values() for target in targets}:
        request.refuse("ResourceNotFound", "InvalidParameterValue")
    for parameter, targets in held.items():
        held[parameter] = [target for target in targets if target["Id"] not in ids]
    request.store.update("EventRule", rule)
    return DONE
