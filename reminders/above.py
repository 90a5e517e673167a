"""Who stands above the posts of a patrol duty, beside them, in charge of them: as far as a chain asks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from rules.chains import Target
from storage.posts.duties import Duty
from storage.posts.holders import Holder, liaisons, offices
from storage.posts.superiors import superiors


@dataclass(frozen=True, slots=True)
class Above:
    """By what they are to it, and by post."""

    by_target: Mapping[Target, Mapping[int, Sequence[Holder]]]

    def of(self, duty: Duty) -> dict[Target, Sequence[Holder]]:
        """For all posts of a duty, each person once."""
        return {
            target: tuple({person.person_id: person for seat in duty.seats for person in by_post.get(seat.post_id, ())
                           if person.person_id != duty.person_id}.values())
            for target, by_post in self.by_target.items()
        }  # fmt: skip


def above(session: Session, chunk: Sequence[Duty], today: date, asked: Collection[Target]) -> Above:
    """A superior's seat that nobody holds is stood for by the office in charge."""
    seats = {seat.post_id: seat for duty in chunk for seat in duty.seats}
    found: dict[Target, dict[int, Sequence[Holder]]] = {}
    in_charge: Mapping[int, Sequence[Holder]] = {}
    chiefs = superiors(session, seats, today) if Target.SUPERIOR in asked and seats else {}
    regions = {seat.region_id for seat in seats.values() if Target.OFFICE in asked or seat.post_id not in chiefs}
    if regions and (Target.OFFICE in asked or Target.SUPERIOR in asked):
        in_charge = offices(session, regions, today)
    if Target.SUPERIOR in asked:
        found[Target.SUPERIOR] = {p: chiefs.get(p) or in_charge.get(seat.region_id, ()) for p, seat in seats.items()}
    if Target.OFFICE in asked:
        found[Target.OFFICE] = {p: in_charge.get(seat.region_id, ()) for p, seat in seats.items()}
    if Target.LIAISON in asked:
        units = liaisons(session, {seat.water_id for seat in seats.values() if seat.water_id}, today)
        found[Target.LIAISON] = {p: units.get(seat.water_id or 0, ()) for p, seat in seats.items()}
    return Above(found)
