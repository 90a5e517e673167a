"""Who hears of a measure: the superior who is asked, who it is about, the office that keeps it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.measures import HIDDEN, Deed, MeasureKind, MeasureState
from rules.refusals import Refusal
from rules.roles import Role
from storage import outbox
from storage.audit import By
from storage.issued import Attached
from storage.models import Commitment, Measure, MeasureStep, Post, Urgency
from storage.outbox import Tell
from storage.posts.holders import Holder, holders, office_people, people_at
from storage.posts.naming import name_of

MOST_WORDS = 400
MOST_PROMISE = 80
MOST_TOLD = 20  # subjects named in one message
_IN_PASSING = frozenset({"measures/told_fulfil", "measures/told_explain", "measures/told_delegate"})  # asks for nothing


def superior_now(session: Session, post_id: int, today: date) -> tuple[Holder, ...]:
    """Who holds the superior's post today; refuses where nobody does."""
    found = holders(session, [post_id], today).get(post_id, ())
    if not found:
        raise Refusal("refusal/superior_has_left")
    return found


def subjects(session: Session, measure: Measure, today: date) -> list[int]:
    """The people it is about: the person as long as they are on the roster, for a unit who holds the post today."""
    if measure.kind is MeasureKind.CLUES or measure.state in HIDDEN:
        return []
    if measure.person_id is not None:
        return [measure.person_id]
    return list(people_at(session, [measure.post_id or 0], today))


def office(session: Session, measure: Measure, today: date) -> list[int]:
    """Who sits in the office that keeps it; where a general chief ordered it, they hear it beside the office."""
    own = people_at(session, [measure.office_post_id or 0], today)
    post = session.get(Post, measure.office_post_id) if measure.office_post_id else None
    by_office = bool(own) and post is not None and post.role is Role.OFFICE
    keeping = () if by_office else office_people(session, measure.region_id, today)
    return list(dict.fromkeys((*own, *keeping)))


def values(measure: Measure, **more: Any) -> dict[str, Any]:
    """What every notice about a measure may name."""
    return {
        "kind": measure.kind.word,
        "subject": measure.subject,
        "reason": measure.reason[:MOST_WORDS],
        "due_on": measure.due_on.isoformat() if measure.due_on else None,
        "meet_at": measure.meet_at.isoformat() if measure.meet_at else None,
        "place": measure.place,
        "answer": measure.kind.answer,
    } | more


def tell_ordered(session: Session, by: By, made: Sequence[Measure], today: date) -> None:
    """The superior of an interview is asked once for all of them; else who it is about hears it."""
    first = made[0]
    if first.state is MeasureState.REQUESTED:
        tell_superior(session, by, made, today)
        return
    told = {"by": name_of(session, by.person_id)}
    outbox.tell(
        session,
        by.at,
        [
            _tell("measures/told_ordered", measure, "ordered", person, told, [["measures.open_own", "open"]])
            for measure in made
            for person in subjects(session, measure, today)
            if measure.state is MeasureState.OPEN
        ],
    )


def tell_superior(session: Session, by: By, made: Sequence[Measure], today: date) -> None:
    """提请约谈: to whoever holds the superior's post today."""
    first = made[0]
    told = {
        "by": name_of(session, by.person_id),
        "subjects": [each.subject for each in made[:MOST_TOLD]],
        "count": len(made),
    }
    people = superior_now(session, first.superior_post_id or 0, today)
    rows = [["measures.agree", "agree"], ["measures.decline", "decline"], ["measures.delegate", "delegate"]]
    key = f"asked:{first.superior_post_id}"
    notices = [_tell("measures/told_asked", first, key, each.person_id, told, *([row] for row in rows))
               for each in people]  # fmt: skip
    outbox.tell(session, by.at, notices)


def tell_step(session: Session, by: By, measure: Measure, step: MeasureStep, today: date, brought: int = 0) -> None:
    """What somebody did is told to the other side: office to subject, subject and superior to the office."""
    to_subject = step.deed in (Deed.SEND_BACK, Deed.ACCEPT, Deed.FAIL, Deed.CANCEL, Deed.RECORD)
    people = subjects(session, measure, today) if to_subject else office(session, measure, today)
    if step.before in HIDDEN and to_subject:
        people = []
    told = {"by": name_of(session, by.person_id), "words": step.words[:MOST_WORDS], "brought": brought,
            "deed": step.deed.word}  # fmt: skip
    if step.deed is Deed.RECORD:
        told["promised"] = _promised(session, measure.id)
    kind = f"measures/told_{step.deed}"
    open_it = ["measures.open_own" if to_subject else "measures.open", "open"]
    outbox.tell(
        session,
        by.at,
        [
            _tell(kind, measure, f"step:{step.id}", person, told, [open_it])
            for person in people
            if person != by.person_id
        ],
    )


def _promised(session: Session, measure_id: int) -> list[tuple[str, str]]:
    own = select(Commitment).where(Commitment.measure_id == measure_id).order_by(Commitment.due_on, Commitment.id)
    return [(each.words[:MOST_PROMISE], each.due_on.isoformat()) for each in session.scalars(own)][:MOST_TOLD]


def tell_notified(session: Session, by: By, measure: Measure, number: str, file: Attached, today: date) -> None:
    """约谈通知 with its file and 收到, to who is interviewed."""
    told = {"number": number, "by": name_of(session, by.person_id)}
    rows = [[["measures.received", "got"], ["measures.open_own", "open"]]]
    outbox.tell(
        session,
        by.at,
        [_tell("measures/told_notified", measure, "notified", person, told, *rows, file=file)
         for person in subjects(session, measure, today)],
    )  # fmt: skip


def _tell(
    kind: str, measure: Measure, what: str, person_id: int, told: dict[str, Any], *rows: Iterable[Sequence[str]],
    file: Attached | None = None,
) -> Tell:  # fmt: skip
    buttons = [[[label, f"measure:{act}:{measure.id}"] for label, act in row] for row in rows]
    key = f"measure:{measure.id}:{what}:{person_id}"
    urgency = Urgency.DAYTIME if kind in _IN_PASSING else Urgency.NOW
    return Tell(kind, key, person_id, values(measure, **told), urgency, buttons, file=file)
