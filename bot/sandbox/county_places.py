"""The shape of the sample county: a district of fifteen towns on three rivers, as Bishan has them; lines invented."""

from __future__ import annotations

from typing import NamedTuple

from rules.geodesy import Place

DISTRICT, DISTRICT_NAME = "500120", "璧山区"
VILLAGES = 172
MAIN_STRETCHES = ("上段", "中上段", "中段", "中下段", "下段")
BROOK_STRETCHES = ("上段", "中段", "下段")


class River(NamedTuple):
    """A river: code, name, the bends of its course from the source down, its towns in that order."""

    code: str
    name: str
    bends: tuple[Place, ...]
    towns: tuple[str, ...]


RIVERS = (
    River(
        "BNH",
        "璧南河",
        (Place(29.70, 106.15), Place(29.66, 106.19), Place(29.60, 106.225), Place(29.53, 106.24),
         Place(29.47, 106.215), Place(29.40, 106.23), Place(29.31, 106.21)),
        ("福禄镇", "璧城街道", "璧泉街道", "青杠街道", "来凤街道", "丁家街道"),
    ),
    River(
        "BBH",
        "璧北河",
        (Place(29.68, 106.21), Place(29.74, 106.23), Place(29.79, 106.25), Place(29.86, 106.255), Place(29.91, 106.29)),
        ("大路街道", "河边镇", "八塘镇", "七塘镇"),
    ),
    River(
        "MJH",
        "梅江河",
        (Place(29.55, 106.06), Place(29.50, 106.09), Place(29.44, 106.10), Place(29.37, 106.13), Place(29.29, 106.12)),
        ("大兴镇", "正兴镇", "三合镇", "广普镇", "健龙镇"),
    ),
)  # fmt: skip
BROOKS = (
    "石板溪", "桂花溪", "柏林溪", "龙井溪", "青龙溪", "马鞍溪", "磨滩溪", "沙坝溪", "梨树溪", "黄泥溪",
    "观音溪", "响水溪", "凉亭溪", "水口溪", "朝阳溪",
)  # fmt: skip
RESERVOIRS = (
    "盐井水库", "同心水库", "大沟水库", "金堂水库", "千秋水库", "三江水库", "柏树水库", "石门水库",
    "团结水库", "红旗水库", "胜利水库", "鱼跳水库", "白鹤水库", "九道水库", "双河水库", "长塘水库",
)  # fmt: skip
TOWN_UNITS = (("HW", "环卫所", "所长"), ("NF", "农业服务中心", "主任"), ("GH", "规划建设管理环保办", "主任"))
# The lead departments 牵头单位: the first six are in the small county, all sixty-nine in the full one.
DEPARTMENTS = (
    "区水利局", "区生态环境局", "区农业农村委", "区城市管理局", "区住房城乡建委", "区规划自然资源局",
    "区发展改革委", "区教委", "区科技局", "区经济信息委", "区民政局", "区司法局", "区财政局",
    "区人力社保局", "区交通运输委", "区商务委", "区文化旅游委", "区卫生健康委", "区退役军人局", "区应急局",
    "区审计局", "区国资委", "区市场监管局", "区体育局", "区统计局", "区医保局", "区信访办", "区林业局",
    "区公安分局", "区税务局", "区气象局", "区消防救援支队", "区档案馆", "区供销合作社",
    "区公共资源交易中心", "区投资促进中心", "区大数据中心", "区机关事务中心", "区融媒体中心", "区总工会",
    "团区委", "区妇联", "区科协", "区工商联", "区残联", "区红十字会", "区文联", "区计生协会", "区委办公室",
    "区人大办公室", "区政府办公室", "区政协办公室", "区纪委监委机关", "区委组织部", "区委宣传部",
    "区委统战部", "区委政法委", "区委编办", "区直属机关工委", "区委党校", "区法院", "区检察院",
    "区高新区管委会", "区现代农业园管委会", "区排水公司", "区自来水公司", "区环卫服务中心",
    "区园林绿化中心", "区水资源管理站",
)  # fmt: skip
