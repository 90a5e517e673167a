"""From the [self_review] table to the rules of self-review 对照检查."""

from rules.self_reviews import Confirmer, SelfReviewRules
from rules.toml_table import Table


def self_review_rules(table: Table) -> SelfReviewRules:
    """The [self_review] table; without one the office confirms."""
    rules = SelfReviewRules(
        confirmer=table.word("confirmer", Confirmer, Confirmer.OFFICE),
        before_days=table.whole("before_days", least=0, default=3),
        after_days=table.whole("after_days", least=1, default=1),
        superior_after_days=table.whole("superior_after_days", least=1, default=15),
        source=table.take("source", str),
    )
    if rules.superior_after_days < rules.after_days:
        table.wrong("superior_after_days", "报上级河长不能早于提醒本人")
    return rules
