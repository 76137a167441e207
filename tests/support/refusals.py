"""What a call is refused with."""

from typing import Any

import pytest

from ecsops.catalogue.model import Operation
from ecsops.client import Client
from ecsops.errors import ApiError


def refusal(client: Client, operation: Operation, **parameters: Any) -> tuple[str, int]:
    """Return the code and the HTTP status with which a call is refused."""
    with pytest.raises(ApiError) as refused:
        client.call(operation, **parameters)
    return refused.value.code, refused.value.http_status
