"""Every error that ecsops reports, and the exit status that each one means.

    EcsopsError                  1  an error without an exit status of its own
      ApiError                   3  the service rejected the call
        NotFound                 4  ... because the resource does not exist
        Throttled                5  ... because it throttled the call or failed, after retries
        KeyRefused               6  ... because of the access key
      TransportError             6  no response, an unreadable one, or no usable credentials
        StateError               6  ... because the simulator's state file cannot be used
      WaitTimeout                7  the wait timed out
      RemoteCommandFailed        8  a script failed on at least one instance
      NotHealthy                 9  an instance did not pass a health check

A wrong command line is `click.UsageError`, exit status 2.
"""

from gettext import gettext as _
from typing import Any, ClassVar

KEY_CODES = (
    "InvalidAccessKeyId",
    "InvalidSecurityToken",
    "MissingSecurityToken",
    "SignatureDoesNotMatch",
)
"""Prefixes of the gateway's error codes about the caller's key."""


class EcsopsError(Exception):
    """Any other error; the message has one sentence and no traceback."""

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def document(self) -> dict[str, Any]:
        """Return the error as the one JSON document that programs read on stderr."""
        return {"Code": type(self).__name__, "Message": self.message, "Recommend": self.hint}


class ApiError(EcsopsError):
    """The service rejected the call; the error has its code, message, RequestId and HTTP status.

    `retry_after_s` is the delay that the service requests before a retry, if any.
    """

    exit_status = 3
    retry_after_s: float | None = None

    def __init__(
        self,
        code: str,
        message: str,
        *,
        http_status: int,
        request_id: str = "",
        host_id: str = "",
        recommend: str = "",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.http_status = http_status
        self.request_id = request_id
        self.host_id = host_id
        self.recommend = recommend

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    def document(self) -> dict[str, Any]:
        """Return the error in the fields of the service's own error envelope."""
        return {
            "Code": self.code,
            "Message": self.message,
            "RequestId": self.request_id,
            "HostId": self.host_id,
            "HttpStatus": self.http_status,
            "Recommend": self.hint or self.recommend,
        }


class NotFound(ApiError):
    """The service rejected the call because the resource does not exist."""

    exit_status = 4


class Throttled(ApiError):
    """The service throttled the call, or failed, and still did so after all retries."""

    exit_status = 5


class KeyRefused(ApiError):
    """The service rejected the access key or the signature."""

    exit_status = 6


class TransportError(EcsopsError):
    """No response, an unreadable response, or no usable credentials."""

    exit_status = 6


class StateError(TransportError):
    """The simulator's state file is damaged or from a newer ecsops; it was not changed."""


class WaitTimeout(EcsopsError):
    """The wait timed out; the hint has the command that resumes it."""

    exit_status = 7


class RemoteCommandFailed(EcsopsError):
    """A script failed on at least one instance; all results are on stdout."""

    exit_status = 8


class NotHealthy(EcsopsError):
    """An instance did not pass the requested health check; the states are on stdout."""

    exit_status = 9


BUSY = (429, *range(500, 600))
"""HTTP statuses after which a retry may succeed."""


def refusal(code: str, message: str, *, http_status: int, **envelope: str) -> ApiError:
    """Return the error of the class that tells a caller what to do about this code."""
    error: type[ApiError] = ApiError
    if code.startswith(("Throttling", "ServiceUnavailable")) or http_status in BUSY:
        error = Throttled
    elif code.startswith(KEY_CODES):
        error = KeyRefused
    elif "NotFound" in code or "NotExist" in code:
        error = NotFound
    return error(code, message, http_status=http_status, **envelope)


def install_advice(library: str) -> str:
    """Return the commands that add an optional library, for pipx, uv and pip.

    ecsops is on no package index, so `pip install 'ecsops[extra]'` would find nothing.
    """
    return _(
        "pipx inject ecsops {library} (pipx); uv tool install --with {library} . (uv, in the "
        "checkout); pip install {library} (in a virtual environment)"
    ).format(library=library)
