"""What a profile means, in sentences that an office can read aloud: each rule with its day and its source."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.holidays import KNOWN_UNTIL
from bot.texts import Texts
from rules.profile import Profile
from rules.roles import Level, Role, post_word
from rules.words import listed


def explained(profile: Profile, texts: Texts | None = None) -> str:
    """The whole profile as plain text."""
    texts = texts or Texts(ZoneInfo(profile.timezone))
    return texts.plain(
        "profile/explained",
        profile=profile,
        posts=posts_word,
        words=lambda members: listed(getattr(each, "word", str(each)) for each in _in_order(members)),
        quotas=[_bound(rule, months=listed(map(str, sorted(rule.season or ())))) for rule in profile.quotas],
        valid_patrols=[_bound(rule) for rule in profile.valid_patrol],
        alerts=[_bound(rule) for rule in profile.alerts],
        approvers=[approver.word for approver in sorted(profile.leave.approvers)],
        warnings=[
            {"rule": plan, "periods": listed(period.word for period in sorted(plan.periods))}
            for plan in profile.warnings
        ],
        known_until=KNOWN_UNTIL,
        rectifications=[{"rule": rule} for rule in profile.rectification],
    )


def posts_word(levels: Iterable[Level], roles: Iterable[Role]) -> str:
    """Posts as one says them: 乡镇级河长、湖长; keepers go without a level."""
    order, ranks = list(Role), list(Level)
    found = [
        post_word(role, level) for level in sorted(levels, key=ranks.index) for role in sorted(roles, key=order.index)
    ]
    return listed(dict.fromkeys(found))


def _in_order(members: Iterable[Any]) -> list[Any]:
    """The members of a set in the order in which their kind names them; a list as it stands."""
    found = list(members)
    if not found or not isinstance(members, frozenset):
        return found
    kind: type[StrEnum] = type(found[0])
    return sorted(found, key=list(kind).index)


def _bound(rule: Any, **more: object) -> dict[str, object]:
    return {"rule": rule, "posts": posts_word(rule.levels, rule.roles), **more}
