"""The first files of an instance: those of a small server, and stand-ins for a few programs.

What is here lies in each instance's own root, where its scripts may change it.
"""

import re
from collections.abc import Iterator

DIRECTORIES = (
    "mnt",
    "srv",
    "etc/cron.d",
    "etc/cron.daily",
    "etc/logrotate.d",
    "etc/profile.d",
    "etc/ssh",
    "etc/sysctl.d",
    "etc/systemd/system",
    "usr/local/bin",
    "usr/local/lib",
    "usr/local/sbin",
    "var/cache",
    "var/lib",
    "var/log",
    "var/spool/cron",
    "var/tmp",
)
"""The directories of a new instance below its root."""

NAMES = {
    "aliyun": ("alinux", "Alibaba Cloud Linux", "rhel fedora centos"),
    "alibaba": ("alinux", "Alibaba Cloud Linux", "rhel fedora centos"),
    "centos": ("centos", "CentOS Linux", "rhel fedora"),
    "debian": ("debian", "Debian GNU/Linux", ""),
    "red hat": ("rhel", "Red Hat Enterprise Linux", "fedora"),
    "ubuntu": ("ubuntu", "Ubuntu", "debian"),
}
"""The first words of an image's OSName: its ID, its NAME and its ID_LIKE (os-release(5))."""

DASH = ("debian", "ubuntu")
"""The systems whose sh is dash; elsewhere it is bash."""

PROFILE = """\
# /etc/profile: settings of login shells
for each in /etc/profile.d/*.sh; do
    if [ -r "$each" ]; then
        . "$each"
    fi
done
unset each
"""

POWER_REQUEST = "power-request"
"""The file in /etc with which a script asks for a restart or a power-off."""

POWER = """\
#!/bin/sh
# Stand-in of the ecsops simulator: asks for {what} and ends all processes.
{options}
if [ "$(id -u)" -ne 0 ]; then
    echo "${{0##*/}}: must be root" >&2
    exit 1
fi
echo "$what" > /etc/power-request
kill -KILL -1
sleep 1
"""

SHUTDOWN_OPTIONS = """\
what=stop
for each; do
    case $each in
    -r|--reboot) what=restart ;;
    -c) exit 0 ;;
    esac
done"""

HOSTNAME = """\
#!/bin/sh
# Stand-in of the ecsops simulator: the name of the instance stands in /etc/hostname.
case ${1-} in
"") cat /etc/hostname ;;
-s|--short) sed 's/[.].*//' /etc/hostname ;;
-f|--fqdn) cat /etc/hostname ;;
-[iI]|--ip-address|--all-ip-addresses) echo 127.0.0.1 ;;
-*) echo "hostname: unknown option: $1" >&2; exit 1 ;;
*) echo "$1" > /etc/hostname ;;
esac
"""

HOSTNAMECTL = """\
#!/bin/sh
# Stand-in of the ecsops simulator: the name of the instance stands in /etc/hostname.
case ${1-status} in
set-hostname|hostname)
    if [ -n "${2-}" ]; then echo "$2" > /etc/hostname; else cat /etc/hostname; fi ;;
status) echo "   Static hostname: $(cat /etc/hostname)" ;;
*) echo "hostnamectl: the ecsops simulator does not know: $1" >&2; exit 1 ;;
esac
"""

