"""Notices 通报 for tests: records of a month in the small county, published ones straight through the storage."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.circulars import CircularRule, CircularState, Form, Ground, NamingRule, Whom
from rules.periods import Period, Span, span
from rules.profile import Profile
from storage.circulars import changing, drafting, signing
from storage.circulars.computing import Computed
from storage.circulars.naming import Named, line
from storage.circulars.places import Subject
from storage.circulars.signing import Ready, Rules
from storage.models import Circular, Person, Region
from tests.county import County
from tests.reminders.records import assigned, at, walked
from tests.rules.calendar_of_2026 import is_workday

RULE = NamingRule(Whom.PERSON, Ground.PATROLS)
NO_FIGURES: dict[str, Any] = {"levels": [], "towns": [], "began": None,
              "issues": dict.fromkeys(("found", "closed", "overdue", "relapsed", "unanswered"), 0)}  # fmt: skip


def a_november(session: Session, county: County) -> None:
    """张卫民, 张大江 and 李建国 patrol as they must, 孙小河 and 白云生 hardly; 环卫所 is late with two issues."""
    for day in (date(2026, 10, 28), *(date(2026, 11, 3) + timedelta(days=7 * n) for n in range(4))):
        walked(session, county, "zhang", at(day))
        for post in ("zhang2_lower", "zhang2_upper"):
            walked(session, county, post, at(day, 11), by="zhang2")
        walked(session, county, "li", at(day, 14))
    walked(session, county, "sun", at(date(2026, 11, 4)))
    assigned(session, county, "2026-0008", "zhao", date(2026, 11, 24))
    assigned(session, county, "2026-0007", "zhao", date(2026, 11, 20))


def computed(session: Session, rule: CircularRule, days: Span, subjects: Sequence[Subject]) -> Computed:
    """What the records would have said of a period, naming these."""
    named = [
        Named(each, Whom.PERSON if each.person_id else Whom.UNIT, lines=[line(RULE, "应巡3次，按期完成1次", 2)])
        for each in subjects
    ]  # fmt: skip
    region = session.scalars(select(Region.id).where(Region.parent_id.is_(None))).one()
    return Computed(rule, days, region, dict(NO_FIGURES), named, frozenset(), "0" * 64)


def people(session: Session, how_many: int) -> list[Subject]:
    """So many chiefs who are on no roster of the county yet."""
    rows = [Person(name=f"河长{n}") for n in range(1, how_many + 1)]
    session.add_all(rows)
    session.flush()
    return [Subject(f"p{row.id}", row.name, person_id=row.id) for row in rows]


def towns(session: Session, county: County, how_many: int) -> list[Subject]:
    """So many townships."""
    rows = [
        Region(code=f"5002360{n:02d}", name=f"第{n}镇", level="township", parent_id=county.regions["district"], path="")
        for n in range(1, how_many + 1)
    ]
    session.add_all(rows)
    session.flush()
    for row in rows:
        row.path = f"/{county.regions['district']}/{row.id}/"
    session.flush()
    return [Subject(f"r{row.id}", row.name, region_id=row.id) for row in rows]


def published(session: Session, county: County, profile: Profile, day: date, told: Computed) -> Circular:
    """A notice signed by 陈志远 on a day, its objection window over."""
    now = at(day)
    by = county.by("chen", now)
    circular_id = drafting.begin(session, by, told)
    assert circular_id is not None
    rules = Rules(profile, told.rule, day, is_workday)
    seen = changing.SeenCircular(circular_id, 0)
    changing.change_state(session, seen, frozenset({CircularState.DRAFT}), CircularState.TO_SIGN,
                          sent_by_id=by.person_id, sent_post_id=by.post_id)  # fmt: skip
    ready = Ready({}, b"")
    return signing.sign(session, by, rules, changing.SeenCircular(circular_id, 1), ready, published_file)


def rule_of(profile: Profile, form: Form = Form.CIRCULAR) -> CircularRule:
    """The rule of a form."""
    return next(rule for rule in profile.circulars if rule.form is form)


def quarter(day: date) -> Span:
    """The quarter around a day."""
    return span(Period.QUARTER, day)


def published_file(facts: dict[str, Any]) -> bytes:
    """What stands for a Word file where none is looked at."""
    return str(facts["number"]).encode()
