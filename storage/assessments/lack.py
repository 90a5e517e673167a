"""What one person lacks before an assessment, as values."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from storage.assessments.concerned import Seat


class Patrols(NamedTuple):
    """Patrols missing in a period; `gone`: its last day is over."""

    places: tuple[str, ...]
    period: str
    missing: int
    due_on: date
    gone: bool


class Paperwork(NamedTuple):
    """An issue to rectify, or a paper to answer, until a day."""

    number: str
    due_on: date
    late: bool

    @property
    def said(self) -> dict[str, Any]:
        """JSON for a template."""
        return {"number": self.number, "until": self.due_on.isoformat(), "late": self.late}


@dataclass(frozen=True, slots=True)
class Lacking:
    """What one person lacks."""

    person_id: int
    name: str
    seats: tuple[Seat, ...]
    patrols: tuple[Patrols, ...] = ()
    issues: tuple[Paperwork, ...] = ()
    papers: tuple[Paperwork, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not (self.patrols or self.issues or self.papers or self.unread)

    def said(self, most: int) -> dict[str, Any]:
        """JSON for a template: the first few of each kind, and how many there are."""
        return {
            "patrols": [
                {"places": list(one.places), "period": one.period, "missing": one.missing,
                 "until": one.due_on.isoformat()}
                for one in self.patrols if not one.gone
            ][:most],
            "gone": [{"places": list(one.places), "period": one.period, "missing": one.missing}
                     for one in self.patrols if one.gone][-1:],
            "gone_count": sum(one.missing for one in self.patrols if one.gone),
            "issues": [one.said for one in self.issues[:most]],
            "papers": [one.said for one in self.papers[:most]],
            "unread": list(self.unread[:most]),
            "patrol_count": sum(one.missing for one in self.patrols if not one.gone),
            "issue_count": len(self.issues),
            "paper_count": len(self.papers),
            "unread_count": len(self.unread),
        }  # fmt: skip
