"""`ecsops configure`: profiles, which no operation of the API knows."""

from ecsops.cli.core.manual_pages import Example, Page, example
from ecsops.errors import TransportError

SET = "ecsops configure set --profile prod --region cn-beijing --backend openapi"


def of_profiles(*examples: Example, changes: str = "your profiles") -> Page:
    """Return the page of a command that works on profiles."""
    return Page(examples, ends=(TransportError,), changes=changes)


PAGES = {
    "": of_profiles(
        example("Show the settings in force and their sources", "ecsops configure list"),
        example("Create a profile for the real service", SET),
    ),
    "list": of_profiles(
        example("Show the settings in force and their sources", "ecsops configure list"),
        example(
            "Print only names and regions",
            SET,
            "ecsops configure list -o cols=Profile,Name,Value",
        ),
        changes="",
    ),
    "set": of_profiles(
        example("Create a profile for the real service in Beijing", SET),
        example(
            "Store an access key; the secret is read from stdin",
            "ecsops configure set --profile prod --access-key-id LTAI1 --secrets-stdin "
            "--insecure-file < secret.txt",
        ),
    ),
    "get": of_profiles(
        example(
            "Print the region of a profile", SET, "ecsops configure get region_id --profile prod"
        ),
        example(
            "Print the credential mode of a profile",
            SET,
            "ecsops configure get mode --profile prod",
        ),
        changes="",
    ),
    "use": of_profiles(
        example("Make a profile the default", SET, "ecsops configure use prod"),
        example("Return to the simulator", "ecsops configure use simulator"),
    ),
    "delete": of_profiles(
        example("Delete a command without confirmation", SET, "ecsops configure delete prod --yes"),
        example(
            "Check the remaining profiles",
            SET,
            "ecsops configure delete prod --yes",
            "ecsops configure list",
        ),
    ),
}
