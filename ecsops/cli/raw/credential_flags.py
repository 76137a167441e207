"""The flags of the vendor's CLI that say who signs, and the fields of a profile that they are."""

from collections.abc import Iterable
from gettext import gettext as _
from typing import NamedTuple


class CredentialFlag(NamedTuple):
    """One flag, the field of a profile that it sets, and what it is."""

    name: str
    field: str
    metavar: str
    summary: str


CREDENTIAL_FLAGS = (
    CredentialFlag("mode", "mode", "MODE", "Credential mode."),
    CredentialFlag("access-key-id", "access_key_id", "ID", "Access key ID."),
    CredentialFlag("access-key-secret", "access_key_secret", "SECRET", "Access key secret."),
    CredentialFlag("sts-token", "sts_token", "TOKEN", "Security token of a temporary key."),
    CredentialFlag("ram-role-name", "ram_role_name", "NAME", "RAM role of the instance."),
    CredentialFlag("ram-role-arn", "ram_role_arn", "ARN", "ARN of the RAM role to assume."),
    CredentialFlag("role-session-name", "ram_session_name", "NAME", ("Name of the role session.")),
    CredentialFlag("external-id", "external_id", "TEXT", "External ID for assuming the role."),
    CredentialFlag(
        "expired-seconds", "expired_seconds", "SECONDS", ("Duration of the assumed role session.")
    ),
    CredentialFlag(
        "source-profile",
        "source_profile",
        "PROFILE",
        ("Profile whose credentials assume the role."),
    ),
    CredentialFlag("oidc-provider-arn", "oidc_provider_arn", "ARN", ("ARN of the OIDC provider.")),
    CredentialFlag("oidc-token-file", "oidc_token_file", "FILE", "File with the OIDC token."),
    CredentialFlag("credentials-uri", "credentials_uri", "URL", ("URI that returns credentials.")),
    CredentialFlag(
        "process-command", "process_command", "PROGRAM", ("Command that prints credentials.")
    ),
    CredentialFlag("sts-region", "sts_region", "REGION", "STS region."),
    CredentialFlag("sts-endpoint", "sts_endpoint", "ADDRESS", "STS endpoint."),
)
"""All but `--credentials-uri`, which is ours, have the vendor's names."""

SECRET_FLAGS = ("access-key-secret", "sts-token")


def warning() -> str:
    """Return what is said of secrets on the command line."""
    return _(
        "Warning: other users can read secrets on a command line, and the shell saves them; "
        "use a profile or the environment instead."
    )


def conceal(secrets: Iterable[str]) -> None:
    """Write asterisks over secrets among the arguments that the process list shows of us.

    Where the system has no such memory, or does not let us write there, they stay.
    """
    try:
        with open("/proc/self/stat", "rb") as stat:
            fields = stat.read().rpartition(b") ")[2].split()
        # proc(5): arg_start and arg_end are fields 48 and 49, and the first of these is field 3.
        begin, end = int(fields[45]), int(fields[46])
        with open("/proc/self/mem", "r+b", buffering=0) as memory:
            memory.seek(begin)
            arguments = memory.read(end - begin)
            for secret in filter(None, secrets):
                arguments = arguments.replace(secret.encode(), b"*" * len(secret.encode()))
            memory.seek(begin)
            memory.write(arguments)
    except OSError:
        return
