"""Where an issue came from (clauses F2a, F2c, F2d, L15): every source lands in the one ledger 台账."""

from enum import StrEnum


class Source(StrEnum):
    """Where an issue came from."""

    PATROL = "patrol"
    CHIEF = "chief_report"
    PUBLIC = "public"
    INSPECTION = "inspection"
    CAMPAIGN = "campaign"
    LOOK_BACK = "look_back"
    SELF_REVIEW = "self_review"
    SUPERIOR = "superior"
    WATER_QUALITY = "water_quality"

    @property
    def word(self) -> str:
        """The Chinese words, as the ledger's column says them."""
        return _WORDS[self]


_WORDS = {
    Source.PATROL: "巡河发现",
    Source.CHIEF: "人员上报",
    Source.PUBLIC: "群众反映",
    Source.INSPECTION: "督查发现",
    Source.CAMPAIGN: "专项行动",
    Source.LOOK_BACK: "回头看",
    Source.SELF_REVIEW: "对照检查",
    Source.SUPERIOR: "上级交办",
    Source.WATER_QUALITY: "水质超标",
}
