"""Points and keepers for the small county: four by the lower reach, one by the brook, two of them without a keeper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.geodesy import Place
from rules.points import KEEPER_OF
from rules.roles import Level
from storage.models import Account, Appointment, Person, Post, Region, Water
from tests.county import FOUNDED, SERVING_SINCE, County
from tests.people import Person as Phone
from tests.river import River

# key: code, name, kind, part of, region, place, keeper, last day
POND, OUTFALL, PUMP, SPOT, AWAY = "pond", "outfall", "pump", "spot", "away"
SPOTS = (
    (POND, "P-001", "青溪村山坪塘", "塘", "lower", "qingxi", Place(29.5951, 106.2210), "he", None),
    (OUTFALL, "P-002", "青溪村一号排口", "排口", "lower", "qingxi", Place(29.5960, 106.2205), "he", None),
    (PUMP, "P-003", "青溪村提灌站", "泵站", "lower", "qingxi", Place(29.5990, 106.2202), "tang", date(2026, 10, 31)),
    (SPOT, "P-004", "青溪村养殖场", "点位", "lower", "qingxi", Place(29.5920, 106.2230), None, None),
    (AWAY, "P-101", "白云村二号排口", "排口", "brook", "baiyun", Place(29.5970, 106.2340), None, None),
)
KEEPERS = {"he": ("何小塘", "+8619900000301", 301), "tang": ("唐满仓", "+8619900000302", 302)}


@dataclass
class Points:
    """Ids of the points by key, of the keepers and their posts."""

    waters: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)


def lay_points(session: Session, county: County) -> Points:
    """Writes them; 何小塘 keeps the pond and the outfall, 唐满仓's post at the pump has ended."""
    people = {key: Person(name=name, phone=phone) for key, (name, phone, _) in KEEPERS.items()}
    above = {key: session.get_one(Water, county.waters[key]) for key in ("lower", "brook")}
    waters = {
        key: _water(county, code, name, kind, above[river], village, place)
        for key, code, name, kind, river, village, place, *_ in SPOTS
    }
    session.add_all([*people.values(), *waters.values()])
    session.flush()
    for key, (_, _, telegram_id) in KEEPERS.items():
        person_id = people[key].id
        session.add(Account(person_id=person_id, telegram_id=telegram_id, chat_id=telegram_id, bound_at=FOUNDED))
    for key, *_, river, _, _, _, _ in SPOTS:
        waters[key].path = f"{above[river].path}{waters[key].id}/"
    posts = _keepers(session, waters, people)
    return Points(*({key: row.id for key, row in rows.items()} for rows in (waters, people, posts)))


def _water(county: County, code: str, name: str, kind: str, parent: Water, village: str, place: Place) -> Water:
    return Water(
        code=code, name=name, kind=kind, parent_id=parent.id, path="", region_id=county.regions[village],
        line=[list(place)], length_m=0.0, south=place.lat, north=place.lat, west=place.lon, east=place.lon,
    )  # fmt: skip


def _keepers(session: Session, waters: Mapping[str, Water], people: Mapping[str, Person]) -> dict[str, Post]:
    kept = {key: (keeper, until_on) for key, *_, keeper, until_on in SPOTS if keeper is not None}
    posts = {key: _post(session, waters[key]) for key in kept}
    session.add_all(posts.values())
    session.flush()
    for key, (keeper, until_on) in kept.items():
        title = f"{waters[key].name}{posts[key].role.word}"
        session.add(Appointment(post_id=posts[key].id, person_id=people[keeper].id, title=title,
                                from_on=SERVING_SINCE, until_on=until_on))  # fmt: skip
    session.flush()
    return posts


def _post(session: Session, water: Water) -> Post:
    role = KEEPER_OF[water.kind]
    region = session.get_one(Region, water.region_id)
    return Post(key=f"{role}|village|{region.code}|{water.code}|", role=role, level=Level.VILLAGE,
                region_id=water.region_id, water_id=water.id)  # fmt: skip


def keepers_phone(river: River, key: str) -> Phone:
    """The phone of a keeper."""
    name, phone, telegram_id = KEEPERS[key]
    return river.phone_in_use(telegram_id, name, phone)


def keeper_of(session: Session, water_id: int, day: date) -> list[str]:
    """Who keeps a water on a day, by name."""
    rows = (
        select(Person.name, Appointment.until_on)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .where(Post.water_id == water_id, Appointment.from_on <= day)
    )
    return [name for name, until_on in session.execute(rows) if until_on is None or until_on >= day]
