"""Notifications in the words that people get: mail, chat, text messages, in two languages.

The document says that these are made readable and not how; the wording is ours.
"""

from ecsops.catalogue.cms.notifications.contacts import Language
from ecsops.catalogue.cms.notifications.system_events import NOTIFICATIONS
from ecsops.catalogue.model import Document

LABELS = {
    Language.ENGLISH: {
        "Event": "name",
        "Resource": "resourceId",
        "Region": "regionId",
        "Time": "eventTime",
    },
    Language.CHINESE: {
        "事件": "name",
        "资源": "resourceId",
        "地域": "regionId",
        "时间": "eventTime",
    },
}


ALARM_TITLES = {
    Language.ENGLISH: {
        "ALERT": "[{level}] Alarm {rule}: {metric} is {value}{unit} on {instance}",
        "OK": "[OK] Alarm {rule} is over: {metric} is {value}{unit} on {instance}",
        "INSUFFICIENT_DATA": "[No data] Alarm {rule}: no data of {metric} on {instance}",
    },
    Language.CHINESE: {
        "ALERT": "[{level}] 报警 {rule}：{instance} 的 {metric} 为 {value}{unit}",
        "OK": "[恢复正常] 报警 {rule} 已恢复：{instance} 的 {metric} 为 {value}{unit}",
        "INSUFFICIENT_DATA": "[无数据] 报警 {rule}：{instance} 没有 {metric} 的数据",
    },
}
"""The subject of an alarm's mail, by the state in the callback."""

ALARM_LABELS = {
    Language.ENGLISH: {
        "Rule": "{alertName} ({ruleId})",
        "Instance": "{instanceName} ({instanceId})",
        "Region": "{regionName} ({regionId})",
        "Metric": "{metricName}",
        "Condition": "{expression}",
        "Present value": "{curValue}{unit}",
        "Lasts for": "{minutes} min",
        "Application group": "{productGroupName}",
    },
    Language.CHINESE: {
        "报警规则": "{alertName} ({ruleId})",
        "实例": "{instanceName} ({instanceId})",
        "地域": "{regionId}",
        "监控项": "{metricName}",
        "报警条件": "{expression}",
        "当前值": "{curValue}{unit}",
        "持续时间": "{lastTime}",
        "应用分组": "{productGroupName}",
    },
}
"""The facts of an alarm; one of which nothing is known is left out."""


def alarm_title(told: Document, language: str) -> str:
    """Return one line: how severe, which rule, and what it watches."""
    content = {name: "" if value == "null" else value for name, value in told["content"].items()}
    instance = content["instanceName"] or content["dimensions"]
    return ALARM_TITLES[Language(language)][content["alertState"]].format(
        level=told["level"],
        rule=content["alertName"],
        metric=content["metricName"],
        value=content["curValue"],
        unit=f" {content['unit']}" if content["unit"] else "",
        instance=instance,
    )


def alarm_lines(told: Document, language: str) -> list[str]:
    """Return the facts of an alarm, one to a line, and when it was told."""
    content = {name: "" if value == "null" else value for name, value in told["content"].items()}
    content["unit"] = f" {content['unit']}" if content["unit"] and content["curValue"] else ""
    content["instanceId"] = told["resourceId"].rpartition("/")[2]
    content["minutes"] = content["lastTime"].removesuffix("分钟")
    found = {
        label: form.format(**content).strip()
        for label, form in ALARM_LABELS[Language(language)].items()
    }
    time = {Language.ENGLISH: "Time", Language.CHINESE: "时间"}[Language(language)]
    return [
        *(f"{label}: {value}" for label, value in found.items() if value),
        f"{time}: {told['eventTime']}",
    ]


def title(told: Document, language: str) -> str:
    """Return one line: level and what happened; an alarm says that itself."""
    if "alertName" in told["content"]:
        return alarm_title(told, language)
    said = told["name"]
    if event := NOTIFICATIONS.get(said):
        said = event.text.english if language == Language.ENGLISH else event.text.chinese
    return f"[{told['level']}] {said}"


def lines(told: Document, language: str) -> list[str]:
    """Return the facts of the notification, one to a line."""
    if "alertName" in told["content"]:
        return alarm_lines(told, language)
    labels = LABELS[Language(language)]
    facts = [f"{label}: {told[field]}" for label, field in labels.items()]
    return facts + [f"{field}: {value}" for field, value in told["content"].items()]


def as_text(told: Document, language: str) -> Document:
    """Return the notification as a message without form."""
    return {"Text": f"{title(told, language)} {told['resourceId']}"}


def as_mail(told: Document, language: str) -> Document:
    """Return the notification as a mail."""
    if "alertName" in told["content"]:
        return {
            "Subject": told.get("subject") or alarm_title(told, language),
            "Text": "\n".join([alarm_title(told, language), "", *alarm_lines(told, language)]),
        }
    return {
        "Subject": title(told, language),
        "Text": "\n".join([title(told, language), "", *lines(told, language)]),
    }


def as_ding_talk(told: Document, language: str) -> Document:
    """Return the notification as a robot of DingTalk takes it: a message in Markdown."""
    text = "\n".join(
        [f"### {title(told, language)}", "", *(f"- {line}" for line in lines(told, language))]
    )
    return {"msgtype": "markdown", "markdown": {"title": title(told, language), "text": text}}
