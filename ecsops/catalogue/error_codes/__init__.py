"""Every error code of the service, once, with its HTTP status and message.

Where an operation's own page has another status or text for a code, the operation says so.
Pages print many of today's messages as a bare placeholder; those are the texts of older
editions of the same page, or a plain sentence where no edition ever had one.
"""

from ecsops.catalogue.error_codes.cloud_assistant import CLOUD_ASSISTANT
from ecsops.catalogue.error_codes.creation import CREATION
from ecsops.catalogue.error_codes.disks import DISKS
from ecsops.catalogue.error_codes.gateway import GATEWAY
from ecsops.catalogue.error_codes.general import GENERAL
from ecsops.catalogue.error_codes.images_and_stock import IMAGES_AND_STOCK
from ecsops.catalogue.error_codes.instances import INSTANCES
from ecsops.catalogue.error_codes.monitoring import MONITORING
from ecsops.catalogue.error_codes.networks import NETWORKS
from ecsops.catalogue.error_codes.subscriptions import SUBSCRIPTIONS

CODES: dict[str, tuple[int, str]] = {
    **GATEWAY,
    **GENERAL,
    **INSTANCES,
    **CREATION,
    **IMAGES_AND_STOCK,
    **SUBSCRIPTIONS,
    **DISKS,
    **CLOUD_ASSISTANT,
    **MONITORING,
    **NETWORKS,
}
