"""Every number and name that the simulator makes up. Alibaba Cloud documents none of these.

The page docs/reference/assumptions.md is generated from the names, values and texts here.
"""

HOME_REGION_ID = "cn-hangzhou"
"""The region of a call that names none, and of the first-use account."""

ACCOUNT_ID = "1690700000123430"
"""The account; the document shows its first digits, 169070."""

LAST_TIME = 32503679999
"""The latest time of an account, in seconds since 1970: the end of the year 2999."""

SEED = 20190625
"""The seed of an account that is not given one: the document's date."""

ZONE_LETTERS = {"cn-hangzhou": "bfghi", "cn-beijing": "cfgh", "cn-shanghai": "befg"}
"""The zones that a region has, by their last letters."""

OTHER_ZONE_LETTERS = "ab"
"""The zones of every other region."""

INSTANCE_STARTS_IN_S = 20
"""From StartInstance to Running."""

INSTANCE_STOPS_IN_S = 15
"""From StopInstance to Stopped."""

SCREEN_SLEEPS_AFTER_S = 600
"""From the start of a system until its screen is black; GetInstanceScreenshot can wake it."""

INSTANCE_POWERS_OFF_IN_S = 2
"""From StopInstance with ForceStop to Stopped."""

ZONE_DISK_CATEGORIES = ("cloud_efficiency", "cloud_ssd", "cloud_essd")
"""The disk categories that every zone offers."""

AGENT_VERSION = "1.0.1.400"
"""The version of the Cloud Assistant agent of an instance that has it (2019's numbering)."""

DEFAULT_VPC_CIDR = "172.16.0.0/12"
"""The addresses of the default VPC of each region; it has no IPv6."""

DEFAULT_VSWITCH_MASK = 20
"""The bits of the mask of its vSwitches, of which each zone has one."""

NETWORK_CREATION_TIME = "2017-10-01T02:00:00Z"
"""When the default networks were made."""

NETWORK_PREPARES_IN_S = 3
"""From CreateVpc or CreateVSwitch to Available."""

OPEN_PORTS = (("TCP", "22/22"), ("TCP", "3389/3389"), ("ICMP", "-1/-1"))
"""What the rules of a default security group let in, from everywhere."""

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
"""Numbers of orders begin here."""

OWN_CODES_FROM = 1000
"""Numbers in `{Code, Name}` that no published sample shows begin here."""

SIMULATED_EVENT_TAKES_S = 60
"""From the planned time of a simulated maintenance event to Executed."""

INSTANCE_PREPARES_IN_S = 5
"""From RunInstances or CreateInstance to the end of Pending."""

SPOT_NOTICE_S = 300
"""From the interruption notice of a spot instance to its release (document §4.2: five minutes)."""

HOSTS_PER_POOL = 40
"""Physical hosts for each family in each zone; `sim reset --hosts` sets another number."""

HOST_VCPUS = 96
"""vCPUs of a physical host."""

HOSTS_PER_RACK = 2
"""Hosts of one family that share a rack."""

RACKS_PER_SWITCH = 2
"""Racks that share a switch."""

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

Sizes are in GiB. All come with the agent.
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
"""Attributes of an account that DescribeAccountAttributes reports; capacities are in GiB."""

TAGGED_RESOURCES_PER_PAGE = 50
"""Resources whose tags one page of ListTagResources has."""

LAUNCH_TEMPLATES_PER_REGION = 30
"""Launch templates of a region; the quota center has the real number."""

UTC_PLUS_8_MINUTES = 480
"""Days and nights of measurements are those of UTC+8."""

NIGHT_CPU_PERCENT = (1.0, 6.0)
"""Between what an instance's CPU use lies when it is idle."""

BUSY_CPU_PERCENT = (25.0, 80.0)
"""Between what it lies when the instance is as busy as it gets."""

DAY_SHARE = 0.5
"""How much of an instance's activity comes from the hour of the day; it peaks once a day."""

PEAK_MINUTES = (600, 1260)
"""Between which minutes of the day the peak lies: 10:00 and 21:00."""

WAVE_MINUTES = 20
"""The length of the slow waves in an instance's activity."""

