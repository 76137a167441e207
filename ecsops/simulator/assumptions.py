"""All numbers and names that the simulator assumes. Alibaba Cloud documents none of these.

The page docs/reference/assumptions.md is generated from the names, values and texts here.
"""

HOME_REGION_ID = "cn-hangzhou"
"""The region of the first-use account, and of calls that name no region."""

ACCOUNT_ID = "1690700000123430"
"""The account id; the document shows its first digits, 169070."""

LAST_TIME = 32503679999
"""The latest time that an account can reach, in seconds since 1970: the end of the year 2999."""

SEED = 20190625
"""The default seed of an account: the document's date."""

ZONE_LETTERS = {"cn-hangzhou": "bfghi", "cn-beijing": "cfgh", "cn-shanghai": "befg"}
"""The zones of these regions, by their last letters."""

OTHER_ZONE_LETTERS = "ab"
"""The zones of every other region, by their last letters."""

INSTANCE_STARTS_IN_S = 20
"""Seconds from StartInstance to Running."""

INSTANCE_STOPS_IN_S = 15
"""Seconds from StopInstance to Stopped."""

SCREEN_SLEEPS_AFTER_S = 600
"""From the start of a system until its screen is black; GetInstanceScreenshot can wake it."""

INSTANCE_POWERS_OFF_IN_S = 2
"""Seconds from StopInstance with ForceStop to Stopped."""

ZONE_DISK_CATEGORIES = ("cloud_efficiency", "cloud_ssd", "cloud_essd")
"""The disk categories that every zone offers."""

AGENT_VERSION = "1.0.1.400"
"""The version of a preinstalled Cloud Assistant agent (in the numbering of 2019)."""

VSWITCH_CIDR = "172.16.0.0/16"
"""The address range of the account's vSwitches; all vSwitches of a region share it, without IPv6.
"""

CHARGE_TYPE_CHANGES_IN_S = 10
"""From ModifyInstanceChargeType to the new charge type."""

REFUND_PER_VCPU_AND_DAY = 3.0
"""Refund for each vCPU and day of a subscription that ends early, in CNY."""

CLOUD_MONITOR_PLUGIN = "cloudmonitor"
"""The name of CloudMonitor's plug-in in ListPluginStatus."""

PLUGIN_RUNS = "PERSIST_RUNNING"
"""The PluginStatus of a plug-in whose agent is heard of."""

PLUGIN_STOPPED = "PERSIST_FAIL"
"""The PluginStatus of a plug-in whose agent is not heard of any longer."""

ORDER_ID_FROM = 10**14
"""The first order number."""

OWN_CODES_FROM = 1000
"""The first number for a `{Code, Name}` pair that no published sample contains."""

SIMULATED_EVENT_TAKES_S = 60
"""Seconds from the planned time of a simulated maintenance event to Executed."""

INSTANCE_PREPARES_IN_S = 5
"""Seconds from RunInstances or CreateInstance to the end of Pending."""

SPOT_NOTICE_S = 300
"""Seconds from the interruption notice of a spot instance to its release (document §4.2: five
minutes).
"""

HOSTS_PER_POOL = 40
"""Physical hosts for each family in each zone; `sim reset --hosts` sets another number."""

HOST_VCPUS = 96
"""The number of vCPUs of a physical host."""

HOSTS_PER_RACK = 2
"""The number of hosts of one family that share a rack."""

RACKS_PER_SWITCH = 2
"""The number of racks that share a switch."""

