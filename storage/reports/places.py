"""The place of a report: shared, the reach as a whole, told in words, or far away and insisted on."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from rules.geodesy import Place
from rules.refusals import Refusal
from storage import places
from storage.models import Draft, PlaceBy, Water
from storage.places import Own, Where
from storage.reports.making import LONGEST_WORDS, Radii, Step, hear


def take_place(
    session: Session, at: datetime, draft_id: int, place: Place, place_by: PlaceBy, own: Own, radii: Radii
) -> Draft:
    """Takes a place; one in another county is not taken, but put to the person with its distance."""
    where = places.belonging(session, place, _own(session, session.get_one(Draft, draft_id), own))
    if where.outside:
        far = {"place": list(place), "place_by": place_by, "name": where.name, "metres": where.metres}
        return hear(session, at, draft_id, radii, Step.FAR, far=far)
    return _settle(session, at, draft_id, radii, where, place=list(place), place_by=place_by)


def take_reach(session: Session, at: datetime, draft_id: int, water_id: int, radii: Radii) -> Draft:
    """The place is the reach as a whole."""
    where = places.on_reach(session, water_id)
    if where is None:
        raise Refusal("refusal/reach_gone")
    return _settle(session, at, draft_id, radii, where, place=None, place_by=PlaceBy.REACH)


def insist(session: Session, at: datetime, draft_id: int, radii: Radii) -> Draft:
    """The person says that the far place is right: it goes to the office of the whole jurisdiction."""
    far = session.get_one(Draft, draft_id).data.get("far")
    if not far:
        raise Refusal("refusal/button_too_old")
    root = places.described(session, Own())
    where = Where(root.region_id, root.region, None, far["name"], far["metres"], outside=True)
    return _settle(session, at, draft_id, radii, where, place=far["place"], place_by=far["place_by"])


def describe(session: Session, at: datetime, draft_id: int, words: str, own: Own, radii: Radii) -> Draft:
    """The place in words only: it belongs to the person's own region, else to the whole jurisdiction."""
    where = places.described(session, _own(session, session.get_one(Draft, draft_id), own))
    draft = _settle(session, at, draft_id, radii, where, place=None, place_by=PlaceBy.WORDS)
    return hear(session, at, draft.id, radii, place_words=words[:LONGEST_WORDS])


def _settle(session: Session, at: datetime, draft_id: int, radii: Radii, where: Where, **told: Any) -> Draft:
    return hear(session, at, draft_id, radii, where=asdict(where), far=None, place_words="", **told)


def _own(session: Session, draft: Draft, own: Own) -> Own:
    """The reach the report was opened for (a patrol, a sign board) counts like an own one."""
    water = session.get(Water, draft.data["water_id"]) if draft.data.get("water_id") else None
    if water is None:
        return own
    return Own((*own.water_paths, water.path), own.region_id or water.region_id)
