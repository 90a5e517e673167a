"""The nightly self-audit 提醒自查: what should have been told by the records, what was, and how the two differ."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rules.chains import DueStep, Target, Until

STUCK_AFTER = timedelta(days=1)  # past its moment, still waiting
SENDING_FOR = timedelta(hours=3)
MOST_NAMED = 10


class Fault(StrEnum):
    """How the outbox differs from the records."""

    MISSING = "missing"
    UNDUE = "undue"
    TWICE = "twice"
    STUCK = "stuck"

    @property
    def word(self) -> str:
        """The Chinese words."""
        return {"missing": "漏发", "undue": "不该发", "twice": "重复发", "stuck": "没发出去"}[self.value]


@dataclass(frozen=True, slots=True)
class Due:
    """One warning that the records ask for. What a person has acknowledged may be told and need not be."""

    key: str
    person_id: int
    required: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the outbox, as far as the audit asks."""

    key: str
    person_id: int
    words: str  # everything it says, to tell the same words told twice


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where outbox and records differ."""

    fault: Fault
    key: str
    person_id: int | None

    @property
    def word(self) -> str:
        """What it is about, in Chinese."""
        return SUBJECT_WORDS.get(self.key.partition(":")[0], "通知")


SUBJECT_WORDS: Mapping[str, str] = {
    "patrol_warning": "巡河提醒",
    "rectification_warning": "整改提醒",
    "item_warning": "重点事项提醒",
    "paper_warning": "公文回复提醒",
    "transfer_warning": "移交答复提醒",
    "self_review_warning": "对照检查提醒",
    "assessment": "考核提醒",
    "duty_report_warning": "述职提醒",
    "measure_warning": "问责措施提醒",
}


def addressed(
    steps: Iterable[DueStep], people: Mapping[Target, Sequence[int]], acknowledged: bool
) -> Iterator[tuple[DueStep, int, bool]]:
    """Who is to hear which step, and whether it is required; whose own matter it is hears it as the own one only."""
    own = set(people.get(Target.OWN, ()))
    for due in steps:
        required = not (acknowledged and due.step.until is Until.ACKNOWLEDGED)
        for person in people.get(due.to, ()):
            if due.to is Target.OWN or person not in own:
                yield due, person, required


def said_twice(told: Collection[Told]) -> list[Told]:
    """Which say to the same person what another row of the same matter and step says already."""
    seen: set[tuple[int, str, str]] = set()
    twice = []
    for one in told:
        same = (one.person_id, _matter(one.key), one.words)
        if same in seen:
            twice.append(one)
        seen.add(same)
    return twice


def _matter(key: str) -> str:
    """A patrol duty is the same whatever the day it is due by: who owes it, and the period."""
    subject, _, rest = key.partition(":")
    if subject != "patrol_warning":
        return key
    step, whose, period = (*rest.split(":"), "", "")[:3]
    return f"{step}:{whose}:{'-'.join(period.split('-')[1:5])}"