IMAGES = {
    "centos_7_06_64_20G_alibase_20190218.vhd": (
        "CentOS  7.6 64位",
        "CentOS  7.6 64 bit",
        "linux",
        "CentOS",
        "acs:centos_7_6_x64",
        20,
        "2019-02-18T06:21:40Z",
    ),
    "centos_7_9_x64_20G_alibase_20240403.vhd": (
        "CentOS  7.9 64位",
        "CentOS  7.9 64 bit",
        "linux",
        "CentOS",
        "acs:centos_7_9_x64",
        20,
        "2024-04-03T06:21:40Z",
    ),
    "debian_9_06_64_20G_alibase_20190218.vhd": (
        "Debian  9.6 64位",
        "Debian  9.6 64 bit",
        "linux",
        "Debian",
        "acs:debian_9_6_x64",
        20,
        "2019-02-18T06:30:12Z",
    ),
    "debian_12_6_x64_20G_alibase_20240711.vhd": (
        "Debian  12.6 64位",
        "Debian  12.6 64 bit",
        "linux",
        "Debian",
        "acs:debian_12_6_x64",
        20,
        "2024-07-11T06:30:12Z",
    ),
    "ubuntu_16_0402_64_20G_alibase_20190218.vhd": (
        "Ubuntu  16.04 64位",
        "Ubuntu  16.04 64 bit",
        "linux",
        "Ubuntu",
        "acs:ubuntu_16_04_x64",
        20,
        "2019-02-18T06:41:05Z",
    ),
    "ubuntu_22_04_x64_20G_alibase_20240530.vhd": (
        "Ubuntu  22.04 64位",
        "Ubuntu  22.04 64 bit",
        "linux",
        "Ubuntu",
        "acs:ubuntu_22_04_x64",
        20,
        "2024-05-30T06:41:05Z",
    ),
    "aliyun_3_x64_20G_alibase_20221102.vhd": (
        "Alibaba Cloud Linux  3 64位",
        "Alibaba Cloud Linux  3 64 bit",
        "linux",
        "Aliyun",
        "acs:alibaba_cloud_linux_3_x64",
        20,
        "2022-11-02T06:50:33Z",
    ),
    "aliyun_3_x64_20G_alibase_20240528.vhd": (
        "Alibaba Cloud Linux  3 64位",
        "Alibaba Cloud Linux  3 64 bit",
        "linux",
        "Aliyun",
        "acs:alibaba_cloud_linux_3_x64",
        20,
        "2024-05-28T06:50:33Z",
    ),
    "win2016_1607_x64_dtc_zh-cn_40G_alibase_20190318.vhd": (
        "Windows Server  2016 数据中心版 64位中文版",
        "Windows Server  2016 Data Center Edition 64bit Chinese Edition",
        "windows",
        "Windows Server 2016",
        "acs:windows_server_2016_x64_zh-cn",
        40,
        "2019-03-18T07:02:18Z",
    ),
    "win2022_21H2_x64_dtc_zh-cn_40G_alibase_20240516.vhd": (
        "Windows Server  2022 数据中心版 64位中文版",
        "Windows Server  2022 Data Center Edition 64bit Chinese Edition",
        "windows",
        "Windows Server 2022",
        "acs:windows_server_2022_x64_zh-cn",
        40,
        "2024-05-16T07:02:18Z",
    ),
}
"""The public images: system (Chinese, English), type, platform, family, size and creation.

Sizes are in GiB. All include the agent.
"""

ACCOUNT_LIMITS = {
    "instance-network-type": "vpc",
    "max-security-groups": 100,
    "max-elastic-network-interfaces": 5000,
    "max-postpaid-instance-vcpu-count": 500,
    "max-spot-instance-vcpu-count": 500,
    "max-postpaid-yundisk-capacity": 65_536,
    "max-dedicated-hosts": 0,
    "max-cloud-assistant-activation-count": 10_000,
    "real-name-authentication": "yes",
}
"""The response of DescribeAccountAttributes; capacities are in GiB."""

TAGGED_RESOURCES_PER_PAGE = 50
"""The number of resources on one page of ListTagResources."""

LAUNCH_TEMPLATES_PER_REGION = 30
"""The quota of launch templates in a region; the quota center has the real number."""

UTC_PLUS_8_MINUTES = 480
"""The time zone of day and night in monitoring data, in minutes east of UTC."""

NIGHT_CPU_PERCENT = (1.0, 6.0)
"""The range of CPU usage of an idle instance."""

BUSY_CPU_PERCENT = (25.0, 80.0)
"""The range of CPU usage of an instance at its busiest."""

DAY_SHARE = 0.5
"""The share of an instance's activity that follows the hour of the day, with one peak a day."""

PEAK_MINUTES = (600, 1260)
"""The range of the daily peak in minutes of the day: 10:00 to 21:00."""

WAVE_MINUTES = 20
"""The period of the slow waves in an instance's activity."""

