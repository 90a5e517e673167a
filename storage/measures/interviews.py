"""An interview 约谈 (clause F5b): the superior answers, the notice goes out, the record is made, promises are kept."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from rules.ladder import Ladder
from rules.measures import Deed, MeasureKind, MeasureState
from rules.refusals import Refusal
from rules.workdays import IsWorkday, add_workdays
from storage.audit import By
from storage.measures import telling
from storage.measures.cards import MeasureCard, card
from storage.measures.deeds import Done, perform
from storage.models import Commitment, InterviewRecord, Measure
from storage.once import rows_changed
from storage.posts import desks


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was said at an interview, as it was written down; `promised` are (what, until when)."""

    held: str
    place: str
    host: str
    recorder: str
    attendees: str
    problems: str
    explanation: str
    requirements: str
    promised: tuple[tuple[str, date], ...] = ()


def batch(session: Session, measure_id: int) -> list[Measure]:
    """The measures ordered together with one (itself included) that stand where it stands 集中约谈."""
    one = session.get(Measure, measure_id, populate_existing=True)
    if one is None:
        raise Refusal("refusal/button_too_old")
    if one.together_id is None:
        return [one]
    return list(session.query(Measure).filter_by(together_id=one.together_id, state=one.state).order_by(Measure.id))


def agree(session: Session, by: By, measure_id: int, draft_id: int, meet_at: datetime, place: str, today: date) -> int:
    """The superior agrees, with time and place, for all that were asked for together; returns how many.

    Refuses who does not hold the superior's post today, and a time gone by.
    """
    if meet_at <= by.at:
        raise Refusal("refusal/meeting_in_the_past")
    asked = _asked(session, by, measure_id, today)
    for number, one in enumerate(asked):
        told = Done(one.id, 0, Deed.AGREE, place, draft_id if number == 0 else None,
                    {"meet_at": meet_at, "place": place[:200], "superior_id": by.person_id})  # fmt: skip
        perform(session, by, told, today, tell=number == 0)
    return len(asked)


def decline(session: Session, by: By, measure_id: int, draft_id: int, reason: str, today: date) -> int:
    """The superior does not agree, with a reason, for all that were asked for together."""
    asked = _asked(session, by, measure_id, today)
    for number, one in enumerate(asked):
        done = Done(one.id, 0, Deed.DECLINE, reason, draft_id if number == 0 else None)
        perform(session, by, done, today, tell=number == 0)
    return len(asked)


def delegate(session: Session, by: By, measure_id: int, draft_id: int, post_id: int, words: str, today: date) -> int:
    """The superior has another post hold it: that one is asked now, the office hears it."""
    telling.superior_now(session, post_id, today)
    asked = _asked(session, by, measure_id, today)
    for number, one in enumerate(asked):
        done = Done(one.id, 0, Deed.DELEGATE, words, draft_id if number == 0 else None, {"superior_post_id": post_id})
        perform(session, by, done, today, tell=number == 0)
    telling.tell_superior(session, by, batch(session, measure_id), today)
    return len(asked)


def ask_another(session: Session, by: By, measure_id: int, draft_id: int, post_id: int, today: date) -> int:
    """The office asks somebody else: the superior's post is vacant, or they left before they answered."""
    telling.superior_now(session, post_id, today)
    asked = batch(session, measure_id)
    for number, one in enumerate(asked):
        done = Done(one.id, 0, Deed.DELEGATE, "", draft_id if number == 0 else None, {"superior_post_id": post_id})
        perform(session, by, done, today, tell=False)
    telling.tell_superior(session, by, batch(session, measure_id), today)
    return len(asked)


def record(
    session: Session, by: By, ladder: Ladder, measure_id: int, draft_id: int | None, told: Minutes, today: date,
    is_workday: IsWorkday,
) -> list[MeasureCard]:  # fmt: skip
    """Keeps the record, for all that were notified together; what was promised is followed from now on.

    A report is due when the last promise is, and not before the days of the profile.
    """
    for _, due_on in told.promised:
        if due_on < today:
            raise Refusal("refusal/due_in_the_past", due=due_on)
    rung = ladder.rung(MeasureKind.INTERVIEW)
    report = add_workdays(today, rung.reply_days, is_workday) if rung and rung.reply_days else None
    met = batch(session, measure_id)
    return [
        _recorded(session, by, one, told, report, draft_id if number == 0 else None, today)
        for number, one in enumerate(met)
    ]


def promised_by(told: Minutes, subject: str) -> list[tuple[str, date]]:
    """What one of several promised: what is said for all, and what begins with their name (大路街道：…)."""
    named = [(words, *words.partition("：")) for words, _ in told.promised]
    mine = []
    for (_, who, colon, rest), (words, day) in zip(named, told.promised, strict=True):
        if colon and len(who) > 1 and who in subject:
            mine.append((rest, day))
        elif not colon:
            mine.append((words, day))
    return mine


def _recorded(
    session: Session, by: By, one: Measure, told: Minutes, report: date | None, draft_id: int | None, today: date
) -> MeasureCard:
    alone = one.together_id is None
    promised = list(told.promised) if alone else promised_by(told, one.subject)
    due_on = max([day for _, day in promised] + ([report] if report else []), default=None)
    session.add_all(Commitment(measure_id=one.id, words=words, due_on=day) for words, day in promised)
    session.flush()
    perform(session, by, Done(one.id, 0, Deed.RECORD, told.requirements, draft_id, {"due_on": due_on}), today)
    written = {key: value for key, value in asdict(told).items() if key != "promised"}
    session.add(InterviewRecord(measure_id=one.id, **written))
    session.flush()
    return card(session, one.id, today)


def fulfil(session: Session, by: By, commitment_id: int, draft_id: int, words: str, today: date) -> MeasureCard:
    """One promise is carried out, in words and pictures; the office hears it. Counts once."""
    promise = session.get(Commitment, commitment_id)
    if promise is None:
        raise Refusal("refusal/button_too_old")
    done = rows_changed(
        session,
        update(Commitment)
        .where(Commitment.id == commitment_id, Commitment.done_at.is_(None))
        .values(done_at=by.at, done_by_id=by.person_id, done_words=words),
    )
    if not done:
        raise Refusal("refusal/commitment_kept_already")
    said = f"「{promise.words[:80]}」{words}" if words else f"「{promise.words[:200]}」"
    return perform(session, by, Done(promise.measure_id, 0, Deed.FULFIL, said, draft_id), today)


def _asked(session: Session, by: By, measure_id: int, today: date) -> list[Measure]:
    """What the superior answers; refuses who holds the post no more, and what was answered meanwhile."""
    asked = batch(session, measure_id)
    if asked[0].state is not MeasureState.REQUESTED:
        raise Refusal("refusal/measure_moved_on", kind=asked[0].kind, state=asked[0].state)
    held = {seat.post_id for seat in desks.seats(session, by.person_id or 0, today)}
    if asked[0].superior_post_id not in held:
        raise Refusal("refusal/superior_not_you")
    return asked
