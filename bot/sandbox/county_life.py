"""What those without a phone on the page do while the clock leaps far, drawn by seeded dice, a day at a time.

Most chiefs patrol, some don't. Outside the town where the cast plays a few find something: it is assigned, rectified,
closed, and sometimes late. Rows are written straight into the tables: nobody of them has a phone to be told on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bot.sandbox.county_cast import CAST
from bot.sandbox.county_issues import BY_UNIT, Found, Hands, Holder, Row, hands_of_regions, issue_row, step
from bot.sandbox.county_towns import STAGE
from bot.sandbox.county_year import SHANGHAI, Seat, found_on, patrol_row, seats_on
from rules import periods
from rules.deadlines import due_on
from rules.issue_states import Act
from rules.issue_types import IssueType
from rules.numbering import issue_number
from rules.periods import Period, Span
from rules.profile import Profile
from rules.roles import Level
from rules.workdays import IsWorkday, add_workdays
from storage.models import Issue, IssueStep, Patrol, PatrolMode, Person, Region
from storage.roster.writer import fresh_ids
from storage.serials import next_serial

_RHYTHM = {Level.VILLAGE: Period.WEEK, Level.TOWNSHIP: Period.MONTH, Level.COUNTY: Period.QUARTER}
_KEPT = {"diligent": 0.995, "forgetful": 0.8, "absent": 0.0}
_SORTS = {"diligent": 88, "forgetful": 9, "absent": 3}
_FOUND = 0.05  # the share of patrols that find something
_LATE, _NEVER = 0.12, 0.05  # of what is assigned


@dataclass
class _Case:
    """An issue under way: its row, whose it is, and the steps to come, each with its day."""

    row: Row
    kind: IssueType
    office: Holder
    unit: Holder
    to_come: list[tuple[Act, date]]


class CountyLife:
    """The same seed and the same days bring the same. `so_far` counts patrols, issues found, closed; `late` is now."""

    def __init__(self, profile: Profile, is_workday: IsWorkday, seed: int = 1) -> None:
        self._profile, self._is_workday, self._seed = profile, is_workday, seed
        self._under_way: list[_Case] = []
        self._since = date.min
        self._seats, self._finders = list[Seat](), set[int]()
        self._kept: Mapping[int, float] = {}
        self._hands: Mapping[int, Hands] = {}
        self.so_far: Counter[str] = Counter()

    def begin(self, session: Session, day: date) -> None:
        """From this day on they act: who has not patrolled in the week or month under way may do so in its rest.

        Who holds which post is read now: on a leap nobody changes it.
        """
        self._since, self._hands = day, hands_of_regions(session)
        self._seats, stage = _seats(session, day), _on_stage(session)
        self._kept = {seat.person_id: self._share_kept(seat.person_id) for seat in self._seats}
        self._finders = {seat.post_id for seat in self._seats
                         if seat.level is not Level.COUNTY and seat.region_id not in stage}  # fmt: skip

    def live(self, session: Session, day: date) -> None:
        """Enters what a day brought; each day once, in their order."""
        patrols = [(seat, row) for seat in self._seats if (row := self._patrol(seat, day))]
        numbers = fresh_ids(session, Patrol, len(patrols))
        walked = [(seat, {"id": number} | row) for number, (seat, row) in zip(numbers, patrols, strict=True)]
        if walked:
            session.execute(insert(Patrol), [row for _, row in walked])
        self.so_far["patrols"] += len(walked)
        self._go_on(session, day)
        self._find(session, day, walked)

    def late(self, day: date) -> int:
        """How many issues are past their day."""
        return sum(bool(case.row["due_on"] and case.row["due_on"] < day and not case.row["done_at"])
                   for case in self._under_way)  # fmt: skip

    def _share_kept(self, person_id: int) -> float:
        """Which share of the own patrols somebody keeps."""
        return _KEPT[Random(f"{self._seed}:{person_id}").choices(list(_SORTS), list(_SORTS.values()))[0]]

    def _patrol(self, seat: Seat, day: date) -> Row | None:
        whole = periods.span(_RHYTHM.get(seat.level, Period.HALF_YEAR), day)
        span = whole.common(Span(self._since, date.max))
        dice = Random(f"{self._seed}:{seat.post_id}:{span.first}")
        if dice.random() >= self._kept[seat.person_id] or span.first + timedelta(days=dice.randrange(span.days)) != day:
            return None
        rows = iter(lambda: patrol_row(dice, seat, day), None)
        return next(row for row in rows if row["mode"] is not PatrolMode.LATER)

    def _find(self, session: Session, day: date, walked: list[tuple[Seat, Row]]) -> None:
        dice = Random(f"{self._seed}:{day}")
        for found in found_on(dice, [each for each in walked if each[0].post_id in self._finders], _FOUND):
            self._under_way.append(self._case(session, dice, found, self._hands[found.region_id]))
            self.so_far["found"] += 1

    def _case(self, session: Session, dice: Random, found: Found, hands: Hands) -> _Case:
        kind, day = dice.choice(self._profile.issue_types), found.patrol["started_at"].astimezone(SHANGHAI).date()
        number = issue_number(day.year, next_serial(session, "issue", day.year), self._profile.number_prefix)
        (issue_id,) = fresh_ids(session, Issue, 1)
        row = issue_row(dice, issue_id, number, found, kind)
        case = _Case(row, kind, hands.office, dice.choice(hands.units), self._way(dice, kind, day))
        reporter = Holder(row["reporter_post_id"], row["reporter_id"])
        taken = self._step(case, Act.REGISTER, row["reported_at"], reporter)
        session.execute(insert(Issue), [row])
        session.execute(insert(IssueStep), [taken])
        return case

    def _way(self, dice: Random, kind: IssueType, found_on: date) -> list[tuple[Act, date]]:
        """Verified and assigned within two working days, accepted on the next, done by its day or some days after."""
        assigned = add_workdays(found_on, dice.randrange(1, 3), self._is_workday)
        accepted = add_workdays(assigned, 1, self._is_workday)
        due, luck = due_on(kind, kind.severity, assigned, self._is_workday), dice.random()
        done = max(accepted, due - timedelta(days=dice.randrange(3)))
        if luck < _LATE:
            done = add_workdays(due, dice.randrange(2, 15), self._is_workday)
        way = [(Act.VERIFY, assigned), (Act.ASSIGN, assigned), (Act.ACCEPT, accepted)]
        if luck > 1 - _NEVER:
            return way
        return [*way, (Act.SUBMIT, done), (Act.CONFIRM, add_workdays(done, dice.randrange(1, 3), self._is_workday))]

    def _go_on(self, session: Session, day: date) -> None:
        """The steps of issues under way that fall on the day, or fell on days that nobody leapt over."""
        steps, changed = list[Row](), dict[int, Row]()
        for case in self._under_way:
            hours = iter(range(9, 18))
            while case.to_come and case.to_come[0][1] <= day:
                act, at = case.to_come.pop(0)[0], datetime.combine(day, time(next(hours), 20), SHANGHAI)
                steps.append(self._step(case, act, at, case.unit if act in BY_UNIT else case.office))
                changed[case.row["id"]] = case.row
                self.so_far["closed"] += act is Act.CONFIRM
        if steps:
            session.execute(insert(IssueStep), steps)
            session.execute(update(Issue), list(changed.values()))
        self._under_way = [case for case in self._under_way if case.to_come or not case.row["done_at"]]

    def _step(self, case: _Case, act: Act, at: datetime, who: Holder) -> Row:
        return step(case.row, act, at, who, case.unit, case.kind, self._profile.life)


def _seats(session: Session, day: date) -> list[Seat]:
    """The chiefs' posts of everybody whose phone is not on the page."""
    cast = set(session.scalars(select(Person.id).where(Person.phone.in_([each.phone for each in CAST.values()]))))
    return [seat for seat in seats_on(session, day) if seat.person_id not in cast]


def _on_stage(session: Session) -> set[int]:
    path = session.scalars(select(Region.path).where(Region.name == STAGE)).one()
    return set(session.scalars(select(Region.id).where(Region.path.startswith(path))))
