"""Who holds which post from when to when, once a workbook is carried out: succession, corrections, ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from storage.roster.book import Findings
from storage.roster.known import Known, StoredTerm
from storage.roster.sheets import POSTS
from storage.roster.tenures import Tenure

_ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Term:
    """One appointment as it will be; `stored` is how it is now, `row` where the workbook tells of it."""

    key: str
    phone: str
    title: str
    from_on: date
    until_on: date | None
    stored: StoredTerm | None = None
    row: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether it is not stored yet."""
        return self.stored is None

    @property
    def is_changed(self) -> bool:
        """Whether it is stored otherwise."""
        was = self.stored
        return was is not None and (was.title, was.from_on, was.until_on) != (
            self.title,
            self.from_on,
            self.until_on,
        )

    @property
    def is_ended(self) -> bool:
        """Whether it gets an end that it had not."""
        return self.stored is not None and self.stored.until_on is None and self.until_on is not None


def terms_by_post(tenures: Sequence[Tenure], known: Known, today: date, findings: Findings) -> dict[str, list[Term]]:
    """The terms of every post that the workbook tells of, oldest first; what contradicts itself is said."""
    told, stored = defaultdict[str, list[Tenure]](list), defaultdict[str, list[StoredTerm]](list)
    for tenure in tenures:
        told[tenure.key.text].append(tenure)
    for term in known.terms:
        stored[term.key].append(term)
    return {key: _terms(rows, stored.get(key, []), today, findings) for key, rows in told.items()}


def _terms(rows: Sequence[Tenure], stored: list[StoredTerm], today: date, findings: Findings) -> list[Term]:
    left = list(stored)
    # Exact rows first: a row with a known beginning must not lose its stored term to one without.
    ordered = sorted(rows, key=lambda row: (row.from_on is None, row.from_on or today))
    terms = [_term(row, _match(row, left), today, findings) for row in ordered]
    terms += [Term(was.key, was.phone, was.title, was.from_on, was.until_on, was) for was in left]
    terms.sort(key=lambda term: (term.from_on, term.row or 0))
    if rows[0].key.is_held_alone:
        _succeed(terms, {row.row for row in rows if row.until_on}, findings)
    return terms


def _match(row: Tenure, left: list[StoredTerm]) -> StoredTerm | None:
    """Takes the stored term that the row means out of `left`: the same beginning, or days in common."""
    own = [term for term in left if term.phone == row.phone]
    exact = [term for term in own if term.from_on == row.from_on]
    found = next(iter(exact or [term for term in reversed(own) if _meet(row, term)]), None)
    if found is not None:
        left.remove(found)
    return found


def _meet(row: Tenure, term: StoredTerm) -> bool:
    if row.from_on is None:  # "since whenever" is their latest term; to come back later needs a date
        return True
    starts_before_end = row.until_on is None or term.from_on <= row.until_on
    return starts_before_end and (term.until_on is None or row.from_on <= term.until_on)


def _term(row: Tenure, was: StoredTerm | None, today: date, findings: Findings) -> Term:
    from_on = row.from_on or (was.from_on if was else today)
    if row.until_on and row.until_on < from_on:
        reason = f"截止日期{row.until_on}早于任职的起始日期{from_on}。请把起始日期也写上。"
        findings.say(POSTS, row.row, "截止日期", reason)
    title = row.title or (was.title if was else "")
    return Term(row.key.text, row.phone, title, from_on, row.until_on, was, row.row)


def _succeed(terms: Iterable[Term], ended_rows: set[int], findings: Findings) -> None:
    """Ends each holder the day before the next one begins."""
    for former, successor in pairwise(terms):
        if former.until_on is not None and former.until_on < successor.from_on:
            continue
        if former.from_on == successor.from_on or former.phone == successor.phone or former.row in ended_rows:
            _say_overlap(former, successor, findings)
        else:
            former.until_on = successor.from_on - _ONE_DAY


def _say_overlap(former: Term, successor: Term, findings: Findings) -> None:
    other = f"第{former.row}行的任职" if former.row and successor.row else "名册里已有的任职"
    reason = (
        f"这个职位在{successor.from_on}与{other}重叠，同一水体同一职位同时只能有一人。"
        "换人请写清前任的截止日期和继任者的起始日期；分段负责请在水体表里分成河段。"
    )
    findings.say(POSTS, successor.row or former.row or 0, "起始日期", reason)
