"""One matter in full: what it is, whose, what was done about it, and everybody whose matter it is. Reads only."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.action_items import Deed, ItemState
from rules.refusals import Refusal
from rules.roles import Level
from storage.action_items.lists import Entry, entries
from storage.models import PICTURES, ActionItem, ActionStep, Media, Person, Region, Subject, Water
from storage.posts.holders import holders, ids_of, office_people, people_of
from storage.posts.superiors import water_chiefs
from storage.steps import Told, newest, told


@dataclass(frozen=True, slots=True)
class ItemCard:
    """A matter with everybody concerned. `step_id` is the newest step (0: none yet): a button's proof of what it saw.

    `finisher_id` reported it finished; `confirmers` besides the office: who recorded it, the chief who decided it.
    """

    entry: Entry
    item: ActionItem
    region_path: str
    water_path: str
    reporter: str
    steps: tuple[Told[Deed], ...]
    step_id: int
    finisher_id: int | None
    photos: int
    owners: tuple[int, ...]
    confirmers: tuple[int, ...]
    office: tuple[int, ...]
    chiefs: tuple[int, ...]


def card(session: Session, item_id: int, today: date) -> ItemCard:
    """Reads a matter; refuses a number that is none."""
    row = session.execute(
        select(ActionItem, Water.name, Region.name, Region.path, Water.path, Person.name)
        .join(Region, Region.id == ActionItem.region_id)
        .join(Person, Person.id == ActionItem.reporter_id)
        .outerjoin(Water, Water.id == ActionItem.water_id)
        .where(ActionItem.id == item_id)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise Refusal("refusal/button_too_old")
    item, water, region, region_path, water_path, reporter = row
    steps = told(session, ActionStep, ActionStep.item_id == item_id)
    finished = [step.person_id for step in steps if step.deed is Deed.FINISH]
    return ItemCard(
        entry=entries(session, [(item, water, region)], today)[0],
        item=item,
        region_path=region_path,
        water_path=water_path or "",
        reporter=reporter,
        steps=steps,
        step_id=steps[-1].id if steps else 0,
        finisher_id=finished[-1] if finished and item.state is ItemState.DONE else None,
        photos=len(photos(session, item_id)),
        **_concerned(session, item, today),
    )


def _concerned(session: Session, item: ActionItem, today: date) -> dict[str, tuple[int, ...]]:
    posts = {post for post in (item.owner_post_id, item.decided_post_id, item.reporter_post_id) if post}
    held = {post: [each.person_id for each in people] for post, people in holders(session, posts, today).items()}
    deciding = (item.reporter_post_id, item.decided_post_id)
    confirmers = [item.reporter_id, *(person for post in deciding for person in held.get(post or 0, ()))]
    return {
        "owners": tuple(held.get(item.owner_post_id or 0, ())),
        "confirmers": tuple(dict.fromkeys(confirmers)),
        "office": office_people(session, item.region_id, today),
        "chiefs": chiefs_of_river(session, item.water_id, today),
    }


def chiefs_of_river(session: Session, water_id: int | None, today: date) -> tuple[int, ...]:
    """Who is chief of a river: the highest-ranking chief of the water itself, else of the water it is part of."""
    water = session.get(Water, water_id) if water_id else None
    way = ids_of(water.path if water else None)
    chiefs = water_chiefs(session, set(way))
    held = holders(session, [post for seats in chiefs.values() for post, _ in seats], today)
    for seat in ((above, level) for above in way for level in Level):
        if people := people_of(held.get(post, ()) for post, _ in chiefs.get(seat, ())):
            return people
    return ()


def photos(session: Session, item_id: int) -> list[Media]:
    """The pictures that came with what was done, newest step first."""
    rows = (
        select(Media)
        .join(ActionStep, (ActionStep.id == Media.subject_id) & (Media.subject == Subject.ACTION_STEP))
        .where(ActionStep.item_id == item_id, Media.kind.in_(PICTURES))
        .order_by(ActionStep.id.desc(), Media.id)
    )
    return list(session.scalars(rows))


def last_step(session: Session, item_id: int) -> int:
    """The newest step of a matter; 0 if nothing was done yet."""
    return newest(session, ActionStep, ActionStep.item_id == item_id)
