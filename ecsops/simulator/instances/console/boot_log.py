"""Console output of the boots and shutdowns of a Linux instance, line by line.

The texts are ours; names, sizes and addresses in them are those of the instance.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ecsops.simulator.assumptions import INSTANCE_STARTS_IN_S, INSTANCE_STOPS_IN_S
from ecsops.simulator.engine.store import Record
from ecsops.simulator.instances.console.phases import BOOT, POWER_OFF, Phase

KERNELS = {
    "CentOS": "3.10.0-957.5.1.el7.x86_64",
    "Debian": "4.9.0-8-amd64",
    "Ubuntu": "4.4.0-142-generic",
    "Alibaba": "5.10.134-13.al8.x86_64",
}
"""The kernels of the public images, by the first word of the system's name."""

OK = "[\x1b[32m  OK  \x1b[0m]"
FORMATTING = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
"""The sequences that RemoveSymbols strips."""

UNITS = (
    "Journal Service",
    "udev Kernel Device Manager",
    "File System Check on Root Device",
    "Network Manager",
    "OpenSSH server daemon",
    "Command Scheduler",
)
"""Units that systemd starts, in order."""


class Line(NamedTuple):
    """A line of the console, and when it was printed in seconds since 1970."""

    at: float
    text: str


def console_lines(instance: Record, phases: list[Phase], now: float) -> list[Line]:
    """Return what was printed by now, oldest first; a power-off cuts the phase before it."""
    lines: list[Line] = []
    for index, phase in enumerate(phases):
        until = phases[index + 1].at if index + 1 < len(phases) else now
        lines += [each for each in phase_lines(instance, phase) if each.at <= until]
    return lines


def phase_lines(instance: Record, phase: Phase) -> Iterator[Line]:
    """Yield the lines of one phase, spread over the time that it takes."""
    if phase.name == POWER_OFF:
        return
    boots = phase.name == BOOT
    texts = list(boot_texts(instance) if boots else shutdown_texts(instance))
    takes_s = INSTANCE_STARTS_IN_S if boots else INSTANCE_STOPS_IN_S
    for number, text in enumerate(texts):
        after_s = takes_s * number / len(texts)
        yield Line(phase.at + after_s, text.replace("{uptime}", f"{after_s:5.6f}".rjust(12)))


def boot_texts(instance: Record) -> Iterator[str]:
    """Yield what a boot prints, from the kernel's first line to the prompt."""
    yield from kernel_texts(instance)
    yield from (f"{OK} Started {unit}." for unit in UNITS)
    if instance.facts.get("UserData"):
        yield "[{uptime}] cloud-init[1042]: Running the user data of the instance"
    if instance.facts.get("AgentVersion"):
        yield f"{OK} Started Cloud Assistant agent {instance.facts['AgentVersion']}."
    yield f"{OK} Reached target Multi-User System."
    yield from ("", *login_texts(instance))


def kernel_texts(instance: Record) -> Iterator[str]:
    """Yield what the kernel prints."""
    document = instance.document
    kernel = kernel_of(instance)
    kib = document["Memory"] * 1024
    yield f"[{{uptime}}] Linux version {kernel}"
    yield f"[{{uptime}}] Command line: BOOT_IMAGE=/boot/vmlinuz-{kernel} ro console=tty0 " + (
        "console=ttyS0,115200n8"
    )
    yield "[{uptime}] DMI: Alibaba Cloud Alibaba Cloud ECS"
    yield f"[{{uptime}}] Memory: {kib * 97 // 100}k/{kib}k available"
    yield f"[{{uptime}}] smp: Brought up 1 node, {document['Cpu']} CPUs"
    yield "[{uptime}] virtio_blk virtio2: vda: vda1"
    yield "[{uptime}] EXT4-fs (vda1): mounted filesystem with ordered data mode"
    for number, each in enumerate(document["NetworkInterfaces"]["NetworkInterface"]):
        address = each["PrimaryIpAddress"]
        yield f"[{{uptime}}] virtio_net eth{number}: {each['MacAddress']} {address}"
    yield f"[{{uptime}}] systemd[1]: Set hostname to <{document['HostName']}>."


def shutdown_texts(instance: Record) -> Iterator[str]:
    """Yield what a shutdown prints."""
    yield from (f"{OK} Stopped {unit}." for unit in reversed(UNITS))
    yield f"{OK} Unmounted all file systems."
    yield f"{OK} Reached target Shutdown."
    yield "[{uptime}] reboot: Power down"


def login_texts(instance: Record) -> Iterator[str]:
    """Yield the prompt of a system that is up."""
    yield f"{system_name(instance)}"
    yield f"Kernel {kernel_of(instance)} on an x86_64"
    yield ""
    yield f"{instance.document['HostName']} login: "


def system_name(instance: Record) -> str:
    """Return the name of the system, in English and with single blanks."""
    return " ".join(instance.document["OSNameEn"].split())


def kernel_of(instance: Record) -> str:
    """Return the version of the kernel of the system."""
    return KERNELS.get(system_name(instance).partition(" ")[0], KERNELS["CentOS"])


def without_symbols(text: str) -> str:
    """Return the text without the sequences that format it on a terminal."""
    return FORMATTING.sub("", text)
