"""Storage of secrets in the operating system's keyring.

Backends are third-party code and raise any exception with any text: only the name of its class is
reported.
"""

from gettext import gettext as _

from ecsops.errors import TransportError

SERVICE = "ecsops"
"""The name under which the keyring holds them; the user name in it is `PROFILE/FIELD`."""


class NoKeyring(TransportError):
    """No keyring takes the secret; a file would."""


def get(profile: str, field: str) -> str:
    """Return a stored secret, or nothing. Raises TransportError for a keyring that is broken."""
    # Only profiles whose secrets we store pay for the keyring.
    import keyring
    from keyring.errors import NoKeyringError

    try:
        return keyring.get_password(SERVICE, f"{profile}/{field}") or ""
    except NoKeyringError:
        return ""
    except Exception as error:
        raise TransportError(
            _("Cannot read the keyring ({error}).").format(error=type(error).__name__),
            _("Unlock it, or set the access key in the environment."),
        ) from None


def put(profile: str, field: str, secret: str) -> None:
    """Store a secret. Raises NoKeyring when no keyring is usable."""
    import keyring

    try:
        keyring.set_password(SERVICE, f"{profile}/{field}", secret)
    except Exception as error:
        raise NoKeyring(
            _("No usable keyring ({error}); the secret was not stored.").format(
                error=type(error).__name__
            ),
            _(
                "Set the secret in the environment (ALIBABA_CLOUD_ACCESS_KEY_SECRET), or use "
                "--insecure-file to store it in a file that only you can read."
            ),
        ) from None


def delete(profile: str, field: str) -> None:
    """Forget a secret, if it is stored. Raises TransportError for a keyring that is broken."""
    import keyring
    from keyring.errors import NoKeyringError, PasswordDeleteError

    try:
        keyring.delete_password(SERVICE, f"{profile}/{field}")
    except (NoKeyringError, PasswordDeleteError):
        return
    except Exception as error:
        raise TransportError(
            _("Cannot change the keyring ({error}).").format(error=type(error).__name__),
            _("Check that it is unlocked."),
        ) from None
