"""GetInstanceConsoleOutput and GetInstanceScreenshot."""

from base64 import b64encode

from ecsops.catalogue.ecs.instances.attributes import InstanceStatus
from ecsops.catalogue.model import Document
from ecsops.simulator.engine.clock import iso_seconds, parse_iso
from ecsops.simulator.engine.context import Request
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.console.boot_log import console_lines, without_symbols
from ecsops.simulator.instances.console.phases import phases
from ecsops.simulator.instances.console.screen import screen_of


def get_instance_console_output(request: Request) -> Document:
    """Return what the boots and shutdowns of a Linux instance printed, in Base64."""
    instance = instance_asked(request)
    if instance.document["OSType"] != "linux":
        request.refuse("NotSupported")
    lines = console_lines(instance, phases(instance), request.now)
    text = "\r\n".join(each.text for each in lines)
    if request.get("RemoveSymbols"):
        text = without_symbols(text)
    at = lines[-1].at if lines else parse_iso(instance.document["CreationTime"])
    return {
        "InstanceId": instance.id,
        "ConsoleOutput": b64encode(text.encode()).decode(),
        "LastUpdateTime": iso_seconds(at),
    }


def get_instance_screenshot(request: Request) -> Document:
    """Return the screen of a running instance, a PNG in Base64."""
    instance = instance_asked(request)
    if instance.document["Status"] != InstanceStatus.RUNNING:
        request.refuse("IncorrectInstanceStatus")
    image = screen_of(instance, request.now, awake=bool(request.get("WakeUp")))
    return {"InstanceId": instance.id, "Screenshot": b64encode(image).decode()}


def instance_asked(request: Request) -> Record:
    """Return the instance of the call; one that does not exist is an invalid parameter here."""
    instance = request.store.get("Instance", request.get("InstanceId"))
    if instance is None or instance.region_id != request.region_id:
        request.refuse_parameter("InstanceId", "invalid")
    return instance
