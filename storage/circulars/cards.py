"""A notice as it stands, for the office that works on it; the list of them. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.circular_words import title
from rules.circulars import CircularRule, CircularState, Form, NameState, Whom, in_force
from rules.papers import PaperState
from rules.periods import Period, Span, name
from rules.profile import Profile
from rules.refusals import Refusal
from storage.circulars.changing import names_of
from storage.circulars.objecting import Answers, answers
from storage.ledger.listing import inside
from storage.models import Circular, CircularName, Paper, Region
from storage.posts.naming import name_of

PAGE = 8


@dataclass(frozen=True, slots=True)
class CircularCard:
    """One notice. `rule` is that of its period, a plain one if the profile has none; `paper` once published."""

    circular: Circular
    region_path: str
    names: tuple[CircularName, ...]
    answers: Answers
    rule: CircularRule
    drafter: str
    paper: Paper | None
    signer: str

    @property
    def id(self) -> int:
        """Its id."""
        return self.circular.id

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.circular.first, self.circular.last)

    @property
    def title(self) -> str:
        """关于2026年第三季度河长履职情况的通报."""
        return title(self.circular.form, self.circular.period, self.span)

    @property
    def withdrawn(self) -> bool:
        """Whether it was published and taken back since."""
        return self.paper is not None and self.paper.state is PaperState.WITHDRAWN

    def named(self, whom: Whom) -> list[CircularName]:
        """Who stands named."""
        return [row for row in self.names if row.whom is whom and row.state is NameState.NAMED]

    @property
    def off(self) -> list[CircularName]:
        """Who was taken off or struck."""
        return [row for row in self.names if row.state is not NameState.NAMED]

    def window_open(self, today: date) -> bool:
        """Whether somebody may still object."""
        until = self.circular.object_until
        return self.circular.state is CircularState.OBJECTIONS and until is not None and today <= until


@dataclass(frozen=True, slots=True)
class CircularLine:
    """One of the list."""

    id: int
    title: str
    state: CircularState
    number: str | None
    withdrawn: bool


def card(session: Session, profile: Profile, circular_id: int) -> CircularCard:
    """One notice; refuses a number that is none."""
    circular = session.get(Circular, circular_id, populate_existing=True)
    if circular is None:
        raise Refusal("refusal/button_too_old")
    paper = session.get(Paper, circular.paper_id) if circular.paper_id else None
    names = tuple(names_of(session, circular_id))
    return CircularCard(
        circular=circular,
        region_path=session.get_one(Region, circular.region_id).path,
        names=names,
        answers=answers(names),
        rule=in_force(profile.circulars, circular.form, circular.period, circular.last)
        or CircularRule(circular.form, circular.period),
        drafter=name_of(session, circular.drafted_by_id),
        paper=paper,
        signer=name_of(session, paper.signed_by_id) if paper else "",
    )


def name_row(session: Session, name_id: int) -> CircularName:
    """One name; refuses a number that is none."""
    row = session.get(CircularName, name_id, populate_existing=True)
    if row is None:
        raise Refusal("refusal/button_too_old")
    return row


def listed(session: Session, paths: Sequence[str], limit: int = PAGE) -> list[CircularLine]:
    """The newest notices of these regions' offices."""
    rows = session.execute(
        select(Circular, Paper.number, Paper.state)
        .join(Region, Region.id == Circular.region_id)
        .outerjoin(Paper, Paper.id == Circular.paper_id)
        .where(inside(paths), Circular.state != CircularState.DROPPED)
        .order_by(Circular.last.desc(), Circular.id.desc())
        .limit(limit)
    )
    return [
        CircularLine(each.id, f"{name(each.period, Span(each.first, each.last))}{each.form.word}", each.state, number,
                     state is PaperState.WITHDRAWN)
        for each, number, state in rows
    ]  # fmt: skip


def begun(session: Session, region_id: int, form: Form, period: Period) -> set[date]:
    """The first days of the periods of a kind that have a notice, dropped ones left out."""
    rows = ever_begun(session, region_id, form, period)
    return {first for first, state in rows.items() if state is not CircularState.DROPPED}


def ever_begun(session: Session, region_id: int, form: Form, period: Period) -> dict[date, CircularState]:
    """The periods of a kind that ever had a notice, by their first day: what was dropped is not drafted unasked."""
    own = (Circular.region_id == region_id) & (Circular.form == form) & (Circular.period == period)
    rows = session.execute(select(Circular.first, Circular.state).where(own))
    return {first: state for first, state in rows}  # noqa: C416 - rows are no pairs to mypy
