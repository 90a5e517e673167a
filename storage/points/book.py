"""The sheet of points that want a keeper: its headings, and what is wrong with one that was filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.phones import masked, normalise
from storage.audit import By
from storage.ledger.listing import inside
from storage.models import Person, Region, Water
from storage.points.appointing import Appointed, Task, appoint
from storage.points.finding import is_kept, is_point
from storage.points.people import Told, enrol
from storage.roster.book import Fault, Findings, RosterBook, Row
from storage.roster.sheets import Column, RosterSheet

CODE, NAME, PHONE = "点位编码", "管护人姓名", "手机号"
KEEPERS_SHEET: Final = RosterSheet(
    "点位管护人",
    "还没有管护人的点位，一行一个。填上姓名和手机号后把文件发给机器人；没填的行不动。",
    (
        Column(CODE, "机器人用它找点位，请勿改动。", "P-00012", True),
        Column("点位名称", "供核对。"),
        Column("类型", "供核对。"),
        Column("所在地", "供核对。"),
        Column("所在水体", "供核对。"),
        Column("上任管护人", "原来由谁管、管到哪一天；空白的从未指定过。"),
        Column(NAME, "由谁管。一个人管几个点位，就写几行。", "王小明"),
        Column(PHONE, "此人绑定机器人用的手机号；不在名册里的，导入时一并加入。", "13800138000"),
    ),
)


class Line(NamedTuple):
    """One row that holds: the point and who shall keep it."""

    water_id: int
    who: Told


@dataclass(frozen=True, slots=True)
class KeeperPlan:
    """What a filled sheet would do. `kept`: points left alone, for somebody keeps them; `new`: people to enrol."""

    faults: tuple[Fault, ...] = ()
    lines: tuple[Line, ...] = ()
    kept: int = 0
    new: tuple[Told, ...] = ()

    @property
    def people(self) -> int:
        """How many people get something to keep."""
        return len({line.who.phone for line in self.lines})


def plan(session: Session, book: RosterBook, regions: Sequence[str], day: date) -> KeeperPlan:
    """Checks every row that names somebody; reads only."""
    findings = Findings(list(book.faults))
    spots = _spots(session, regions)
    rows = session.execute(select(Person.phone, Person.name).where(Person.on_roster, Person.phone.is_not(None)))
    names = {phone: name for phone, name in rows if phone is not None}
    known, first_rows, lines = set(names), dict[int, int](), list[Line]()
    for row in book.rows(KEEPERS_SHEET):
        if not (row[NAME] or row[PHONE]):
            continue
        water_id, who = _spot(row, spots, first_rows, findings), _who(row, names, findings)
        if water_id is not None and who is not None:
            lines.append(Line(water_id, who))
    if findings.faults:
        return KeeperPlan(findings.in_order((KEEPERS_SHEET,)))
    kept = set(session.scalars(select(Water.id).where(is_kept(day), is_point())))
    wanted = tuple(line for line in lines if line.water_id not in kept)
    new = tuple(dict.fromkeys(line.who for line in wanted if line.who.phone not in known))
    return KeeperPlan(lines=wanted, kept=len(lines) - len(wanted), new=new)


def carry_out(session: Session, by: By, plan: KeeperPlan, regions: Sequence[str], day: date) -> Appointed:
    """Enrols who is new and gives every point its keeper."""
    people = {line.who: 0 for line in plan.lines}
    for who in people:
        people[who] = enrol(session, by, who)
    return appoint(session, by, regions, [Task(line.water_id, people[line.who]) for line in plan.lines], day)


def _spots(session: Session, regions: Sequence[str]) -> dict[str, int]:
    rows = session.execute(
        select(Water.code, Water.id).join(Region, Region.id == Water.region_id).where(is_point(), inside(regions))
    )
    return dict(rows.all())


def _spot(row: Row, spots: Mapping[str, int], first_rows: dict[int, int], findings: Findings) -> int | None:
    water_id = spots.get(row[CODE])
    if water_id is None:
        reason = f"编码“{row[CODE]}”不是您辖区内的点位。" if row[CODE] else "没有编码，不知道是哪个点位。"
        findings.say(KEEPERS_SHEET, row.number, CODE, reason)
    elif first_rows.setdefault(water_id, row.number) != row.number:
        findings.say(KEEPERS_SHEET, row.number, CODE, f"与第{first_rows[water_id]}行是同一个点位，一个点位只能有一位。")
    return water_id


def _who(row: Row, names: dict[str, str], findings: Findings) -> Told | None:
    """The person of a row; a number keeps the name that the roster, or an earlier row, has for it."""
    phone = normalise(row[PHONE])
    if not row[NAME]:
        findings.say(KEEPERS_SHEET, row.number, NAME, "有手机号，没有姓名。")
    elif phone is None:
        reason = f"“{row[PHONE]}”不是手机号。" if row[PHONE] else "有姓名，没有手机号。"
        findings.say(KEEPERS_SHEET, row.number, PHONE, reason)
    elif (name := names.setdefault(phone, row[NAME])) != row[NAME]:
        reason = f"号码{masked(phone)}已是{name}的，这里写的是{row[NAME]}。"
        findings.say(KEEPERS_SHEET, row.number, NAME, reason)
    else:
        return Told(row[NAME][:100], phone)
    return None
