"""What an official types or says to find something in the ledger 台账: a number, a state, names."""

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from rules.issue_states import OPEN, State
from rules.numbering import read_issue_number

MOST_TERMS = 6
LONGEST_TERM = 40

_BETWEEN = re.compile(r"[\s,，、;；|]+")
_SERIAL = re.compile(r"第?(\d{1,6})号")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class Show(StrEnum):
    """Which part of the ledger is shown: what is open, what is overdue, one state, or all of it."""

    OPEN = "open"
    OVERDUE = "overdue"
    REGISTERED = "registered"
    VERIFIED = "verified"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    REFERRED = "referred"
    DONE = "done"
    CLOSED = "closed"
    INVALID = "invalid"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    ALL = "all"

    @property
    def word(self) -> str:
        """The Chinese words."""
        return _WORDS.get(self) or State(self.value).word

    @property
    def states(self) -> frozenset[State]:
        """The states of the issues shown; those overdue are in somebody's hands."""
        return _STATES.get(self) or frozenset({State(self.value)})


_WORDS = {Show.OPEN: "全部未销号", Show.OVERDUE: "超期", Show.ALL: "全部"}
_STATES = {
    Show.OPEN: OPEN,
    Show.OVERDUE: frozenset({State.ASSIGNED, State.ACCEPTED}),
    Show.ALL: frozenset(State),
}
_SPOKEN = {show.word: show for show in Show} | {
    "未销号": Show.OPEN,
    "未办结": Show.OPEN,
    "在办": Show.OPEN,
    "逾期": Show.OVERDUE,
    "过期": Show.OVERDUE,
    "销号": Show.CLOSED,
    "所有": Show.ALL,
}


class Said(NamedTuple):
    """What was meant: a state if one was named, a whole number if one was told, names that must all be found."""

    show: Show | None = None
    number: str | None = None
    terms: tuple[str, ...] = ()


def read(text: str, prefix: str = "") -> Said:
    """What an official means by the words: 「2026 412」, 「璧南河 待核实」, 「412号」, 「环卫所 超期」."""
    plain = visible(text)
    number = read_issue_number(plain, prefix)
    if number is not None:
        return Said(number=number)
    show, terms = None, []
    for part in _BETWEEN.split(plain):
        number = number or read_issue_number(part, prefix)
        if part in _SPOKEN:
            show = _SPOKEN[part]
        elif part and read_issue_number(part, prefix) is None:
            terms.append(_term(part))
    return Said(show, number, tuple(dict.fromkeys(terms))[:MOST_TERMS])


def visible(text: str) -> str:
    """The words without signs that nobody sees (zero-width, control), cut where the longest search ends."""
    seen = "".join(sign if unicodedata.category(sign) not in _INVISIBLE else " " * sign.isspace() for sign in text)
    return seen.strip()[: MOST_TERMS * LONGEST_TERM]


def spellings(term: str) -> tuple[str, ...]:
    """The term as typed and, where that differs, with full-width signs made half-width."""
    return tuple(dict.fromkeys((term, unicodedata.normalize("NFKC", term))))


def _term(part: str) -> str:
    serial = _SERIAL.fullmatch(unicodedata.normalize("NFKC", part))
    return f"-{int(serial[1]):04d}" if serial else part[:LONGEST_TERM]