WAVE_SHARE = 0.2
"""The maximum share of the activity that comes from these waves."""

BURST_SLOT_MINUTES = 120
"""The length of a slot, which contains at most one burst."""

BURST_EVERY_SLOTS = 4
"""One of this many slots contains a burst, on average."""

BURST_MINUTES = (4, 24)
"""The range of the length of a burst."""

BURST_SHARE = (0.2, 0.7)
"""The range of the activity that a burst adds."""

INTERNET_IN_KBIT_PER_S = 10_000
"""The maximum incoming Internet traffic; outgoing traffic is limited by the purchased bandwidth."""

INTRANET_KBIT_PER_S_PER_VCPU = 12_000
"""The VPC traffic of a busy instance."""

WRITES_PER_S_PER_VCPU = 45
"""The write operations of a busy instance on its system disk."""

READS_PER_WRITE = (0.1, 0.6)
"""The range of the number of read operations for one write operation."""

BLOCK_BYTES = (4096, 32768)
"""The range of the size of one disk operation."""

BOOT_LASTS_S = 120
"""The time that an instance is busy after it starts."""

BOOT_CPU_PERCENT = 65
"""The CPU usage during that time."""

BOOT_READS_PER_S = 400
"""The additional reads from the system disk during that time."""

SCRIPT_VCPUS = 0.8
"""The number of vCPUs that a running script uses."""

LOAD_CPU_PERCENT = 95
"""The CPU usage under the fault `load` without DETAIL."""

PAST_KEPT_DAYS = 92
"""The retention of the uptime history of an instance; it exceeds that of monitoring data."""

LATENCY_US = {"cloud_efficiency": 2500, "cloud_ssd": 800, "cloud_essd": 250}
"""The latency of an operation on an idle disk, in microseconds, by disk category."""

OTHER_LATENCY_US = 6000
"""The latency for every other category."""

SECONDARY_ENI_SHARE = 0.5
"""The maximum share of an instance's VPC traffic on a secondary network interface."""

PACKET_KBIT = 6.4
"""The size of a packet: 800 bytes."""

DROPPED_PACKETS_SHARE = 0.0002
"""The share of packets that a busy network interface drops."""

DELIVERY_S = 1.0
"""The maximum time that a command spends on sending notifications; the others are sent later."""

DELIVERY_REST_S = 10.0
"""The pause, in real time, before a long-running program may spend that time again."""

RETRIES_AFTER_S = (10, 30, 60, 300, 900, 3600)
"""The delays before a rejected notification is sent again; after the last retry it is Failed."""

CONTACT_ACTIVATES_AFTER_S = 60
"""Seconds from PutContact to the activation of a new channel (PENDING to OK)."""

MESSAGE_HIDDEN_S = 30
"""The time that a received message of a queue stays invisible (the default of MNS)."""

MESSAGE_KEPT_S = 4 * 86400
"""The retention of messages in a queue (the default of MNS)."""

DISK_CATEGORY = "cloud_efficiency"
"""The default category of a disk."""

DISK_GIB = 40
"""The default size of a system disk."""

SNAPSHOT_TAKES_S = 30
"""The minimum time of a snapshot."""

SNAPSHOT_TAKES_S_PER_GIB = 3
"""The additional time of a snapshot for each GiB of its disk."""

SNAPSHOT_SHARE = 0.3
"""The size of a snapshot as a share of its disk."""

EVENT_FAILS_AFTER_S = 300
"""Seconds from Executing to Failed under the fault `execution`."""

DISK_REPAIR_TAKES_S = 600
"""Seconds from Executing to Executed for events of disks, and for events that do not stop the
instance.
"""

AGENT_BEATS_EVERY_S = 60
"""The interval of the agent's heartbeat; the documentation says about once a minute."""

DELIVERY_TIMES_OUT_IN_S = 60
"""The time that a script waits for an offline agent; the documentation says one minute."""

SCRIPT_TAKES_S = 1
"""The time of a script that does not run for real, in addition to its sleeps."""

COMMAND_TIMEOUT_MOST_S = 86400
"""The longest Timeout of a command."""

RECOVERY_AFTER_S = 300
"""Seconds from a host failure to the planned time of its instances' recovery."""

