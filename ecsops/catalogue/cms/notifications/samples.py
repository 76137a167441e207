"""The values that the samples of the feature document show, sections 4.1 and 4.2.

Samples that the document does not have get their values from here too. Mended are what the
document's own text contradicts: two spellings of one event's id are one, and a notification is
sent when what it tells of has happened, so that eventTime is not among the values.
"""

ID = "2256A988-0B26-4E2B-820A-8A*****E5"
USER_ID = "169070*****30"
REGION_ID = "cn-hangzhou"
PUBLISH_TIME = "2019-04-09T04:18:26Z"
MILLISECONDS = 922

RESOURCE_IDS = {
    "Instance": "i-bp1ecr*****5go2go",
    "Disk": "d-t4ndyqve*****n4ds",
    "Snapshot": "s-bp1fis*****b859b3",
}

CONTENT = {
    "eventId": "e-bp11trd*****pqum2",
    "publishTime": PUBLISH_TIME,
    "notBefore": "2019-04-12T01:01:01Z",
    "instanceId": RESOURCE_IDS["Instance"],
    "resourceId": RESOURCE_IDS["Instance"],
    "resourceType": "ALIYUN::ECS::Instance",
    "state": "Running",
    "action": "delete",
    "result": "accomplished",
    "snapshotId": RESOURCE_IDS["Snapshot"],
    "snapshotName": "test-snapshot",
    "diskId": "d-bp1bwa*****9ol4mi",
    "startTime": "2019-04-22T08:36:09Z",
    "endTime": "2019-04-22T08:37:11Z",
    "operation": "AttachDisk",
    "creditSpecification": "Unlimited",
    "operator": "User",
    "intervalStart": "2019-11-11T11:00Z",
    "intervalEnd": "2019-11-11T12:00Z",
    "sourceDedicatedHostId": "dh-bp1sou*****host01",
    "destinationDedicatedHostId": "dh-bp1des*****host02",
    "status": "accomplished",
}
"""The value of each field of a content; those of events not in the document are alike."""

DISK_CONTENT = {
    "eventId": "e-t4navn7*****6x5no",
    "diskId": RESOURCE_IDS["Disk"],
    "device": "/dev/xvdb",
    "executeStartTime": "2019-04-10T01:01:01Z",
    "executeFinishTime": "2019-04-10T01:03:01Z",
    "ecsInstanceId": RESOURCE_IDS["Instance"],
    "ecsInstanceName": "ecs-instance-name",
}
"""The values of the sample of a disk's event."""

SETTLED_TIME = "2019-04-10T08:01:01Z"
"""When the sample's event was avoided."""

PLANNED_FINISH_TIME = "2019-04-12T01:03:01Z"
"""When an event is over that begins at the sample's notBefore."""
