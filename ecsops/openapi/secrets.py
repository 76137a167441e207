"""Secrets that we store: in the operating system's keyring."""

from ecsops.errors import TransportError

SERVICE = "ecsops"
"""The name under which the keyring holds them; the user name in it is `PROFILE/FIELD`."""


def get(profile: str, field: str) -> str:
    """Return a stored secret, or nothing. Raises TransportError for a keyring that is broken."""
    # Only profiles whose secrets we store pay for the keyring.
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    try:
        return keyring.get_password(SERVICE, f"{profile}/{field}") or ""
    except NoKeyringError:
        return ""
    except KeyringError as error:
        raise TransportError(f"The keyring cannot be read: {type(error).__name__}.") from None


def put(profile: str, field: str, secret: str) -> None:
    """Store a secret. Raises TransportError where there is no usable keyring."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(SERVICE, f"{profile}/{field}", secret)
    except KeyringError as error:
        raise TransportError(
            f"There is no usable keyring ({type(error).__name__}); the secret was not stored.",
            "Set it in the environment (ALIBABA_CLOUD_ACCESS_KEY_SECRET), or store it with "
            "--insecure-file in a file that only you can read.",
        ) from None


def delete(profile: str, field: str) -> None:
    """Forget a secret, if it is stored."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(SERVICE, f"{profile}/{field}")
    except KeyringError:
        return
