"""The comparison of 晒工作 (clause B3b): places side by side, by the same figures as everywhere. Reads only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules import periods
from rules.issue_states import State
from rules.measures import MeasureKind
from rules.periods import Span
from rules.profile import Profile
from rules.roles import CHIEFS, Level, Role
from rules.workdays import IsWorkday
from storage import audit, issued, outbox
from storage.audit import By
from storage.ledger import figures, listing
from storage.ledger.figures_parts import parts_of
from storage.ledger.listing import Asked
from storage.measures.recording import About, Order, order
from storage.models import Issue, Measure, MeasurePaper, Post, Region, Urgency
from storage.outbox import Tell
from storage.posts.holders import people_at


@dataclass(frozen=True, slots=True)
class Line:
    """One place: patrols done of those required, issues closed in time of those found, those overdue now."""

    place: str
    required: int
    done: int
    found: int
    in_time: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown: the picture (its bytes, and Telegram's id of it), its file name, title, period in words, lines."""

    picture: bytes
    file_id: str
    file_name: str
    title: str
    period: str
    lines: Sequence[Line]


def compared(
    session: Session, profile: Profile, path: str, level: Level, span: Span, today: date, is_workday: IsWorkday
) -> list[Line]:
    """The places of a level in a region, in the order of their codes: never by how they did."""
    found = figures.figures(session, profile, [path], level, span, today, is_workday)
    in_time = _in_time(session, profile, path, level, span, today)
    by_name = {line.name: line for line in found.lines if not line.own}
    ordered = session.scalars(
        select(Region.name).where(Region.path.startswith(path), Region.level == level).order_by(Region.code)
    )
    return [
        Line(name, one.required, one.met, one.found, in_time[name], one.overdue)
        for name in ordered
        if (one := by_name.get(name)) is not None
    ]


def chiefs(session: Session, path: str, level: Level, today: date) -> list[int]:
    """The chiefs and offices of the places compared, and those of the region itself: who hears it privately."""
    rows = session.execute(
        select(Post.id)
        .join(Region, Region.id == Post.region_id)
        .where(Region.path.startswith(path), Post.role.in_((*CHIEFS, Role.OFFICE)))
        .where((Post.level == level) | (Region.path == path))
    ).scalars()
    return sorted(people_at(session, rows, today))


def publish(
    session: Session, by: By, profile: Profile, region_id: int, showing: Showing, people: Sequence[int],
    groups: Sequence[int], today: date, is_workday: IsWorkday,
) -> Measure:  # fmt: skip
    """晒工作: recorded, then sent to the groups and to the people, each once."""
    region = session.get_one(Region, region_id)
    told = Order(
        MeasureKind.WORK_DISPLAY, region_id, by.post_id,
        [About(None, None, f"{region.name}各镇街" if region.level is not Level.CITY else f"{region.name}各区县", "")],
        f"{showing.period}{showing.title}", evidence={"periods": [{"period": showing.period}]},
    )  # fmt: skip
    (measure,) = order(session, by, profile.ladder, told, today, is_workday)
    file = issued.keep(session, showing.picture, showing.file_name, by.at)
    session.add(MeasurePaper(measure_id=measure.id, what="picture", number="", file_sha256=file.sha256,
                             file_name=file.name, at=by.at))  # fmt: skip
    values = {"title": showing.title, "period": showing.period, "office": _office(session, profile, region_id),
              "late": [line.place for line in showing.lines if line.overdue],
              "unfinished": [line.place for line in showing.lines if line.done < line.required]}  # fmt: skip
    key, shown = f"work_display:{measure.id}", [{"kind": "photo", "file_id": showing.file_id}]
    tells = [Tell("measures/work_display", f"{key}:group:{each}", group_id=each, values=values, enclosures=shown)
             for each in groups]  # fmt: skip
    tells += [Tell("measures/work_display", f"{key}:{each}", each, values, Urgency.DAYTIME, enclosures=shown)
              for each in people]  # fmt: skip
    outbox.tell(session, by.at, tells)
    audit.record(session, by, "display", "measure", measure.id, people=len(people), groups=list(groups))
    return measure


def _in_time(session: Session, profile: Profile, path: str, level: Level, span: Span, today: date) -> Counter[str]:
    """Issues found in the span and closed, whose work was handed in on its last day or before."""
    zone = ZoneInfo(profile.timezone)
    parts = parts_of(session, [path], level)
    asked = Asked([path], today, reported=periods.moments(span, zone))
    rows = listing.selected(asked, Region.id, Issue.done_at, Issue.closed_at, Issue.due_on)
    counted = Counter[str]()
    for region_id, done_at, closed_at, due_on in session.execute(rows.where(Issue.state == State.CLOSED)):
        moment = done_at or closed_at
        if region_id in parts and (due_on is None or moment.astimezone(zone).date() <= due_on):
            counted[parts[region_id].name] += 1
    return counted


def _office(session: Session, profile: Profile, region_id: int) -> str:
    return profile.paper.issuer(session.get_one(Region, region_id).name).name
