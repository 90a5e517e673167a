"""Whom a published notice goes to: chosen by level and role, always with those named; counted before it is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.circulars import CircularRule, CircularState, Form, NameState
from rules.papers import PaperState
from rules.refusals import Refusal
from rules.roles import Level, Role
from storage import audit, outbox
from storage.audit import By
from storage.circulars.changing import SeenCircular, change_state, names_of
from storage.circulars.recording import measures_of
from storage.circulars.speaking import speakers
from storage.groups.register import groups_of
from storage.issued import Attached
from storage.models import Appointment, Circular, Group, Measure, Paper, Person, Post, Region, Urgency
from storage.outbox import Tell
from storage.papers.telling import group_key, issued_key
from storage.posts import binding
from storage.posts.holders import in_office

MOST_NAMES = 10
KIND = "circulars/published"


@dataclass(frozen=True, slots=True)
class Audience:
    """Levels and roles, none at all is those named only; whether it goes to the groups of the region too."""

    levels: frozenset[Level]
    roles: frozenset[Role]
    groups: bool = False

    @property
    def as_json(self) -> dict[str, Any]:
        """As the table keeps it."""
        return {"levels": sorted(self.levels), "roles": sorted(self.roles), "groups": self.groups}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people, how many of them without an account, the first names; what the groups are called."""

    people: int
    unbound: int
    names: tuple[str, ...]
    groups: tuple[str, ...]


def offered(circular: Circular, rule: CircularRule) -> Audience:
    """What the office chose last, else what the profile offers; of a letter nobody but those named."""
    if circular.audience is not None:
        return Audience(frozenset(map(Level, circular.audience["levels"])),
                        frozenset(map(Role, circular.audience["roles"])), circular.audience["groups"])  # fmt: skip
    if circular.form is Form.LETTER:
        return Audience(frozenset(), frozenset())
    return Audience(rule.audience_levels, rule.audience_roles)


def choose(session: Session, by: By, seen: SeenCircular, audience: Audience) -> Circular:
    """Keeps what the office ticks; nothing is sent yet."""
    circular = change_state(session, seen, frozenset({CircularState.PUBLISHED}), None, audience=audience.as_json)
    if circular.broadcast_at is not None:
        raise Refusal("refusal/circular_sent_already", told=circular.told)
    audit.record(session, by, "choose", "circular", circular.id, audience=audience.as_json)
    return circular


def people(session: Session, circular: Circular, audience: Audience, today: date) -> dict[int, str]:
    """Everybody it goes to, by id: those named and who speaks for units, then the others by name."""
    named = [row for row in names_of(session, circular.id) if row.state is NameState.NAMED]
    told = dict.fromkeys(person for each in speakers(session, named, today).values() for person in each)
    path = session.get_one(Region, circular.region_id).path
    rows = (
        select(Person.id, Person.name)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Post, Post.id == Appointment.post_id)
        .join(Region, Region.id == Post.region_id)
        .where(in_office(today), Person.on_roster, Region.path.startswith(path))
        .where(Post.level.in_(audience.levels), Post.role.in_(audience.roles))
        .distinct()
        .order_by(Person.name, Person.id)
    )
    chosen = {person: name for person, name in session.execute(rows)}  # noqa: C416 - rows are no pairs to mypy
    own = select(Person.id, Person.name).where(Person.id.in_(told))
    names = {person: name for person, name in session.execute(own)}  # noqa: C416
    return {person: names[person] for person in told if person in names} | chosen


def counted(session: Session, circular_id: int, audience: Audience, today: date) -> Counted:
    """How many it would reach. Reads only."""
    circular = session.get_one(Circular, circular_id)
    found = people(session, circular, audience, today)
    groups = tuple(group.title for group in groups_of(session, circular.region_id, below=True))
    unbound = len(found) - len(binding.bound(session, found))
    return Counted(len(found), unbound, tuple(found.values())[:MOST_NAMES], groups)


def broadcast(session: Session, by: By, seen: SeenCircular, audience: Audience, today: date) -> Circular:
    """发送: the Word file to everybody chosen, each once; only once, and never after it was withdrawn."""
    circular = change_state(session, seen, frozenset({CircularState.PUBLISHED}), None, audience=audience.as_json,
                            broadcast_at=by.at)  # fmt: skip
    if circular.told is not None:
        raise Refusal("refusal/circular_sent_already", told=circular.told)
    paper = session.get_one(Paper, circular.paper_id)
    if paper.state is not PaperState.SIGNED or paper.file_sha256 is None:
        raise Refusal("refusal/paper_moved_on", state=paper.state, number=paper.number, title=paper.title)
    found = people(session, circular, audience, today)
    groups = groups_of(session, circular.region_id, below=True) if audience.groups else []
    if not found and not groups:
        raise Refusal("refusal/circular_for_nobody")
    outbox.tell(session, by.at, _news(session, circular, paper, found, groups, today))
    circular.told = len(found)
    session.flush()
    audit.record(session, by, "broadcast", "circular", circular.id, people=len(found), audience=audience.as_json)
    return circular


def _news(
    session: Session, circular: Circular, paper: Paper, found: Iterable[int], groups: Iterable[Group], today: date
) -> list[Tell]:
    """The file to each person, once, and to each group."""
    named = _named_people(session, circular, today)
    due_on = next((each.due_on for each in named.values() if each and each.due_on), None)
    told: dict[str, Any] = {"urgency": Urgency.DAYTIME, "file": Attached(paper.file_sha256 or "", paper.file_name)}
    values = _values(paper, circular) | {"due_on": due_on.isoformat() if due_on else None}
    return [
        Tell(
            KIND,
            issued_key(paper.id, person),
            person,
            values | {"named": person in named},
            **told,
            buttons=_answer(named.get(person)),
        )
        for person in found
    ] + [
        Tell(KIND, group_key(paper.id, group.id), group_id=group.id, values=values | {"named": False}, **told)
        for group in groups
    ]


def _named_people(session: Session, circular: Circular, today: date) -> dict[int, Measure | None]:
    """Who is named or speaks for who is, with the measure under which they answer."""
    named = [row for row in names_of(session, circular.id) if row.state is NameState.NAMED]
    measures = measures_of(session, circular.id, named)
    told = speakers(session, named, today)
    return {person: measures.get(name_id) for name_id, people in told.items() for person in people}


def _answer(measure: Measure | None) -> list[list[list[str]]]:
    return [[["measures.open_own", f"measure:open:{measure.id}"]]] if measure and measure.due_on else []


def _values(paper: Paper, circular: Circular) -> dict[str, Any]:
    snapshot = circular.snapshot or {}
    return {"number": paper.number, "title": paper.title, "issuer": snapshot.get("issuer", ""),
            "units": len(snapshot.get("units", ())), "people": len(snapshot.get("people", ())),
            "form": circular.form.word}  # fmt: skip
