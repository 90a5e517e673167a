"""Levels and roles of the River Chief System, with the words that officials use for them."""

from enum import StrEnum


class Level(StrEnum):
    """The four levels below the province; a county here is also a district or a county-level city."""

    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"

    @property
    def word(self) -> str:
        """The Chinese word, e.g. 村级."""
        return _LEVEL_WORDS[self]

    @property
    def rank(self) -> int:
        """Its place from the top, to sort by: 0 is the highest."""
        return _LEVEL_RANKS[self]

    @property
    def superior(self) -> "Level | None":
        """The level directly above, None at the top."""
        return _SUPERIORS[self]

    @property
    def subordinate(self) -> "Level | None":
        """The level directly below, None at the bottom."""
        return _SUBORDINATES[self]


class Role(StrEnum):
    """What a person is appointed to; together with a level and a region or water it makes a post."""

    GENERAL_CHIEF = "general_chief"
    DEPUTY_GENERAL_CHIEF = "deputy_general_chief"
    RIVER_CHIEF = "river_chief"
    LAKE_CHIEF = "lake_chief"
    LIAISON = "liaison_unit"
    OFFICE = "chief_office"
    INSPECTOR = "inspector"
    UNIT = "responsible_unit"
    RESERVOIR_KEEPER = "reservoir_keeper"
    POND_KEEPER = "pond_keeper"
    PUMP_KEEPER = "pump_keeper"
    OUTFALL_KEEPER = "outfall_keeper"
    POINT_KEEPER = "point_keeper"
    MEMBER = "committee_member"
    PUBLIC = "public"

    @property
    def word(self) -> str:
        """The Chinese word, e.g. 河长."""
        return _ROLE_WORDS[self]

    @property
    def keeps_points(self) -> bool:
        """Whether it is a keeper 库长 塘长 泵长 口长 点长, who goes round points 巡点 instead of along a river 巡河."""
        return self in KEEPERS


CHIEFS = frozenset({Role.GENERAL_CHIEF, Role.DEPUTY_GENERAL_CHIEF, Role.RIVER_CHIEF, Role.LAKE_CHIEF})
# Bishan extends the chiefs "horizontally to the edge, vertically to the end" by these keepers.
KEEPERS = frozenset({Role.RESERVOIR_KEEPER, Role.POND_KEEPER, Role.PUMP_KEEPER, Role.OUTFALL_KEEPER, Role.POINT_KEEPER})

_LEVEL_WORDS = {Level.CITY: "市级", Level.COUNTY: "县级", Level.TOWNSHIP: "乡镇级", Level.VILLAGE: "村级"}
_LEVEL_RANKS = {level: rank for rank, level in enumerate(Level)}
_SUPERIORS = {
    Level.CITY: None,
    Level.COUNTY: Level.CITY,
    Level.TOWNSHIP: Level.COUNTY,
    Level.VILLAGE: Level.TOWNSHIP,
}
_SUBORDINATES = {
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.TOWNSHIP,
    Level.TOWNSHIP: Level.VILLAGE,
    Level.VILLAGE: None,
}
_ROLE_WORDS = {
    Role.GENERAL_CHIEF: "总河长",
    Role.DEPUTY_GENERAL_CHIEF: "副总河长",
    Role.RIVER_CHIEF: "河长",
    Role.LAKE_CHIEF: "湖长",
    Role.LIAISON: "联络员单位",
    Role.OFFICE: "河长办",
    Role.INSPECTOR: "督查员",
    Role.UNIT: "责任单位",
    Role.RESERVOIR_KEEPER: "库长",
    Role.POND_KEEPER: "塘长",
    Role.PUMP_KEEPER: "泵长",
    Role.OUTFALL_KEEPER: "口长",
    Role.POINT_KEEPER: "点长",
    Role.MEMBER: "委员",
    Role.PUBLIC: "群众",
}


def post_word(role: Role, level: Level | None) -> str:
    """A post as it is said: 村级河长, 县级河长办; keepers, members and the public go without a level."""
    if level is None or role in KEEPERS or role in {Role.MEMBER, Role.PUBLIC}:
        return role.word
    return level.word + role.word
