"""Who hears of an opinion 社情民意: the office that has it, whom it was forwarded to, its author."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from storage.audit import By
from storage.campaigns.opinion_cards import OpinionCard
from storage.models import Urgency
from storage.outbox import Tell, tell
from storage.posts.holders import office_people, people_at

MOST_WORDS = 500
_OPEN, _ANSWER, _FORWARD = "opinion.open", "opinion.answer", "opinion.forward"


def tell_office(session: Session, by: By, opinion: OpinionCard, region_id: int, today: date) -> None:
    """The office in charge hears that there is one to forward."""
    rows = [[_FORWARD, f"opinion:forward:{opinion.id}"], [_OPEN, f"opinion:open:{opinion.id}"]]
    _tell(session, by, "opinion/recorded", opinion, office_people(session, region_id, today), [rows])


def tell_forwarded(session: Session, by: By, opinion: OpinionCard, today: date) -> None:
    """Whoever holds the post gets it with the button to answer; the author hears where it is."""
    held = people_at(session, [opinion.to_post_id or 0], today)
    rows = [[_ANSWER, f"opinion:answer:{opinion.id}"], [_OPEN, f"opinion:open:{opinion.id}"]]
    _tell(session, by, "opinion/forwarded_to_you", opinion, held, [rows])
    _tell(session, by, "opinion/forwarded", opinion, [opinion.author_id], [rows[1:]])


def tell_answered(session: Session, by: By, opinion: OpinionCard) -> None:
    """The author hears the answer, and so does whoever forwarded it."""
    people = {opinion.author_id, opinion.forwarded_by_id} - {None}
    rows = [[[_OPEN, f"opinion:open:{opinion.id}"]]]
    _tell(session, by, "opinion/answered", opinion, (each for each in people if each is not None), rows)


def _tell(
    session: Session, by: By, kind: str, opinion: OpinionCard, people: Iterable[int], rows: list[list[list[str]]]
) -> None:
    what = kind.removeprefix("opinion/")
    # Forwarded to another while nobody had answered, it is told anew: the moment is part of the key.
    keys = {each: f"opinion:{opinion.id}:{what}:{each}:{by.at.isoformat()}" for each in people if each != by.person_id}
    told = _values(opinion)
    tell(session, by.at, [Tell(kind, key, each, told, Urgency.DAYTIME, rows) for each, key in sorted(keys.items())])


def _values(opinion: OpinionCard) -> dict[str, Any]:
    return {
        "author": opinion.author,
        "campaign": opinion.campaign,
        "words": opinion.words[:MOST_WORDS],
        "files": opinion.files,
        "to": opinion.to,
        "remark": opinion.remark[:MOST_WORDS],
        "answer": opinion.answer[:1500],
        "by": opinion.answered_by,
    }
