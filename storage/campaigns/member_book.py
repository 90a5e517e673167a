"""The small workbook of a campaign's members: names and numbers; who is on the roster already, who is new."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.phones import masked, normalise
from storage.models import Person
from storage.points.people import Told
from storage.roster.book import Fault, Findings, RosterBook, Row
from storage.roster.sheets import Column, RosterSheet

NAME, PHONE = "姓名", "手机号"
MEMBERS_SHEET: Final = RosterSheet(
    "委员",
    "参加专项行动的委员，一行一人。填好后把文件发给机器人。",
    (
        Column(NAME, "委员姓名。", "王小明", True),
        Column(PHONE, "绑定机器人用的手机号；不在名册里的，发布时一并加入。", "13800138000", True),
    ),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """Who stands on a sheet; with `faults` nobody is taken."""

    faults: tuple[Fault, ...] = ()
    known: tuple[int, ...] = ()
    new: tuple[Told, ...] = ()


def members_told(session: Session, book: RosterBook) -> Listed:
    """The people of a filled sheet, each once; reads only."""
    findings = Findings(list(book.faults))
    told = [who for row in book.rows(MEMBERS_SHEET) if (who := _who(row, findings)) is not None]
    rows = session.execute(select(Person.phone, Person.id, Person.name).where(Person.on_roster))
    roster = {phone: (person_id, name) for phone, person_id, name in rows if phone is not None}
    for who in told:
        if who.phone in roster and roster[who.phone][1] != who.name:
            name = roster[who.phone][1]
            findings.say(MEMBERS_SHEET, 0, NAME, f"号码{masked(who.phone)}在名册里是{name}，这里写的是{who.name}。")
    if not told and not findings.faults:
        findings.say(MEMBERS_SHEET, 0, "", "表里还没有人。")
    if findings.faults:
        return Listed(findings.in_order((MEMBERS_SHEET,)))
    once = dict.fromkeys(told)
    known = tuple(dict.fromkeys(roster[who.phone][0] for who in once if who.phone in roster))
    return Listed(known=known, new=tuple(who for who in once if who.phone not in roster))


def _who(row: Row, findings: Findings) -> Told | None:
    phone = normalise(row[PHONE])
    if not row[NAME]:
        findings.say(MEMBERS_SHEET, row.number, NAME, "没有姓名。")
    elif phone is None:
        reason = f"“{row[PHONE]}”不是手机号。" if row[PHONE] else "没有手机号。"
        findings.say(MEMBERS_SHEET, row.number, PHONE, reason)
    else:
        return Told(row[NAME][:100], phone)
    return None
