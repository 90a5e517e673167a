"""Which units usually rectify which kind of issue: words of their names, to put the likely ones first.

Only an order of suggestions, the office chooses; after the division of work in municipal river chief plans
(sewage: ecology and housing; litter: city management; bank and channel: water; farms: agriculture).
"""

_WATER = ("水利", "水务", "河道", "堤防")
_CLEANING = ("环卫", "城管", "城市管理", "市政", "保洁")
_ECOLOGY = ("生态环境", "环保", "住建", "住房", "排水")
_FARMING = ("农业", "畜牧", "渔")
_POLICE = ("渔政", "公安", "农业", "综合执法")
_BUILDING = ("规划", "自然资源", "综合执法", "城管", *_WATER)

_BY_TYPE: dict[str, tuple[str, ...]] = {
    "sewage_direct": _ECOLOGY,
    "sewage_covert": _ECOLOGY,
    "sewage_disorderly": _ECOLOGY,
    "over_limit_discharge": _ECOLOGY,
    "water_abnormal": _ECOLOGY,
    "farm_pollution": (*_FARMING, *_ECOLOGY),
    "occupation": _BUILDING,
    "construction": _BUILDING,
    "sand_mining": (*_WATER, "公安", "综合执法"),
    "dumping": (*_CLEANING, *_WATER),
    "floating_matter": _CLEANING,
    "bank_litter": _CLEANING,
    "aquatic_plants": (*_CLEANING, *_FARMING),
    "ecological_flow": _WATER,
    "illegal_fishing": _POLICE,
    "works_damage": (*_WATER, "交通", "港航"),
    "sign_board": ("河长办", *_WATER),
}


def fits(unit_name: str, issue_type: str) -> bool:
    """Whether a unit with this name usually rectifies issues of this type."""
    return any(word in unit_name for word in _BY_TYPE.get(issue_type, ()))
