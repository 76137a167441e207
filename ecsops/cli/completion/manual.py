"""`ecsops completion`."""

from ecsops.cli.core.manual_pages import Page, example

INSTALL = example("Install completion for your current shell", "ecsops completion install")

FILES = "the shells' files in your home"


def printing(shell: str, read: str) -> Page:
    """Return the page of the command that prints the script of a shell; `read` reads a script."""
    return Page(
        (
            example("Inspect the script", f"ecsops completion {shell}"),
            example("Enable completion in this shell only", read),
        )
    )


PAGES = {
    "": Page((INSTALL,)),
    "bash": printing("bash", "source <(ecsops completion bash)"),
    "zsh": printing("zsh", "autoload -Uz compinit && compinit && source <(ecsops completion zsh)"),
    "fish": printing("fish", "ecsops completion fish | source"),
    "install": Page(
        (
            INSTALL,
            example("Install completion for two shells", "ecsops completion install bash zsh"),
        ),
        changes=FILES,
    ),
    "uninstall": Page(
        (
            example("Remove completion from all shells", "ecsops completion uninstall"),
            example("Remove completion from fish", "ecsops completion uninstall fish"),
        ),
        changes=FILES,
    ),
}