WAVE_SHARE = 0.2
"""How much of the activity comes from them at most."""

BURST_SLOT_MINUTES = 120
"""There is at most one burst in a slot of this length."""

BURST_EVERY_SLOTS = 4
"""One slot in so many has a burst."""

BURST_MINUTES = (4, 24)
"""Between what the length of a burst lies."""

BURST_SHARE = (0.2, 0.7)
"""Between what the activity that a burst adds lies."""

INTERNET_IN_KBIT_PER_S = 10_000
"""Incoming traffic that the Internet can bring; outgoing is bounded by what was bought."""

INTRANET_KBIT_PER_S_PER_VCPU = 12_000
"""Traffic in the VPC of a busy instance."""

WRITES_PER_S_PER_VCPU = 45
"""Write operations on the system disk of a busy instance."""

READS_PER_WRITE = (0.1, 0.6)
"""Between how many reads there are for one write."""

BLOCK_BYTES = (4096, 32768)
"""Between what the size of one operation on a disk lies."""

BOOT_LASTS_S = 120
"""How long an instance that comes up is busy with it."""

BOOT_CPU_PERCENT = 65
"""The CPU use of that time."""

BOOT_READS_PER_S = 400
"""The additional reads from the system disk in that time."""

SCRIPT_VCPUS = 0.8
"""How many vCPUs a script keeps busy while it runs."""

LOAD_CPU_PERCENT = 95
"""The CPU use that the fault `load` brings when it is given no detail."""

PAST_KEPT_DAYS = 92
"""How long is remembered when an instance was up: longer than any point can be read."""

LATENCY_US = {"cloud_efficiency": 2500, "cloud_ssd": 800, "cloud_essd": 250}
"""How long an operation on an idle disk of a category takes, in microseconds."""

OTHER_LATENCY_US = 6000
"""The same for every other category."""

SECONDARY_ENI_SHARE = 0.5
"""Which part of an instance's traffic in the VPC passes a secondary network interface at most."""

PACKET_KBIT = 6.4
"""The size of a packet: 800 bytes."""

DROPPED_PACKETS_SHARE = 0.0002
"""Which part of the packets a busy network interface drops."""

DELIVERY_S = 1.0
"""How long notifications may keep a command waiting, in all: what is not sent by then waits."""

DELIVERY_REST_S = 10.0
"""After how long, by the wall clock, a program that goes on may spend that time again."""

RETRIES_AFTER_S = (10, 30, 60, 300, 900, 3600)
"""After how long a notification that was not taken is sent again; after the last it is Failed."""

CONTACT_ACTIVATES_AFTER_S = 60
"""From PutContact until the contact has activated a new channel (PENDING to OK)."""

MESSAGE_HIDDEN_S = 30
"""For how long a message of a queue is hidden from others once received (the default of MNS)."""

MESSAGE_KEPT_S = 4 * 86400
"""How long a message stays in a queue (the default of MNS)."""

DISK_CATEGORY = "cloud_efficiency"
"""The category of a disk for which a call names none."""

DISK_GIB = 40
"""The size of a system disk for which a call names none."""

SNAPSHOT_TAKES_S = 30
"""How long a snapshot takes at least."""

SNAPSHOT_TAKES_S_PER_GIB = 3
"""How much longer it takes for each GiB of its disk."""

SNAPSHOT_SHARE = 0.3
"""Which part of its disk a snapshot holds."""

EVENT_FAILS_AFTER_S = 300
"""From Executing to Failed, where a fault lets the execution of events fail."""

DISK_REPAIR_TAKES_S = 600
"""From Executing to Executed of an event that works on disks, or does not stop the instance."""

AGENT_BEATS_EVERY_S = 60
"""How often the agent is heard of; the service says about once a minute."""

DELIVERY_TIMES_OUT_IN_S = 60
"""How long a script waits for an agent that is offline; the service says a minute."""

SCRIPT_TAKES_S = 1
"""How long a script takes that nothing runs for real, beside what it sleeps."""

COMMAND_TIMEOUT_MOST_S = 86400
"""The longest Timeout of a command."""

