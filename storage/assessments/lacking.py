"""What people lack before an assessment, person by person: patrols, rectifications, answers, lists. Reads only."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from rules import periods
from rules.assessments import Assessment, Counted
from rules.issue_states import State
from rules.papers import PaperState
from rules.periods import Period, Span
from rules.profile import Profile
from rules.quotas import StandingState, Yardstick
from rules.workdays import IsWorkday
from storage.assessments.concerned import Seat, seats_of
from storage.assessments.lack import Lacking, Paperwork, Patrols
from storage.duty_lists import versions
from storage.models import DutyReading, Issue, Paper, PaperAddressee
from storage.posts import duties
from storage.posts.duties import Duty

_OWED = (State.ASSIGNED, State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Look:
    """One assessment as seen today: the days it judges, its own day."""

    profile: Profile
    assessment: Assessment
    span: Span
    on: date
    today: date
    is_workday: IsWorkday

    def at(self, session: Session, people: Sequence[int]) -> list[Lacking]:
        """What these people lack, in their order; who holds no post of it is left out."""
        seats = seats_of(session, self.assessment, self.today, people)
        posts = {seat.post_id: person for person, own in seats.items() for seat in own}
        patrols = self._patrols(session, list(seats))
        issues, papers = self._issues(session, posts), self._papers(session, posts)
        unread = self._unread(session, seats)
        return [
            Lacking(
                person, own[0].name, tuple(own), tuple(patrols.get(person, ())), _of(own, issues), _of(own, papers),
                tuple(unread.get(person, ())),
            )
            for person, own in seats.items()
        ]  # fmt: skip

    @property
    def _until(self) -> date:
        """The last day of the periods judged: on a fixed day before the year's end the whole year is looked at."""
        return self.on if self.assessment.period else periods.span(Period.YEAR, self.on).last

    def _counts(self, what: Counted) -> bool:
        return what in self.assessment.counts

    def _patrols(self, session: Session, people: Sequence[int]) -> dict[int, list[Patrols]]:
        measures = self._measures(session) if self._counts(Counted.PATROLS) else []
        found: dict[int, list[Patrols]] = {}
        for duty in duties.owed_by(session, self.profile, people, self.today, measures) if measures else ():
            if duty.standing.state is not StandingState.MET and duty.standing.due_on <= self._until:
                found.setdefault(duty.person_id, []).append(self._missing(duty))
        return {person: sorted(own, key=lambda each: each.due_on) for person, own in found.items()}

    def _missing(self, duty: Duty) -> Patrols:
        told = duty.standing
        period = periods.name(told.quota.period, told.span)
        return Patrols(tuple(duty.places), period, told.missing, told.due_on, told.due_on < self.today)

    def _measures(self, session: Session) -> list[Yardstick]:
        """The periods that lie in the days judged, from the first that could be recorded whole up to today's."""
        began = duties.records_began(session, ZoneInfo(self.profile.timezone)) or self.today
        return [
            Yardstick(quota, min(span.last, self.today), self.is_workday, self.today)
            for quota in self.profile.quotas
            if quota.roles & self.assessment.roles and quota.levels & self.assessment.levels
            for span in self._spans(quota.period, began)
            if quota.validity.holds(min(span.last, self.today))
        ]

    def _spans(self, period: Period, began: date) -> Iterator[Span]:
        span = periods.span(period, self.today)
        while span.last >= self.span.first:
            # A week that begins before the days judged but ends in them is judged with them.
            if span.last <= self._until and (span.last >= self.today or span.first >= began):
                yield span
            span = periods.preceding(period, span)

    def _issues(self, session: Session, posts: Collection[int]) -> dict[int, list[Paperwork]]:
        if not self._counts(Counted.ISSUES):
            return {}
        asked = (
            select(Issue.assignee_post_id, Issue.number, Issue.due_on)
            .where(Issue.assignee_post_id.in_(posts), Issue.state.in_(_OWED), Issue.due_on <= self.on)
            .order_by(Issue.due_on, Issue.id)
        )
        return self._by_post(session.execute(asked))

    def _papers(self, session: Session, posts: Collection[int]) -> dict[int, list[Paperwork]]:
        if not self._counts(Counted.PAPERS):
            return {}
        asked = (
            select(PaperAddressee.post_id, Paper.number, Paper.due_on)
            .join(Paper, Paper.id == PaperAddressee.paper_id)
            .where(PaperAddressee.post_id.in_(posts), PaperAddressee.replied_at.is_(None))
            .where(Paper.state == PaperState.SIGNED, Paper.due_on <= self.on)
            .order_by(Paper.due_on, Paper.id)
        )
        return self._by_post(session.execute(asked))

    def _by_post(self, rows: Iterable[Row[*tuple[Any, ...]]]) -> dict[int, list[Paperwork]]:
        found: dict[int, list[Paperwork]] = {}
        for post, number, due_on in rows:
            found.setdefault(post, []).append(Paperwork(number or "", due_on, due_on < self.today))
        return found

    def _unread(self, session: Session, seats: dict[int, list[Seat]]) -> dict[int, list[str]]:
        """The posts whose duty list of the year is there and was not read."""
        if not self._counts(Counted.DUTY_LISTS):
            return {}
        own = [seat for each in seats.values() for seat in each]
        binding = versions.binding(session, {seat.region_path for seat in own}, self.on.year)
        asked = select(DutyReading.post_id, DutyReading.person_id, DutyReading.stamp)
        rows = session.execute(asked.where(DutyReading.post_id.in_({seat.post_id for seat in own})))
        read = {tuple(row) for row in rows}
        found: dict[int, list[str]] = {}
        for seat in own:
            version = binding.get(seat.region_path)
            stamp = version.stamps.get((seat.role, seat.level)) if version else None
            if stamp is not None and (seat.post_id, seat.person_id, stamp) not in read:
                found.setdefault(seat.person_id, []).append(seat.word)
        return found


def _of(seats: Sequence[Seat], by_post: dict[int, list[Paperwork]]) -> tuple[Paperwork, ...]:
    found = [each for seat in seats for each in by_post.get(seat.post_id, ())]
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.due_on))
