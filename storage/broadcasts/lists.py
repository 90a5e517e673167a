"""Lists that an office keeps to send to again: from lines typed or a workbook, each a number, a name or a post."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.phones import normalise
from rules.refusals import Refusal
from rules.roles import Role, post_word
from storage import audit
from storage.audit import By
from storage.models import Appointment, BroadcastList, Person, Post, Region, Unit, Water
from storage.posts.holders import in_office

MOST = 5_000  # lines
LONGEST_NAME = 20
_MOST_BYTES = 100_000_000  # unpacked; a list of names takes far less
_HEADINGS = frozenset({"姓名", "手机号", "电话", "职务", "序号", "单位", "名单", "联系电话"})
_NUMBER = re.compile(r"\+?\d[\d\s-]{8,}\d")
_BROKEN = (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, SyntaxError)


@dataclass(frozen=True, slots=True)
class Matched:
    """Who the lines mean. `unknown` and `several` are lines that mean nobody here, or more than one."""

    people: tuple[int, ...] = ()
    posts: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()
    several: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many lines were understood."""
        return len(self.people) + len(self.posts)


def lines_of(data: bytes) -> list[str]:
    """The rows of a workbook's first sheet, their cells apart by blanks; refuses a file that is none."""
    from openpyxl import load_workbook  # here, because a program that starts has no use for it: slow to import

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_BYTES:
                raise Refusal("refusal/broadcast_list_unreadable")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        page = book.worksheets[0]
        page.reset_dimensions()
        rows = [" ".join(_text(cell) for cell in row if cell is not None) for row in page.iter_rows(values_only=True)]
        book.close()
    except _BROKEN:
        raise Refusal("refusal/broadcast_list_unreadable") from None
    return [row.strip() for row in rows if row.strip() and not _is_heading(row)]


def match(session: Session, path: str, lines: Sequence[str], today: date) -> Matched:
    """Who of the region each line means: by the number in it, else by the whole name, else by the post."""
    if len(lines) > MOST:
        raise Refusal("refusal/broadcast_list_too_long", most=MOST)
    known = _Known(session, path, today)
    people: dict[int, None] = {}
    posts: dict[int, None] = {}
    unknown: list[str] = []
    several: list[str] = []
    for line in dict.fromkeys(lines):
        found, is_post = known.find(line)
        if len(found) == 1:
            (posts if is_post else people).update(dict.fromkeys(found))
        else:
            (several if found else unknown).append(line[:60])
    return Matched(tuple(people), tuple(posts), tuple(unknown), tuple(several))


def keep(session: Session, by: By, region_id: int, name: str, matched: Matched) -> int:
    """Saves a list under a name; one of the same name is replaced."""
    assert by.person_id is not None  # noqa: S101 - only an office keeps lists
    same = select(BroadcastList).where(
        BroadcastList.region_id == region_id, BroadcastList.name == name, BroadcastList.removed_at.is_(None)
    )
    row = session.scalar(same) or BroadcastList(region_id=region_id, name=name)
    row.people, row.posts = list(matched.people), list(matched.posts)
    row.made_by_id, row.made_at = by.person_id, by.at
    session.add(row)
    session.flush()
    audit.record(session, by, "keep_broadcast_list", "broadcast_list", row.id, name=name, count=matched.count)
    return row.id


class _Known:
    """Who serves in a region, by number, name and post."""

    def __init__(self, session: Session, path: str, today: date) -> None:
        self._phones: dict[str, set[int]] = {}
        self._names: dict[str, set[int]] = {}
        self._seats: dict[str, set[int]] = {}
        rows = (
            select(Person.id, Person.name, Person.phone, Appointment.title, Post.id, Post.role, Post.level,
                   Region.name, Water.name, Unit.name)
            .join(Appointment, Appointment.person_id == Person.id)
            .join(Post, Post.id == Appointment.post_id)
            .join(Region, Region.id == Post.region_id)
            .outerjoin(Water, Water.id == Post.water_id)
            .outerjoin(Unit, Unit.id == Post.unit_id)
            .where(Person.on_roster, in_office(today), Region.path.startswith(path))
        )  # fmt: skip
        for person_id, name, phone, title, post_id, role, level, *places in session.execute(rows):
            self._names.setdefault(name, set()).add(person_id)
            if phone:
                self._phones.setdefault(phone, set()).add(person_id)
            for seat in filter(None, (title, *_seats(role, post_word(role, level), *places))):
                self._seats.setdefault(seat, set()).add(post_id)

    def find(self, line: str) -> tuple[set[int], bool]:
        """Whom a line means, and whether these are posts."""
        parts = line.replace("，", " ").replace(",", " ").replace("、", " ").split()
        phones = [phone for phone in map(normalise, _NUMBER.findall(line)) if phone]
        if phones:
            return set().union(*(self._phones.get(phone, set()) for phone in phones)), False
        named = set().union(*(self._names.get(part, set()) for part in parts))
        if named:
            return named, False
        return set().union(*(self._seats.get(part, set()) for part in parts)), True


def _seats(role: Role, word: str, region: str, water: str | None, unit: str | None) -> Iterable[str | None]:
    return (f"{water}{word}" if water else f"{region}{role.word}", unit if role is Role.UNIT else None)


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _is_heading(row: str) -> bool:
    return all(part in _HEADINGS for part in row.split())
