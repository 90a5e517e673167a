"""The roster 名册: what a workbook would change, and the change itself; running it again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from sqlalchemy import text
from sqlalchemy.orm import Session

from rules.roles import post_word
from storage import audit
from storage.audit import By
from storage.posts.succession import announce
from storage.roster.book import Findings, Record, RosterBook
from storage.roster.known import Known, known, open_issues
from storage.roster.plan import Difference, Handover, Plan, Renamed, SheetCount, Work, difference
from storage.roster.points import check_points
from storage.roster.sheets import PEOPLE, POSTS, REGIONS, SHEETS, UNITS, WATERS, RosterSheet
from storage.roster.tenures import Ground, PostKey, Tenure, ground, tenures
from storage.roster.terms import Term, terms_by_post
from storage.roster.trees import check_trees
from storage.roster.wanted import Wanted, wanted
from storage.roster.writer import Told
from storage.roster.writing import write

_MANY = 1_000  # rows from which the planner must hear of them
_TABLES = ("regions", "waters", "units", "people", "posts", "appointments")


def plan(session: Session, book: RosterBook, today: date) -> Plan:
    """Checks every row of `book` and says what it would change; reads only.

    What a row points at may be in the workbook or stored already, so a workbook may hold a part of the roster.
    `today` (Asia/Shanghai) is the first day of an appointment that names none.
    """
    findings = Findings(list(book.faults))
    stored = known(session)
    want = wanted(book, findings)
    check_trees(want, stored, findings)
    check_points(want, stored, findings)
    on = ground(want, stored)
    rows = tenures(book, on, findings)
    terms = terms_by_post(rows, stored, today, findings)
    if findings.faults:
        return Plan(today, findings.in_order(SHEETS))
    return _plan(session, today, want, stored, on, rows, terms)


def carry_out(session: Session, by: By, plan: Plan, told: Told = lambda done, total: None) -> None:
    """Writes a plan made in this state of the database; `told(done, total)` hears of the rows written.

    A plan shown to somebody and confirmed later is made anew: see `bring_in`.
    """
    if plan.work is None:
        raise ValueError("a plan with faults cannot be carried out")
    if not plan.changes:
        return
    changed = write(session, plan.work, told)
    counts = {count.sheet: [count.new, count.changed, count.ended] for count in plan.counts}
    audit.record(session, by, "roster_import", "roster", None, new_changed_ended=counts)
    audit.record_all(session, by, changed)
    if plan.changes >= _MANY and session.get_bind().dialect.name == "postgresql":
        # The server would count the rows only minutes later, and until then look 15,000 points up one by one.
        session.execute(text(f"ANALYZE {', '.join(_TABLES)}"))


def bring_in(session: Session, by: By, book: RosterBook, today: date, told: Told = lambda done, total: None) -> Plan:
    """Plans and carries out in the caller's one transaction; with faults nothing is touched. Returns the plan."""
    made = plan(session, book, today)
    if made.work is not None:
        carry_out(session, by, made, told)
        announce(session, by, made)
    return made


def _plan(
    session: Session,
    today: date,
    want: Wanted,
    stored: Known,
    on: Ground,
    rows: Sequence[Tenure],
    terms: Mapping[str, Sequence[Term]],
) -> Plan:
    keys = {row.key.text: row.key for row in rows}
    work = Work(
        stored,
        difference(want.regions, stored.regions),
        difference(want.waters, stored.waters),
        difference(want.units, stored.units),
        difference(want.people, stored.people),
        {key: post for key, post in keys.items() if key not in stored.posts},
        tuple(term for each in terms.values() for term in each if term.is_new or term.is_changed),
    )
    on_roster = {number: person for number, person in stored.people.items() if person["on_roster"]}
    return Plan(
        today,
        counts=_counts(work, terms, stored, today),
        handovers=_handovers(session, keys, terms, on),
        renamed=_renamed(work.people, stored),
        absent_people=tuple(
            (on_roster[number]["name"], number) for number in work.people.absent if number in on_roster
        ),
        work=work,
    )


def _counts(work: Work, terms: Mapping[str, Sequence[Term]], stored: Known, today: date) -> tuple[SheetCount, ...]:
    tables: tuple[tuple[RosterSheet, Difference], ...] = (
        (REGIONS, work.regions), (WATERS, work.waters), (UNITS, work.units), (PEOPLE, work.people),
    )  # fmt: skip
    counts = [
        SheetCount(sheet.name, len(table.new), len(table.changed), 0, table.same, len(table.absent))
        for sheet, table in tables
    ]
    told = [term for each in terms.values() for term in each]
    spoken_of = {term.stored.id for term in told if term.stored and (term.row or term.is_changed)}
    serving = [term for term in stored.terms if term.until_on is None or term.until_on >= today]
    new, ended = sum(term.is_new for term in told), sum(term.is_ended for term in told)
    changed = sum(term.is_changed for term in told) - ended
    same = sum(not (term.is_new or term.is_changed) for term in told if term.row)
    absent = sum(term.id not in spoken_of for term in serving)
    return (*counts, SheetCount(POSTS.name, new, changed, ended, same, absent))


def _handovers(
    session: Session, keys: Mapping[str, PostKey], terms: Mapping[str, Sequence[Term]], on: Ground
) -> tuple[Handover, ...]:
    pairs = [pair for key, each in terms.items() for pair in _changing_hands(keys[key], each)]
    waiting = open_issues(session, {successor.key for _, successor in pairs})
    return tuple(
        Handover(
            successor.title or former.title or _post_words(keys[successor.key], on),
            successor.key,
            on.people[former.phone]["name"] if former.phone in on.people else former.phone,
            former.phone,
            on.people[successor.phone]["name"],
            successor.phone,
            successor.from_on,
            waiting.get(successor.key, 0),
        )
        for former, successor in pairs
    )


def _changing_hands(key: PostKey, terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    if key.is_held_alone:
        pairs = list(pairwise(terms))
    else:  # among several holders only one who goes and one who comes make a succession
        gone, come = [t for t in terms if t.is_ended], [t for t in terms if t.is_new]
        pairs = [(gone[0], come[0])] if len(gone) == len(come) == 1 else []
    return [(a, b) for a, b in pairs if not a.is_new and b.is_new and a.phone != b.phone]


def _post_words(key: PostKey, on: Ground) -> str:
    where: Record = on.waters.get(key.water) or on.units.get(key.unit) or on.regions[key.region]
    return f"{where['name']}{post_word(key.role, key.level)}"


def _renamed(people: Difference, stored: Known) -> tuple[Renamed, ...]:
    return tuple(
        Renamed(number, stored.people[number]["name"], person["name"])
        for number, person in people.changed.items()
        if stored.people[number]["name"] != person["name"] and stored.people[number]["on_roster"]
    )
