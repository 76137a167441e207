"""How the CloudMonitor agent is installed, started and removed on an instance itself.

Source: "Install CloudMonitor GoLang agent", 2019; document 5.1 clicks on the console instead.
"""

ACTIONS = ("install", "start", "stop", "restart", "uninstall")

SYSTEMS = ("linux", "windows")

VERSION = "2.1.55"
"""The version of the agent in 2019."""

LINUX = "/usr/local/cloudmonitor/CmsGoAgent.linux-{architecture}"

WINDOWS_DIRECTORY = r"C:\Program Files\Alibaba\cloudmonitor"

WINDOWS = "CmsGoAgent.windows-{architecture}.exe"

ARCHITECTURES = ("amd64", "386")


def guide_for(
    action: str, system: str, *, region_id: str, architecture: str = "amd64"
) -> tuple[str, ...]:
    """Return the lines to type as root, or as administrator, on an instance of the region."""
    if system == "linux":
        return linux_guide(action, region_id, LINUX.format(architecture=architecture))
    return windows_guide(action, region_id, WINDOWS.format(architecture=architecture))


def linux_guide(action: str, region_id: str, program: str) -> tuple[str, ...]:
    """Return the lines for Linux."""
    if action == "install":
        script = (
            f"https://cms-agent-{region_id}.oss-{region_id}-internal.aliyuncs.com"
            "/cms-go-agent/cms_go_agent_install.sh"
        )
        return (f'REGION_ID={region_id} VERSION={VERSION} bash -c "$(curl {script})"',)
    if action == "uninstall":
        return (f"{program} stop", f"{program} uninstall", "rm -rf /usr/local/cloudmonitor")
    return (f"{program} {action}",)


def windows_guide(action: str, region_id: str, program: str) -> tuple[str, ...]:
    """Return the lines for Windows."""
    begin = (f'cd "{WINDOWS_DIRECTORY}"',)
    if action == "install":
        source = (
            f"http://cms-agent-{region_id}.oss-{region_id}.aliyuncs.com"
            f"/cms-go-agent/{VERSION}/{program}"
        )
        download = f"# Download {source} into {WINDOWS_DIRECTORY}."
        return (download, *begin, f"{program} install", f"{program} start")
    if action == "uninstall":
        remove = f'rmdir /s /q "{WINDOWS_DIRECTORY}"'
        return (*begin, f"{program} stop", f"{program} uninstall", "cd ..", remove)
    return (*begin, f"{program} {action}")
