"""What is noted after the answer: it waits for the next transaction, so that no answer costs two of them.

Lost in a crash, it does no harm: a question is asked anew instead of changed, a card is said again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Afterwards:
    """By draft: which message asks its question; which drafts have come to their end."""

    _asked: dict[int, tuple[int, int]] = field(default_factory=dict)
    _closed: dict[int, int] = field(default_factory=dict)

    def asked(self, chat_id: int, draft_id: int, message_id: int) -> None:
        """This message asks the draft's question."""
        self._asked[draft_id] = chat_id, message_id

    def closed(self, chat_id: int, draft_id: int) -> None:
        """The draft has been told to its end."""
        self._closed[draft_id] = chat_id

    def waits_for(self, chat_id: int) -> bool:
        """Whether something of this chat is not in the database yet."""
        return any(chat == chat_id for chat, _ in self._asked.values()) or chat_id in self._closed.values()

    @property
    def is_empty(self) -> bool:
        """Whether everything is in the database."""
        return not self._asked and not self._closed

    def waiting(self) -> "Noted":
        """All that is to be written now."""
        return Noted({draft: message for draft, (_, message) in self._asked.items()}, list(self._closed))

    def written(self, noted: "Noted") -> None:
        """It is in the database; what was noted meanwhile still waits."""
        for draft, message in noted.asked.items():
            if self._asked.get(draft, (0, 0))[1] == message:
                del self._asked[draft]
        for draft in noted.closed:
            self._closed.pop(draft, None)


@dataclass(frozen=True)
class Noted:
    """Message ids by draft, and drafts to be closed."""

    asked: dict[int, int]
    closed: Sequence[int]