RECOVERY_AFTER_S = 300
"""From the death of a host to the planned time of its instances' recovery."""

PUBLISHED_REASONS = {
    "SystemMaintenance": "The physical server of the instance needs maintenance.",
    "SystemFailure": "The physical server of the instance failed.",
    "InstanceFailure": "The operating system of the instance crashed.",
}
"""The Reason of events that the service publishes, by the first word of their type."""

BACKGROUND_EVENT_TYPES = (
    "SystemMaintenance.Reboot",
    "SystemMaintenance.Reboot",
    "SystemFailure.Reboot",
    "InstanceFailure.Reboot",
)
"""Random events of the fault `background`, all equally likely."""

MONTH_DAYS = 30
"""How long a month of a subscription is."""

DISK_EVENTS_MOST = 1000
"""How many disk events a query may find that names no disk."""

MAIL_FROM = "ecsops-simulator@localhost"
"""The sender of mail unless the user has set another."""

CONNECTIONS = 600
"""The connections of a busy instance."""

CONNECTION_STATES = {"TCP_TOTAL": 1.0, "ESTABLISHED": 0.75, "NON_ESTABLISHED": 0.25}
"""Share of its TCP connections in each state."""

PROCESSES = {
    "linux": {"sshd": 2, "crond": 1, "nginx": 5},
    "windows": {"svchost.exe": 14, "explorer.exe": 1},
}
"""The processes that the CloudMonitor agent counts, by the type of the system."""

SAMPLE_JITTER = 0.1
"""How much the samples of a minute differ from its mean at most."""

CLOUD_MONITOR_VERSION = "2.1.55"
"""The version of the CloudMonitor agent. Images that come with one agent come with both."""

MONITORING_AGENT_INSTALLS_IN_S = 60
"""How long the installation of the CloudMonitor agent takes."""

MONITORING_AGENT_ERROR = "CloudAssistantNotRunning"
"""Why an installation fails: no Cloud Assistant agent runs there. The codes are not published."""

MONITOR_GROUP_IDS_FROM = 7_300_000
"""The ids of application groups follow this number."""

METRIC_SPAN_S = 7200
"""The time that is read of a metric when a call names no start."""

SANDBOX_UID = 65_000
"""Owner of instances' files where the simulator runs as root; the host has no such user."""

SANDBOX_IDS = 65_536
"""How many user ids an instance has, where a range can be mapped; the first is its root."""

SANDBOX_FIRST_USER = 1_900_000_000
"""The host's id of user 1 of the instances, where the simulator runs as root."""

SANDBOX_PROCESSES = 128
"""How many processes a script may have at a time."""

SANDBOX_MEMORY_BYTES = 2 << 30
"""How much address space each of them may have."""

SANDBOX_FILE_BYTES = 256 << 20
"""How large a file on an instance may be."""

SANDBOX_DISK_BYTES = 1 << 30
"""How much the files of an instance may take in all; a script that writes more is ended."""

SANDBOX_SCRATCH_BYTES = 64 << 20
"""How much /run and /dev/shm hold, which are gone with the script."""

SANDBOX_OPEN_FILES = 1024
"""How many files a process on an instance may have open."""

SCRIPTS_AT_ONCE = 50
"""How many scripts run at the same time; the machine's cores share them."""

REAL_WAIT_MOST_S = 10
"""How long moving the clock waits, by the wall clock, for scripts that run for real."""

SCRIPT_REPORTS_EVERY_S = 3
"""Interval for reporting the output of a running script; the agent's source has this number."""

SCRIPT_REPORTS_BYTES = 6000
"""Maximum output that is reported while the script runs; the agent's number."""

METRIC_RULE_INTERVAL_AT_LEAST_S = 15
"""The shortest period and interval of an alarm rule."""

METRIC_RULE_TIMES = 3
"""In how many periods in a row a condition must be met when a rule does not say."""

METRIC_RULE_TIMES_MOST = 100
"""How many it can say."""

OPEN_API_AFTER_S = 1
"""From an event to the call of the API that a rule asks for."""

METRIC_RULE_LOOKS_AHEAD = 20_000
"""How many looks at an instance an alarm rule takes at once when time is advanced."""
