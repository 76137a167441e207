"""The options of `deployset launch` that say what the new instances are equipped with."""

import re
from base64 import b64encode
from functools import update_wrapper
from gettext import gettext as _
from typing import Any, BinaryIO, NamedTuple

import click

from ecsops.catalogue.ecs.instances.billing import InstanceChargeType
from ecsops.catalogue.model import Document
from ecsops.cli.core.global_options import Choice
from ecsops.cli.core.numbers import Whole
from ecsops.type_variables import F

USER_DATA_BYTES_MOST = 1 << 20
"""How much of a file of user data is read; the service takes far less."""

DISK = re.compile(r"(?:(?P<category>[a-z_]+):)?(?P<size>\d{1,6})")
"""A disk: its category, if any, and its size in GiB."""


class Disk(NamedTuple):
    """A disk as it is typed: a category, empty for the usual one, and a size in GiB."""

    category: str
    size: int

    def document(self) -> Document:
        """Return the disk as RunInstances has it."""
        return {"Size": self.size, **({"Category": self.category} if self.category else {})}


class Equipment(NamedTuple):
    """What new instances are equipped with; None is what the service or the template decides."""

    system_disk: Disk | None
    data_disks: tuple[Disk, ...]
    bandwidth: int | None
    charge_type: str | None
    period: int | None
    key_pair: str | None
    password_prompt: bool
    hostname: str | None
    user_data_file: BinaryIO | None

    def check(self) -> None:
        """Raise click.UsageError for what excludes each other, or lacks its other half."""
        if self.key_pair and self.password_prompt:
            raise click.UsageError(_("Use either --key-pair or --password-prompt, not both."))
        prepaid = self.charge_type == InstanceChargeType.PRE_PAID
        if prepaid and self.period is None:
            raise click.UsageError(_("Missing option '--period': a subscription needs it."))
        if self.period is not None and not prepaid:
            raise click.UsageError(_("--period needs --charge-type PrePaid."))

    def parameters(self) -> Document:
        """Return the parameters of RunInstances; asks for the password where one is wanted.

        Raises click.UsageError for a file that is too large.
        """
        disk = self.system_disk
        return {
            "SystemDisk.Category": disk.category or None if disk else None,
            "SystemDisk.Size": disk.size if disk else None,
            "DataDisk": [each.document() for each in self.data_disks] or None,
            "InternetMaxBandwidthOut": self.bandwidth,
            "InstanceChargeType": self.charge_type,
            "Period": self.period,
            "KeyPairName": self.key_pair,
            "HostName": self.hostname,
            "UserData": encoded(self.user_data_file) if self.user_data_file else None,
            "Password": ask_password() if self.password_prompt else None,
        }


def encoded(file: BinaryIO) -> str:
    """Return a file in Base64. Raises click.UsageError where it is too large for any user data."""
    content = file.read(USER_DATA_BYTES_MOST + 1)
    if len(content) > USER_DATA_BYTES_MOST:
        raise click.UsageError(_("The file of --user-data-file is larger than 1 MiB."))
    return b64encode(content).decode()


def ask_password() -> str:
    """Return the password that the user types unseen, twice."""
    password: str = click.prompt(
        _("Password of the new instances"), hide_input=True, confirmation_prompt=True, err=True
    )
    return password


def read_disks(
    ctx: click.Context, parameter: click.Parameter, words: str | tuple[str, ...] | None
) -> Any:
    """Return disks typed as `40` or `cloud_essd:40`: one, or several where the option repeats."""
    if words is None:
        return None
    if isinstance(words, str):
        return read_disk(words)
    return tuple(read_disk(each) for each in words)


def read_disk(word: str) -> Disk:
    """Return a disk. Raises click.BadParameter for another form."""
    found = DISK.fullmatch(word)
    if found is None:
        raise click.BadParameter(
            _("Invalid disk {word!r}. Use a size in GiB, such as 40, or cloud_essd:40.").format(
                word=word
            )
        )
    return Disk(found["category"] or "", int(found["size"]))


def equipment_options(function: F) -> F:
    """Give a command the options below; it receives them, checked, as `equipment`."""

    def gather(*args: Any, **kwargs: Any) -> Any:
        equipment = Equipment(**{name: kwargs.pop(name) for name in Equipment._fields})
        equipment.check()
        return function(*args, equipment=equipment, **kwargs)

    decorated: Any = update_wrapper(gather, function)
    for option in reversed(OPTIONS):
        decorated = option(decorated)
    result: F = decorated
    return result


OPTIONS = (
    click.option(
        "--system-disk",
        metavar="DISK_SIZE",
        callback=read_disks,
        help="System disk: a size in GiB, or cloud_essd:60.",
    ),
    click.option(
        "--data-disk",
        "data_disks",
        multiple=True,
        metavar="DISK_SIZE",
        callback=read_disks,
        help="Data disk, such as cloud_essd:100; can be repeated.",
    ),
    click.option(
        "--bandwidth",
        type=Whole(),
        metavar="BANDWIDTH",
        help="Outbound Internet bandwidth; more than 0 gives a public address.",
    ),
    click.option(
        "--charge-type",
        metavar="TYPE",
        type=Choice([each.value for each in InstanceChargeType]),
        help="PostPaid or PrePaid, a subscription.",
    ),
    click.option(
        "--period", type=Whole(1), metavar="N", help="Length of the subscription in months."
    ),
    click.option("--key-pair", metavar="NAME", help="SSH key pair (Linux)."),
    click.option(
        "--password-prompt", is_flag=True, help="Ask for a password; it is not shown or saved."
    ),
    click.option("--hostname", metavar="NAME", help="Host name; web[1,3] numbers from 001."),
    click.option(
        "--user-data-file",
        type=click.File("rb"),
        metavar="FILE",
        help="File with user data, such as a cloud-init script; - reads standard input.",
    ),
)
"""What new instances are equipped with."""
