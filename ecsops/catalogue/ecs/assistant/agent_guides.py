"""How the agent is installed, upgraded, started and stopped on an instance itself.

Source: the feature document, section 2.2. Up to 1.0.1.308 agentwatch looks after the agent.
"""

from typing import NamedTuple

ACTIONS = ("install", "upgrade", "disable-upgrade", "start", "stop")
SYSTEMS = ("centos", "redhat", "suse", "debian", "ubuntu", "linux", "windows")
INITS = ("systemd", "upstart", "sysvinit", "other")

LAST_WITH_AGENTWATCH = (1, 0, 1, 308)

DOWNLOAD = "https://repo-aliyun-assist.oss-cn-beijing.aliyuncs.com/download/"

RPM_SYSTEMS = ("centos", "redhat", "suse")

INSTALL_RPM = (f"wget {DOWNLOAD}aliyun_assist.rpm", "rpm -ivh aliyun_assist.rpm")
INSTALL_DEB = (f"wget {DOWNLOAD}aliyun_assist.deb", "dpkg -i aliyun_assist.deb")
INSTALL_SOURCE = (
    "git clone https://github.com/aliyun/aliyun_assist_client",
    "cd aliyun_assist_client",
    "# cmake must be 3.1 or newer",
    "cmake .",
    "make",
    "./cmake_install.sh",
)
INSTALL_WINDOWS = (
    "# Download the agent's installer on the instance, open it and follow the wizard.",
)

UPGRADE_RPM = (f"wget {DOWNLOAD}aliyun_assist.rpm", "rpm -U aliyun_assist.rpm")
UPGRADE_DEB = INSTALL_DEB
"""The document shows the upgrade of the rpm; dpkg -i installs and upgrades alike."""

DISABLE_UPGRADE_LINUX = (
    "# aliyun_assist_update is the process that upgrades the agent.",
    "cd /usr/local/share/aliyun-assist/{version}",
    "chmod a-x aliyun_assist_update",
)
DISABLE_UPGRADE_WINDOWS = (
    "# aliyun_assist_update is the process that upgrades the agent.",
    r"cd C:\ProgramData\aliyun\assist\{version}",
    "rename aliyun_assist_update aliyun_assist_update.disabled",
)
"""The document leaves the new name of the program open."""

ANY_VERSION = {
    False: '"$(aliyun-service -v)"',
    True: "VERSION",
}
"""What stands for the agent's version where it is not known: a Linux shell fills it in."""

DETECT_INIT = (
    ("systemd", 'strings /sbin/init | grep "/lib/system"'),
    ("upstart", 'strings /sbin/init | grep "upstart"'),
    ("sysvinit", 'strings /sbin/init | grep "sysvinit"'),
)
"""The commands of the document that show which init system there is: the one that prints a line."""

WINDOWS_SERVICE = {"start": ("net start AliyunService",), "stop": ("net stop AliyunService",)}
"""The document clicks through Computer Management; the service is AliyunService."""

AGENTWATCH = {
    "systemd": {
        "start": ("systemctl start agentwatch",),
        "stop": ("systemctl stop agentwatch",),
    },
    "other": {
        "start": ("chkconfig agentwatch on",),
        "stop": ("chkconfig agentwatch off",),
    },
}

SERVICE = {
    "systemd": {
        "start": ("systemctl start aliyun.service",),
        "stop": ("systemctl stop aliyun.service",),
    },
    "upstart": {
        "start": ("/sbin/initctl start aliyun-service",),
        "stop": ("/sbin/initctl stop aliyun-service",),
    },
    "sysvinit": {
        "start": ("/etc/init.d/aliyun-service start",),
        "stop": ("/etc/init.d/aliyun-service stop",),
    },
}


class Guide(NamedTuple):
    """The key of a guide: the action, the system, and its init system or version."""

    action: str
    system: str
    source: bool = False
    version: tuple[int, ...] | None = None
    init: str = ""


class Known(NamedTuple):
    """What is known of an instance: its system, the agent's version, and its init system or ''."""

    system: str
    version: str
    init: str


SYSTEMD_SINCE = {"centos": 7, "redhat": 7, "suse": 12, "debian": 8, "ubuntu": 15}
"""The first release of each system that starts with systemd (the systems' release notes)."""


def known_of(os_name: str, version: str) -> Known:
    """Return what an OSName such as `CentOS  7.4 64位` says of the system."""
    words = os_name.replace("Red Hat", "RedHat").lower().split()
    system = next((each for each in SYSTEMS if words and words[0].startswith(each)), "linux")
    release = next((word for word in words[1:] if word[0].isdigit()), "")
    number = int(release.partition(".")[0]) if release.partition(".")[0].isdigit() else 0
    least = SYSTEMD_SINCE.get(system)
    return Known(system, version, "systemd" if least and number >= least else "")


def guide_for(asked: Guide) -> tuple[str, ...]:
    """Return the commands, or none where what is asked does not say enough."""
    if asked.action == "disable-upgrade":
        return disable_upgrade(asked)
    if asked.system == "windows":
        return windows_guide(asked.action)
    if asked.action in ("start", "stop"):
        return service_guide(asked)
    if asked.source or asked.system == "linux":
        return INSTALL_SOURCE
    rpm = asked.system in RPM_SYSTEMS
    if asked.action == "install":
        return INSTALL_RPM if rpm else INSTALL_DEB
    return UPGRADE_RPM if rpm else UPGRADE_DEB


def disable_upgrade(asked: Guide) -> tuple[str, ...]:
    """Return the commands that keep the agent from upgrading itself."""
    windows = asked.system == "windows"
    version = ".".join(map(str, asked.version)) if asked.version else ANY_VERSION[windows]
    lines = DISABLE_UPGRADE_WINDOWS if windows else DISABLE_UPGRADE_LINUX
    return tuple(line.format(version=version) for line in lines)


def windows_guide(action: str) -> tuple[str, ...]:
    """Return the commands for Windows."""
    return WINDOWS_SERVICE.get(action, INSTALL_WINDOWS)


def service_guide(asked: Guide) -> tuple[str, ...]:
    """Return the commands that start or stop the agent's service on Linux."""
    if asked.version is None:
        return ()
    if asked.version > LAST_WITH_AGENTWATCH:
        return SERVICE.get(asked.init, {}).get(asked.action, ())
    init = asked.init or ("systemd" if asked.system in ("debian", "centos", "redhat") else "other")
    return AGENTWATCH["systemd" if init == "systemd" else "other"][asked.action]
