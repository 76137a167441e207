"""The rules of user data (the pages of RunInstances and ModifyInstanceAttribute)."""

from ecsops.simulator.engine.context import Request


def check_user_data(request: Request, value: str) -> None:
    """Refuse user data that is not in Base64, or too long."""
    # Only user data needs Base64.
    from base64 import b64decode

    try:
        content = b64decode(value, validate=True)
    except ValueError:
        if request.operation.refusal("InvalidUserData.Base64FormatInvalid"):
            request.refuse("InvalidUserData.Base64FormatInvalid")
        request.refuse_parameter("UserData", "invalid")
    if len(content) > request.quota("UserDataBytes"):
        request.refuse("InvalidUserData.SizeExceeded")