PUBLISHED_REASONS = {
    "SystemMaintenance": "The physical server of the instance needs maintenance.",
    "SystemFailure": "The physical server of the instance failed.",
    "InstanceFailure": "The operating system of the instance crashed.",
}
"""The Reason of events that the service publishes, by the first word of the event type."""

BACKGROUND_EVENT_TYPES = (
    "SystemMaintenance.Reboot",
    "SystemMaintenance.Reboot",
    "SystemFailure.Reboot",
    "InstanceFailure.Reboot",
)
"""The event types of the fault `background`; each entry is equally likely."""

MONTH_DAYS = 30
"""The length of a month of a subscription."""

DISK_EVENTS_MOST = 1000
"""The maximum number of disk events that a query without disk ids may find."""

MAIL_FROM = "ecsops-simulator@localhost"
"""The default sender of mail."""

CONNECTIONS = 600
"""The number of TCP connections of a busy instance."""

CONNECTION_STATES = {"TCP_TOTAL": 1.0, "ESTABLISHED": 0.75, "NON_ESTABLISHED": 0.25}
"""The share of the TCP connections in each state."""

PROCESSES = {
    "linux": {"sshd": 2, "crond": 1, "nginx": 5},
    "windows": {"svchost.exe": 14, "explorer.exe": 1},
}
"""The processes that the CloudMonitor agent counts, by the type of the system."""

SAMPLE_JITTER = 0.1
"""The maximum relative difference between the samples of a minute and their mean."""

CLOUD_MONITOR_VERSION = "2.1.55"
"""The version of the CloudMonitor agent. An image includes both agents or none."""

MONITORING_AGENT_INSTALLS_IN_S = 60
"""How long the installation of the CloudMonitor agent takes."""

MONITORING_AGENT_ERROR = "CloudAssistantNotRunning"
"""Why an installation fails: no Cloud Assistant agent runs there. The codes are not published."""

MONITOR_GROUP_IDS_FROM = 7_300_000
"""The ids of application groups follow this number."""

METRIC_SPAN_S = 7200
"""The time span of a metric query without a start time."""

SANDBOX_UID = 65_000
"""The user that owns the files of instances if the simulator runs as root; no host user has this
id.
"""

SANDBOX_IDS = 65_536
"""The number of user ids of an instance if a range can be mapped; the first is its root."""

SANDBOX_FIRST_USER = 1_900_000_000
"""The host's id of user 1 of the instances if the simulator runs as root."""

SANDBOX_PROCESSES = 128
"""The maximum number of processes of a script."""

SANDBOX_MEMORY_BYTES = 2 << 30
"""The maximum address space of each of these processes."""

SANDBOX_FILE_BYTES = 256 << 20
"""The maximum size of a file on an instance."""

SANDBOX_DISK_BYTES = 1 << 30
"""The maximum size of all files of an instance; a script that writes more is stopped."""

SANDBOX_SCRATCH_BYTES = 64 << 20
"""The size of /run and /dev/shm, which exist only while the script runs."""

SANDBOX_OPEN_FILES = 1024
"""The maximum number of open files of a process on an instance."""

SCRIPTS_AT_ONCE = 50
"""The maximum number of scripts that run in parallel; they share the cores of the machine."""

REAL_WAIT_MOST_S = 10
"""The maximum real time for which advancing the clock waits for running scripts."""

SCRIPT_REPORTS_EVERY_S = 3
"""The interval at which a running script's output is reported; the number is from the agent's
source.
"""

SCRIPT_REPORTS_BYTES = 6000
"""The maximum output that is reported while a script runs, from its start; the agent's number."""

METRIC_RULE_INTERVAL_AT_LEAST_S = 15
"""The shortest period and the shortest interval of an alarm rule."""

METRIC_RULE_TIMES = 3
"""The default number of consecutive periods in which the condition must be met."""

METRIC_RULE_TIMES_MOST = 100
"""The maximum of this number."""

OPEN_API_AFTER_S = 1
"""Seconds from an event to the API call that a rule requests."""

METRIC_RULE_LOOKS_AHEAD = 20_000
"""The maximum number of checks, over all instances, that an alarm rule computes in one step."""
