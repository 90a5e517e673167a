"""What the outbox is told of a notice: the words for each, the buttons, the files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from rules import broadcasts as rule
from rules.roles import Role
from storage import media
from storage.broadcasts.seats import Addressed
from storage.broadcasts.writing import enclosures
from storage.models import Broadcast, BroadcastRound, Post, Region, Subject
from storage.outbox import Tell

KIND, CHASED, TITLE_OF_FILES = "broadcast/notice", "broadcast/chased", "（附件）"
CHASE = ":chase:"  # in the key of a reminder, between that of the notice and the day
TRIAL = 0  # in the place of a recipient's id


def key(round_id: int, person_id: int) -> str:
    """By what a notice of a round may be told to a person only once."""
    return f"broadcast:{round_id}:{person_id}"


def title_of(row: Broadcast) -> str:
    """What a notice is called in lists."""
    return rule.title(row.words) or TITLE_OF_FILES


def office_name(session: Session, post_id: int) -> str:
    """璧山区河长办."""
    post = session.get_one(Post, post_id)
    return f"{session.get_one(Region, post.region_id).name}{Role.OFFICE.word}"


@dataclass(frozen=True, slots=True)
class Wording:
    """A notice of one round, ready to be worded for each."""

    round_id: int
    office: str
    words: str
    wants_receipt: bool
    wants_done: bool
    due_on: date | None
    corrected_at: datetime | None
    files: Sequence[dict[str, str]]

    @classmethod
    def of(cls, session: Session, row: Broadcast, opened: BroadcastRound) -> "Wording":
        """Reads what every recipient gets alike."""
        files = enclosures(media.of(session, Subject.BROADCAST, row.id))
        office = office_name(session, row.office_post_id)
        asked = (row.words, row.wants_receipt, row.wants_done, opened.due_on, row.corrected_at)
        return cls(opened.id, office, *asked, files)

    def notice(self, recipient_id: int, to: Addressed, not_before: datetime, kind: str = KIND, more: str = "") -> Tell:
        """For one person; `more` tells a reminder's key from the notice's."""
        return Tell(
            kind,
            f"{key(self.round_id, to.person_id)}{more}",
            to.person_id,
            self.values(to.fields),
            buttons=self.buttons(recipient_id),
            not_before=not_before,
            enclosures=self.files,
        )

    def values(self, fields: dict[str, str]) -> dict[str, Any]:
        """What the template names."""
        return {
            "office": self.office,
            "words": rule.filled(self.words, fields),
            "wants_receipt": self.wants_receipt,
            "wants_done": self.wants_done,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "corrected_at": self.corrected_at.isoformat() if self.corrected_at else None,
        }

    def buttons(self, recipient_id: int) -> list[list[list[str]]]:
        """收到, 已办 where they are asked for, and a question to the office."""
        first = [["broadcast.got", f"notice:got:{recipient_id}"]] if self.wants_receipt else []
        if self.wants_done:
            first.append(["broadcast.finish", f"notice:done:{recipient_id}"])
        return [line for line in (first, [["broadcast.ask", f"notice:ask:{recipient_id}"]]) if line]
