"""The regions. Source: the region ids of the endpoint tables."""

from typing import NamedTuple


class Region(NamedTuple):
    """A region: its names in the console, and the site that begins its resources' ids."""

    chinese_name: str
    english_name: str
    site: str


REGIONS = {
    "cn-qingdao": Region("华北1（青岛）", "China (Qingdao)", "m5e"),
    "cn-beijing": Region("华北2（北京）", "China (Beijing)", "2ze"),
    "cn-zhangjiakou": Region("华北3（张家口）", "China (Zhangjiakou)", "8vb"),
    "cn-huhehaote": Region("华北5（呼和浩特）", "China (Hohhot)", "hp3"),
    "cn-wulanchabu": Region("华北6（乌兰察布）", "China (Ulanqab)", "0jl"),
    "cn-hangzhou": Region("华东1（杭州）", "China (Hangzhou)", "bp1"),
    "cn-shanghai": Region("华东2（上海）", "China (Shanghai)", "uf6"),
    "cn-nanjing": Region("华东5（南京-本地地域）", "China (Nanjing - Local Region)", "gc7"),
    "cn-fuzhou": Region("华东6（福州-本地地域）", "China (Fuzhou - Local Region)", "fz6"),
    "cn-wuhan-lr": Region("华中1（武汉-本地地域）", "China (Wuhan - Local Region)", "wh1"),
    "cn-shenzhen": Region("华南1（深圳）", "China (Shenzhen)", "wz9"),
    "cn-heyuan": Region("华南2（河源）", "China (Heyuan)", "f8z"),
    "cn-guangzhou": Region("华南3（广州）", "China (Guangzhou)", "7xv"),
    "cn-chengdu": Region("西南1（成都）", "China (Chengdu)", "2vc"),
    "cn-zhongwei": Region("中卫", "China (Zhongwei)", "zw1"),
    "cn-hongkong": Region("中国香港", "China (Hong Kong)", "j6c"),
    "cn-zhengzhou-jva": Region("郑州（联通合营）", "China (Zhengzhou - CUCloud JV)", "zz1"),
    "cn-heyuan-acdr-1": Region("河源专属云汽车合规", "China (Heyuan ACDR Auto)", "hy1"),
    "cn-beijing-finance-1": Region("华北2金融云（邀测）", "China (Beijing Finance)", "bj1"),
    "cn-hangzhou-finance": Region("华东1金融云", "China (Hangzhou Finance)", "hz1"),
    "cn-shanghai-finance-1": Region("华东2金融云", "China (Shanghai Finance)", "sh1"),
    "cn-shenzhen-finance-1": Region("华南1金融云", "China (Shenzhen Finance)", "sz1"),
    "ap-northeast-1": Region("日本（东京）", "Japan (Tokyo)", "6we"),
    "ap-northeast-2": Region("韩国（首尔）", "South Korea (Seoul)", "mj7"),
    "ap-south-1": Region("印度（孟买）", "India (Mumbai)", "a2d"),
    "ap-southeast-1": Region("新加坡", "Singapore", "t4n"),
    "ap-southeast-2": Region("澳大利亚（悉尼）", "Australia (Sydney)", "p0w"),
    "ap-southeast-3": Region("马来西亚（吉隆坡）", "Malaysia (Kuala Lumpur)", "8ps"),
    "ap-southeast-5": Region("印度尼西亚（雅加达）", "Indonesia (Jakarta)", "k1a"),
    "ap-southeast-6": Region("菲律宾（马尼拉）", "Philippines (Manila)", "5ts"),
    "ap-southeast-7": Region("泰国（曼谷）", "Thailand (Bangkok)", "0jo"),
    "eu-central-1": Region("德国（法兰克福）", "Germany (Frankfurt)", "gw8"),
    "eu-west-1": Region("英国（伦敦）", "UK (London)", "d7o"),
    "me-central-1": Region("沙特（利雅得）", "Saudi Arabia (Riyadh)", "l4v"),
    "me-east-1": Region("阿联酋（迪拜）", "UAE (Dubai)", "eb3"),
    "na-south-1": Region("墨西哥", "Mexico", "mx1"),
    "us-east-1": Region("美国（弗吉尼亚）", "US (Virginia)", "0xi"),
    "us-southeast-1": Region("美国（亚特兰大）", "US (Atlanta)", "at1"),
    "us-west-1": Region("美国（硅谷）", "US (Silicon Valley)", "rj9"),
}
"""Every public region by its id.

The sites bp1, 2ze, uf6, wz9, m5e, t4n and j6c stand in published samples; no list of them
exists, and the others are ours, for the ids of the simulator.
"""