SYSTEMCTL = r"""#!/bin/sh
# Stand-in of the ecsops simulator: keeps the state of units, and supervises no process.
units=/var/lib/ecsops-units
mkdir -p "$units" || exit 1
now=no
for each; do
    case $each in --now) now=yes ;; esac
    case $each in -*) ;; *) set -- "$@" "$each" ;; esac
    shift
done
verb=${1:-list-units}
[ $# -eq 0 ] || shift
case $verb in
daemon-reload|daemon-reexec|reset-failed) exit 0 ;;
reboot) exec /usr/local/sbin/reboot ;;
poweroff|halt) exec /usr/local/sbin/poweroff ;;
list-units) ls "$units" | sed -n 's/[.]active$//p'; exit 0 ;;
esac
found() {
    for place in /etc/systemd/system /usr/lib/systemd/system /lib/systemd/system; do
        [ -e "$place/$1" ] && return 0
    done
    return 1
}
said() {
    [ ! -e "$units/.said" ] || return 0
    echo "systemctl: nothing supervises processes here; only the state of units is kept." >&2
    : > "$units/.said"
}
status=0
for unit; do
    case $unit in *.*) ;; *) unit=$unit.service ;; esac
    case $verb in
    is-active)
        if [ -e "$units/$unit.active" ]; then echo active; else echo inactive; status=3; fi
        continue ;;
    is-enabled)
        if [ -e "$units/$unit.enabled" ]; then echo enabled
        elif found "$unit"; then echo disabled; status=1
        else echo "Failed to get unit file state for $unit: No such file or directory" >&2; status=1
        fi
        continue ;;
    esac
    if ! found "$unit"; then
        case $verb in
        start|restart|stop) echo "Failed to $verb $unit: Unit $unit not found." >&2; status=5 ;;
        enable|disable)
            echo "Failed to $verb unit: Unit file $unit does not exist." >&2; status=1 ;;
        *) echo "Unit $unit could not be found." >&2; status=4 ;;
        esac
        continue
    fi
    case $verb in
    start|restart|reload|reload-or-restart|try-restart) said; : > "$units/$unit.active" ;;
    stop) rm -f "$units/$unit.active" ;;
    enable) : > "$units/$unit.enabled"; [ $now = no ] || { said; : > "$units/$unit.active"; } ;;
    disable) rm -f "$units/$unit.enabled"; [ $now = no ] || rm -f "$units/$unit.active" ;;
    status)
        state='active (running)'
        [ -e "$units/$unit.active" ] || { state='inactive (dead)'; status=3; }
        printf '%s\n     Active: %s\n' "$unit" "$state" ;;
    *) echo "systemctl: the ecsops simulator does not know: $verb" >&2; exit 1 ;;
    esac
done
exit $status
"""

SERVICE = """\
#!/bin/sh
# Stand-in of the ecsops simulator.
if [ $# -lt 2 ]; then
    echo "Usage: service NAME start|stop|restart|status" >&2
    exit 1
fi
exec /usr/local/sbin/systemctl "$2" "$1"
"""


def stand_ins() -> dict[str, str]:
    """Return the programs in /usr/local/sbin, by name."""
    restart = POWER.format(what="a restart", options="what=restart")
    stop = POWER.format(what="a power-off", options="what=stop")
    shutdown = POWER.format(what="a restart or a power-off", options=SHUTDOWN_OPTIONS)
    return {
        "hostname": HOSTNAME,
        "hostnamectl": HOSTNAMECTL,
        "poweroff": stop,
        "reboot": restart,
        "service": SERVICE,
        "shutdown": shutdown,
        "systemctl": SYSTEMCTL,
    }


def first_files(hostname: str, os_name: str) -> Iterator[tuple[str, str, int]]:
    """Yield the path, the text and the mode of each file of a new instance.

    Its accounts are its own, none of the host's.
    """
    for path, text in etc_files(hostname).items():
        yield f"etc/{path}", text, 0o644
    yield "etc/shadow", "root:*:18000:0:99999:7:::\nnobody:*:18000:0:99999:7:::\n", 0o600
    yield "etc/os-release", os_release(os_name), 0o644
    for name, text in stand_ins().items():
        yield f"usr/local/sbin/{name}", text, 0o755


def etc_files(hostname: str) -> dict[str, str]:
    """Return the public files in /etc of a new instance."""
    return {
        "crontab": "SHELL=/bin/sh\n",
        "group": "root:x:0:\nadm:x:4:\nshadow:x:42:\nusers:x:100:\nnogroup:x:65534:\n",
        "hostname": f"{hostname}\n",
        "hosts": f"127.0.0.1 localhost\n127.0.1.1 {hostname}\n",
        "nsswitch.conf": "passwd: files\ngroup: files\nshadow: files\nhosts: files\n",
        "passwd": "root:x:0:0:root:/root:/bin/sh\n"
        "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
        "profile": PROFILE,
        "resolv.conf": "nameserver 100.100.2.136\nnameserver 100.100.2.138\n",
        "shells": "/bin/sh\n/bin/bash\n",
        "ssh/sshd_config": "PermitRootLogin yes\n",
    }


def os_release(os_name: str) -> str:
    """Return the os-release of an image, from its OSName."""
    known = next((words for first, words in NAMES.items() if starts(os_name, first)), None)
    identity, name, like = known or ("linux", "Linux", "")
    version = re.search(r"\d+(\.\d+)*", os_name)
    number = version[0] if version else ""
    lines = {
        "NAME": name,
        "ID": identity,
        "ID_LIKE": like,
        "VERSION_ID": number,
        "PRETTY_NAME": f"{name} {number}".strip(),
    }
    return "".join(f'{key}="{value}"\n' for key, value in lines.items() if value)


def starts(os_name: str, first: str) -> bool:
    """Return whether the name of a system starts with the word, in any case."""
    return os_name.lower().startswith(first)


def has_dash(os_name: str) -> bool:
    """Return whether the sh of an image is dash."""
    return any(starts(os_name, first) for first in DASH)
