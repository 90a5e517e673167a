"""How a parcel reads: one notice in its own words, or several folded into one message of one line each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from reminders.answers import ButtonRow, together
from storage.issued import Attached
from storage.models import Notice

DIGEST = "digest/morning"
# What is said of many people at once under one heading, where these values are the same: `<subject>/_<what>_heap`.
HEAPS = {"patrol_warning/superior": ("to", "period", "due_on", "late")}
LONGEST = 3_900  # Telegram takes 4,096 characters; the heading and the numbers of the digest need a few
BUTTON_ROWS = 3


@dataclass(frozen=True, slots=True)
class Worded:
    """One notice in words, whole or in one line, and its buttons."""

    id: int
    text: str
    rows: tuple[ButtonRow, ...]
    file: Attached | None = None
    enclosures: tuple[Any, ...] = ()
    sent_before: tuple[int, ...] = ()
    heap: tuple[Any, ...] = ()  # its kind and what it has in common with others of the heap; empty: it stands alone
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: Telegram HTML, its buttons, the rows of the outbox it tells, what it carries.

    `sent_before` are the messages of it that Telegram took before it asked us to wait.
    """

    text: str
    buttons: InlineKeyboardMarkup | None
    ids: tuple[int, ...]
    file: Attached | None = None
    content: bytes | None = None
    enclosures: tuple[Any, ...] = ()
    sent_before: tuple[int, ...] = ()


class Wording:
    """`render` words a template of a kind, `label` a button."""

    def __init__(self, render: Callable[..., str], label: Callable[..., str]) -> None:
        self._render = render
        self._label = label

    def word(self, notice: Notice, *, in_a_line: bool) -> Worded:
        """The notice in its own words, or in one line."""
        text = self._line(notice) if in_a_line else self._render(notice.kind, **notice.values)
        rows = tuple(self._row(notice, row) for row in notice.buttons)
        sent_before = tuple(notice.message_ids or ())
        heap = tuple(notice.values.get(key) for key in HEAPS.get(notice.kind, ()))
        carried = _file(notice), tuple(notice.enclosures or ()), sent_before
        return Worded(notice.id, text, rows, *carried, (notice.kind, *heap) if heap else (), notice.values)

    def alone(self, one: Worded, content: bytes | None = None) -> Message:
        """A message of one notice; `content` is what its file holds."""
        carried = one.file, content, one.enclosures, one.sent_before
        return Message(one.text, _keyboard([one]), (one.id,), *carried)

    def folded(self, lines: Sequence[Worded]) -> Message:
        """A message of as many lines as fit, its buttons numbered like them; the others wait for the next one."""
        told = list(_fitting(lines))
        heaps = _heaps(told)
        text = self._render(DIGEST, lines=[self._heap(each) for each in heaps])
        numbered = (row for number, heap in enumerate(heaps, 1) for one in heap for row in _numbered(number, one).rows)
        keys = _keyboard([Worded(0, text, together(numbered, self._label))])
        return Message(text, keys, tuple(one.id for one in told))

    def _heap(self, heap: Sequence[Worded]) -> str:
        """What is said of one matter, or of many alike under one heading."""
        if len(heap) == 1:
            return heap[0].text
        subject, what = heap[0].heap[0].split("/")
        return self._render(f"{subject}/_{what}_heap", people=[one.values for one in heap], **heap[0].values)

    def _line(self, notice: Notice) -> str:
        """`<subject>/_<what>_line`; the whole words where there is no such template."""
        subject, what = notice.kind.split("/")
        try:
            return self._render(f"{subject}/_{what}_line", **notice.values)
        except LookupError:  # which the template engine's "not found" is
            return self._render(notice.kind, **notice.values)

    def _row(self, notice: Notice, row: Sequence[Sequence[str]]) -> ButtonRow:
        return [InlineKeyboardButton(self._label(key, **notice.values), callback_data=data) for key, data in row]


def _file(notice: Notice) -> Attached | None:
    return Attached(notice.file_sha256, notice.file_name or "") if notice.file_sha256 else None


def _fitting(lines: Sequence[Worded]) -> Iterable[Worded]:
    room = LONGEST
    for number, line in enumerate(lines):
        room -= len(line.text) + 6
        if room < 0 and number:
            return
        yield line


def _heaps(told: Iterable[Worded]) -> list[list[Worded]]:
    """Each heap stands where its first one stood."""
    found: dict[tuple[Any, ...], list[Worded]] = {}
    for one in told:
        found.setdefault(one.heap or (one.id,), []).append(one)
    return list(found.values())


def _numbered(number: int, one: Worded) -> Worded:
    rows = tuple(
        [InlineKeyboardButton(f"{number}. {key.text}", callback_data=key.callback_data) for key in row]
        for row in one.rows
    )
    return Worded(one.id, one.text, rows)


def _keyboard(told: Iterable[Worded]) -> InlineKeyboardMarkup | None:
    """The first rows of buttons, each once."""
    rows: dict[tuple[object, ...], ButtonRow] = {}
    for row in (row for one in told for row in one.rows):
        rows.setdefault(tuple(key.callback_data for key in row), row)
    return InlineKeyboardMarkup(list(rows.values())[:BUTTON_ROWS]) if rows else None
