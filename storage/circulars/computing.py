"""A period's notice from the records: its figures, and who would be named. Reads only, in few statements."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.circular_words import fingerprint
from rules.circulars import CircularRule, Form, Ground
from rules.periods import Span
from rules.profile import Profile
from rules.roles import Level
from rules.workdays import IsWorkday
from storage.circulars import matters, naming
from storage.circulars.matters import Case
from storage.circulars.naming import Grounds, Named
from storage.circulars.places import Places, places, posts_at
from storage.circulars.speaking import left
from storage.models import Region
from storage.patrols.owed import PersonOwed, owed_by_person
from storage.posts import duties
from storage.posts.holders import holders


@dataclass(frozen=True)
class Computed:
    """What the records say of a period. `rules_sha256` is of the rules that it was judged by."""

    rule: CircularRule
    span: Span
    region_id: int
    figures: dict[str, Any]
    named: list[Named]
    left: frozenset[tuple[int, int]]  # (post, person) that hold together no more
    rules_sha256: str


def compute(
    session: Session, profile: Profile, rule: CircularRule, span: Span, region_id: int, today: date,
    is_workday: IsWorkday,
) -> Computed:  # fmt: skip
    """The notice of a period, judged by the quotas that held in it."""
    where, path = places(session), session.get_one(Region, region_id).path
    rows = owed_by_person(session, profile, span, today, is_workday)
    own = [row for row in rows if _judged(rule, where, path, row)]
    told = matters.asked(path, span, ZoneInfo(profile.timezone))
    cases = matters.cases(session, told)
    posts = posts_at(session, {case.post_id for case in cases})
    grounds = Grounds(rule, where, own, cases, posts, holders(session, posts, span.last))
    named = naming.named(grounds)
    figures = _figures(grounds, matters.counted(session, told))
    began = duties.records_began(session, ZoneInfo(profile.timezone))
    figures["began"] = began.isoformat() if began and span.first < began else None if began else ""
    sha = fingerprint(rule, [quota for quota in profile.quotas if quota.validity.common(span).days])
    return Computed(rule, span, region_id, figures, named, _left(session, named, today), sha)


def home(session: Session, profile: Profile) -> list[int]:
    """The regions whose offices issue notices: those of the profile's level."""
    return list(session.scalars(select(Region.id).where(Region.level == profile.level).order_by(Region.id)))


def _judged(rule: CircularRule, where: Places, path: str, row: PersonOwed) -> bool:
    inside = where.paths[row.seat.region_id].startswith(path)
    return inside and row.seat.role in rule.roles and row.seat.level in rule.levels


def _figures(told: Grounds, counted: dict[str, Counter[int]]) -> dict[str, Any]:
    by_level = [_level(told, level) for level in Level]
    figures: dict[str, Any] = {
        "levels": [row for row in by_level if row["people"]],
        "towns": _towns(told, counted),
        "issues": {key: counts.total() for key, counts in counted.items()}
        | {ground.value: _cases(told.cases, ground) for ground in (Ground.OVERDUE, Ground.RELAPSED, Ground.UNANSWERED)},
    }
    if told.rule.form is Form.LETTER:
        figures["people"] = [_person(told, row) for row in _in_order(told)]
    return figures


def _level(told: Grounds, level: Level) -> dict[str, Any]:
    rows = [row for row in told.owed if row.seat.level is level]
    return {
        "level": level.word,
        "people": len({row.person_id for row in rows}),
        "required": sum(row.required for row in rows),
        "met": sum(row.met for row in rows),
        "short": len({row.person_id for row in rows if row.met < row.required}),
    }


def _towns(told: Grounds, counted: dict[str, Counter[int]]) -> list[dict[str, Any]]:
    sums: dict[int, Counter[str]] = {}
    for row in told.owed:
        _at(told, sums, row.seat.region_id).update(required=row.required, met=row.met)
    for key, counts in counted.items():
        for region_id, count in counts.items():
            _at(told, sums, region_id)[key] += count
    for case in told.cases:
        _at(told, sums, case.region_id)[case.ground.value] += 1
    keys = ("required", "met", "found", "closed", "overdue", "relapsed")
    return [
        {"name": told.places.names[town], **{key: sums[town][key] for key in keys}} for town in sorted(sums) if town
    ]


def _at(told: Grounds, sums: dict[int, Counter[str]], region_id: int) -> Counter[str]:
    return sums.setdefault(told.places.town_of(region_id) or 0, Counter())


def _cases(cases: Sequence[Case], ground: Ground) -> int:
    return sum(case.ground is ground for case in cases)


def _in_order(told: Grounds) -> list[PersonOwed]:
    return sorted(told.owed, key=lambda row: (row.seat.level.rank, told.places.paths[row.seat.region_id],
                                              row.seat.post_id, row.person_id))  # fmt: skip


def _person(told: Grounds, row: PersonOwed) -> list[Any]:
    seat = told.places.seat_at(row.seat.region_id, row.seat.role, row.seat.level, row.seat.water_name)
    return [row.name, seat, row.required, row.met]


def _left(session: Session, named: Sequence[Named], today: date) -> frozenset[tuple[int, int]]:
    pairs = ((each.post_id, each.subject.person_id) for each in named)
    return left(session, ((post, person) for post, person in pairs if post and person), today)
