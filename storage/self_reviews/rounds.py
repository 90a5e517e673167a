"""Rounds of self-review: opened once a year and occasion, every chief told once, closed when nobody is chased more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from rules.refusals import Refusal
from storage import audit, drafts, outbox
from storage.audit import By
from storage.models import Region, SelfReviewRound, SelfReviewSheet, Urgency
from storage.once import rows_changed
from storage.outbox import Tell
from storage.self_reviews import concerned


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round as the office told it."""

    year: int
    occasion: str
    region_id: int
    levels: tuple[str, ...]
    roles: tuple[str, ...]
    due_on: date


def open_round(session: Session, by: By, draft_id: int, new: NewRound, today: date) -> tuple[SelfReviewRound, int]:
    """Opens it and tells everybody concerned; returns how many. Refuses a second of its kind, and one for nobody."""
    draft = drafts.held(session, draft_id)
    if new.due_on < today:
        raise Refusal("refusal/due_in_the_past", due=new.due_on)
    same = select(SelfReviewRound.id).where(
        SelfReviewRound.region_id == new.region_id, SelfReviewRound.year == new.year,
        SelfReviewRound.occasion == new.occasion,
    )  # fmt: skip
    if session.scalar(same) is not None:
        raise Refusal("refusal/self_review_round_exists", year=new.year, occasion=new.occasion)
    opened = SelfReviewRound(
        year=new.year, occasion=new.occasion, region_id=new.region_id, levels=list(new.levels), roles=list(new.roles),
        due_on=new.due_on, opened_at=by.at, opened_by_id=by.person_id or draft.person_id, opened_post_id=by.post_id,
    )  # fmt: skip
    people = concerned.of_round(session, opened, today)
    if not people:
        raise Refusal("refusal/self_review_of_nobody")
    session.add(opened)
    session.delete(draft)
    session.flush()
    told = {"year": new.year, "occasion": new.occasion, "levels": opened.levels, "roles": opened.roles}
    audit.record(session, by, "open", "self_review", opened.id, after=told | {"due_on": new.due_on.isoformat()})
    outbox.tell(session, by.at, [_told(opened, each.person_id) for each in people])
    return opened, len(people)


def close_round(session: Session, by: By, round_id: int) -> SelfReviewRound:
    """Nobody is asked to hand in any more; the problems handed in are followed up all the same."""
    closed = rows_changed(
        session,
        update(SelfReviewRound)
        .where(SelfReviewRound.id == round_id, SelfReviewRound.closed_at.is_(None))
        .values(closed_at=by.at),
    )
    if not closed:
        raise Refusal("refusal/self_review_round_closed")
    audit.record(session, by, "close", "self_review", round_id)
    return session.get_one(SelfReviewRound, round_id, populate_existing=True)


def region_path(session: Session, one: SelfReviewRound) -> str:
    """The path of a round's region."""
    return session.scalars(select(Region.path).where(Region.id == one.region_id)).one()


def one_within(session: Session, round_id: int, paths: Sequence[str]) -> SelfReviewRound | None:
    """A round, if it concerns chiefs of these regions (paths)."""
    one = session.get(SelfReviewRound, round_id, populate_existing=True)
    return one if one is not None and concerned.common(region_path(session, one), paths) else None


def of_year(session: Session, year: int, paths: Sequence[str]) -> list[SelfReviewRound]:
    """The rounds of a year that concern chiefs of these regions (paths), the newest first."""
    rows = session.execute(
        select(SelfReviewRound, Region.path)
        .join(Region, Region.id == SelfReviewRound.region_id)
        .where(SelfReviewRound.year == year)
        .order_by(SelfReviewRound.id.desc())
    )
    return [one for one, path in rows if concerned.common(path, paths)]


def of_person(session: Session, person_id: int, today: date) -> list[SelfReviewRound]:
    """The rounds that concern a chief today and are open, and those the chief took part in; the newest first."""
    took_part = select(SelfReviewSheet.round_id).where(SelfReviewSheet.person_id == person_id)
    listed = session.scalars(
        select(SelfReviewRound)
        .where(or_(SelfReviewRound.closed_at.is_(None), SelfReviewRound.id.in_(took_part)))
        .order_by(SelfReviewRound.year.desc(), SelfReviewRound.id.desc())
    ).all()
    part = set(session.scalars(took_part))
    return [one for one in listed if one.id in part or concerned.of_round(session, one, today, person_id=person_id)]


def values(one: SelfReviewRound) -> dict[str, Any]:
    """What every notice about a round may name."""
    return {"year": one.year, "occasion": one.occasion, "due_on": one.due_on.isoformat()}


def _told(opened: SelfReviewRound, person_id: int) -> Tell:
    return Tell(
        kind="self_reviews/told_opened",
        key=f"self_review:{opened.id}:opened:{person_id}",
        person_id=person_id,
        values=values(opened),
        urgency=Urgency.DAYTIME,
        buttons=[[["self_reviews.fill_in", f"self_review:mine:{opened.id}"]]],
    )
