"""Every error that ecsops reports, and the exit status that each one means.

    EcsopsError                  1  anything that has no status of its own
      ApiError                   3  the service refused
        NotFound                 4  ... because what was named does not exist
        Throttled                5  ... because it is busy or out of order, after retries
        KeyRefused               6  ... because of the access key
      TransportError             6  no answer, an unreadable one, or no usable credentials
        StateError               6  ... because the simulator's state file cannot be used
      WaitTimeout                7  what was waited for did not happen in time
      RemoteCommandFailed        8  a script failed on some instance
      NotHealthy                 9  an instance is not well, and the command was to check it

A wrong command line is `click.UsageError`, exit status 2.
"""

from typing import Any, ClassVar

KEY_CODES = (
    "InvalidAccessKeyId",
    "InvalidSecurityToken",
    "MissingSecurityToken",
    "SignatureDoesNotMatch",
)
"""With these begin the codes of the gateway that concern who calls."""


class EcsopsError(Exception):
    """An error that is reported in one sentence, without a traceback."""

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def document(self) -> dict[str, Any]:
        """Return the error as the one JSON document that programs read on stderr."""
        return {"Code": type(self).__name__, "Message": self.message, "Recommend": self.hint}


class ApiError(EcsopsError):
    """The service refused: its code and message verbatim, its RequestId, and its HTTP status.

    `retry_after_s` is how long it asks to wait before the call is made again, where it does.
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
    """The service refused because what was named does not exist."""

    exit_status = 4


class Throttled(ApiError):
    """The service refused because it is busy or out of order, and still did so after retries."""

    exit_status = 5


class KeyRefused(ApiError):
    """The service refused the access key, or what it has signed."""

    exit_status = 6


class TransportError(EcsopsError):
    """No response, an unreadable response, or no usable credentials."""

    exit_status = 6


class StateError(TransportError):
    """The simulator's state file is damaged, or of a newer ecsops; it is left as it is."""


class WaitTimeout(EcsopsError):
    """A wait that timed out; the hint is the command that resumes it."""

    exit_status = 7


class RemoteCommandFailed(EcsopsError):
    """A script failed on some instance; its results are on stdout all the same."""

    exit_status = 8


class NotHealthy(EcsopsError):
    """An instance did not pass the health check that was asked for; the states are on stdout."""

    exit_status = 9


BUSY = (429, *range(500, 600))
"""HTTP statuses of refusals that may be none a little later."""


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
