"""Serial console output and screenshots of instances.

Sources: the pages of each operation, with the error tables of 2021.
"""

from ecsops.catalogue.model import Operation, Parameter, Refusal, documented
from ecsops.catalogue.products import ECS
from ecsops.catalogue.shared_parameters import REGION_ID

INSTANCE_ID = Parameter("InstanceId", limits="i-... id", required=True)
CODES = documented(
    "MissingParameter",
    Refusal("InvalidParameter", 404),
    Refusal("IncorrectInstanceStatus", 405),
    "NotSupported",
    Refusal("Throttling", 429),
)
"""The codes of both operations, with the statuses that their pages print."""

GetInstanceConsoleOutput = Operation(
    "GetInstanceConsoleOutput",
    ECS,
    "Return what the serial console of an instance printed.",
    parameters=(
        REGION_ID,
        INSTANCE_ID,
        Parameter("RemoveSymbols", bool, "strip terminal formatting characters", default=False),
    ),
    answer={
        "ConsoleOutput": str,
        "InstanceId": str,
        "LastUpdateTime": str,
        "RequestId": str,
    },
    errors=CODES,
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-getinstanceconsoleoutput",
)

GetInstanceScreenshot = Operation(
    "GetInstanceScreenshot",
    ECS,
    "Return a picture of the screen of an instance.",
    parameters=(
        REGION_ID,
        INSTANCE_ID,
        Parameter("WakeUp", bool, "wake a sleeping screen first", default=False),
    ),
    answer={"InstanceId": str, "RequestId": str, "Screenshot": str},
    errors=CODES,
    source="https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-getinstancescreenshot",
)
