"""`ecsops configure`: profiles, which no operation of the API knows."""

from ecsops.cli.core.manual_pages import Example, Page, example
from ecsops.errors import TransportError

SET = "ecsops configure set --profile prod --region cn-beijing --backend openapi"


def of_profiles(*examples: Example, changes: str = "your profiles") -> Page:
    """Return the page of a command that works on profiles."""
    return Page(examples, ends=(TransportError,), changes=changes)


PAGES = {
    "": of_profiles(
        example("See what counts, and where it comes from", "ecsops configure list"),
        example("Have a profile for the real service", SET),
    ),
    "list": of_profiles(
        example("See what counts, and where it comes from", "ecsops configure list"),
        example(
            "Print names and regions only",
            SET,
            "ecsops configure list -o cols=Profile,Name,Value",
        ),
        changes="",
    ),
    "set": of_profiles(
        example("Have a profile for the real service in Beijing", SET),
        example(
            "Store its access key; the secret is read from stdin",
            "ecsops configure set --profile prod --access-key-id LTAI1 --secrets-stdin "
            "--insecure-file < secret.txt",
        ),
    ),
    "get": of_profiles(
        example(
            "Print the region of a profile", SET, "ecsops configure get region_id --profile prod"
        ),
        example("Print how it signs in", SET, "ecsops configure get mode --profile prod"),
        changes="",
    ),
    "use": of_profiles(
        example("Let a profile count from now on", SET, "ecsops configure use prod"),
        example("Go back to the simulator", "ecsops configure use simulator"),
    ),
    "delete": of_profiles(
        example("Delete one, asking nobody", SET, "ecsops configure delete prod --yes"),
        example(
            "See what is left then",
            SET,
            "ecsops configure delete prod --yes",
            "ecsops configure list",
        ),
    ),
}
