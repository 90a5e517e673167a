"""What the program gives its handlers: the database, the texts, the rules, the clock, and whom to wake."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from rules.profile import Profile
from rules.workdays import IsWorkday
from storage.database import Database


class Speech(Protocol):
    """The texts, as bot/texts.py has them."""

    def render(self, template: str, /, **values: Any) -> str:
        """The message `<subject>/<what happened>`, Telegram HTML."""

    def label(self, key: str, /, **values: Any) -> str:
        """The words on a button."""

    def labels(self, prefix: str) -> dict[str, str]:
        """All labels below `prefix.`."""

    def own_file(self, name: str) -> bytes | None:
        """A file by which the office replaces one of ours, e.g. word/slip.docx."""


class Keeper(Protocol):
    """Where received files go, as bot/keeping.py has it."""

    async def fetch(self, file_id: str) -> bytes:
        """The bytes of a file, bounded in size."""

    async def content(self, sha256: str | None, file_id: str) -> bytes:
        """The bytes as they are kept, fetched where they are not."""

    def path_of(self, sha256: str) -> Path:
        """Where kept bytes are."""

    def wake(self) -> None:
        """There is a file to fetch in the background."""


class Exporter(Protocol):
    """Where large exports are made, as bot/exporting.py has it."""

    def wake(self) -> None:
        """There is something to export in the background."""


class Afterwards(Protocol):
    """What is noted after the answer and waits for the next transaction, as bot/afterwards.py has it."""

    def asked(self, chat_id: int, draft_id: int, message_id: int) -> None:
        """This message asks the draft's question."""

    def closed(self, chat_id: int, draft_id: int) -> None:
        """The draft has been told to its end."""

    def waits_for(self, chat_id: int) -> bool:
        """Whether something of this chat is not in the database yet."""


@dataclass(frozen=True)
class House:
    """What bot/app.py built for the handlers."""

    database: Database
    speech: Speech
    profile: Profile
    clock: Callable[[], datetime]
    zone: ZoneInfo
    is_workday: IsWorkday
    keeper: Keeper
    exporter: Exporter
    wake_delivery: Callable[[], None]
    afterwards: Afterwards
    catch_up: Callable[[], Awaitable[None]]
    unanswered: Callable[[int], None]
    heard_before: Callable[[int], bool]
