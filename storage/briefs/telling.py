"""Who is told what of a planned patrol: those who gather, the localities asked, the chief whose patrol it is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from rules.briefs import PieceKind
from storage import outbox
from storage.audit import By
from storage.briefs.cards import PlanCard
from storage.models import Urgency
from storage.outbox import Tell

MOST_TOLD = 500


def ask_to_gather(session: Session, at: datetime, card: PlanCard, but: int | None = None) -> int:
    """Asks the liaison unit for clues, once a plan; `but` who began the brief there just now."""
    people = [each for each in card.gatherers if each != but]
    open_it = [["brief.open", f"brief:open:{card.plan.id}"]]
    return _tell(session, at, card, "brief/told_gather", people, Urgency.DAYTIME, [open_it])


def tell_chief(session: Session, at: datetime, card: PlanCard) -> int:
    """The chief hears that somebody planned a patrol for them."""
    open_it = [["brief.open", f"brief:open:{card.plan.id}"]]
    return _tell(session, at, card, "brief/told_planned", card.chiefs, Urgency.DAYTIME, [open_it])


def tell_ready(session: Session, at: datetime, card: PlanCard, urgency: Urgency, open_issues: int) -> int:
    """The brief is there for the chief."""
    row = [["brief.read", f"brief:read:{card.plan.id}"], ["brief.word", f"brief:word:{card.plan.id}"]]
    told = {
        "clues": len(card.of(PieceKind.CLUE)),
        "requests": len(card.of(PieceKind.REQUEST)),
        "open_issues": open_issues,
    }
    return _tell(session, at, card, "brief/told_ready", card.chiefs, urgency, [row], told)


def tell_asked(session: Session, by: By, card: PlanCard, ask_id: int, people: Iterable[int]) -> int:
    """A locality is asked what is to be coordinated."""
    row = [["brief.has_request", f"brief:request:{ask_id}"], ["brief.has_nothing", f"brief:nothing:{ask_id}"]]
    return _tell(session, by.at, card, "brief/told_asked", people, Urgency.DAYTIME, [row])


def tell_request(session: Session, by: By, card: PlanCard, piece_id: int, region: str, words: str) -> int:
    """Who gathers hears what a locality wants coordinated."""
    people = [each for each in card.gatherers if each != by.person_id]
    told = {"region": region, "words": words[:MOST_TOLD], "piece": piece_id}
    open_it = [["brief.open", f"brief:open:{card.plan.id}"]]
    return _tell(session, by.at, card, "brief/told_request", people, Urgency.DIGEST, [open_it], told)


def tell_cancelled(session: Session, by: By, card: PlanCard) -> int:
    """Who gathers, and the chief, hear that the patrol does not take place."""
    people = [each for each in dict.fromkeys((*card.gatherers, *card.chiefs)) if each != by.person_id]
    return _tell(session, by.at, card, "brief/told_cancelled", people, Urgency.DAYTIME, [])


def _tell(
    session: Session,
    at: datetime,
    card: PlanCard,
    kind: str,
    people: Iterable[int],
    urgency: Urgency,
    buttons: list[list[list[str]]],
    more: dict[str, Any] | None = None,
) -> int:
    values = {"seat": card.seat, "water": card.water, "patrol_on": card.plan.patrol_on.isoformat(),
              "gathered_by": card.gathered_by} | (more or {})  # fmt: skip
    about = (more or {}).get("piece", "")
    return outbox.tell(session, at, [
        Tell(kind=kind, key=f"{kind}:{card.plan.id}:{about}:{person}", person_id=person, values=values,
             urgency=urgency, buttons=buttons)
        for person in dict.fromkeys(people)
    ])  # fmt: skip
