"""Words that a person sends: bounded, never only blanks, otherwise kept as they are."""

import unicodedata
from datetime import date
from html import unescape
from re import sub
from typing import NamedTuple

from telegram import Message

from rules.refusals import Refusal
from rules.typed_days import typed_day

MOST = 2000  # characters kept of what is said at once
_BLANK = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


class Words(NamedTuple):
    """What was said; `cut` if it was longer than is kept."""

    text: str
    cut: bool


def words(message: Message) -> Words:
    """The text or caption of a message; refuses one that is only blanks."""
    said = bounded(message.text or message.caption or "")
    if not said.text:
        raise Refusal("refusal/no_words")
    return said


def day_in(message: Message, today: date) -> date:
    """The day of a message, as typed; refuses words that are none."""
    day = typed_day(words(message).text, today)
    if day is None:
        raise Refusal("refusal/no_such_day")
    return day


def day_to_come(message: Message, today: date) -> date:
    """As `day_in`; refuses a day gone by too."""
    day = day_in(message, today)
    if day < today:
        raise Refusal("refusal/due_in_the_past", due=day)
    return day


def bounded(raw: str) -> Words:
    """The words within bounds; empty if they are only blanks. What no database stores (NUL) is left out."""
    said = raw.replace("\0", "").encode(errors="replace").decode().strip()
    if all(unicodedata.category(sign) in _BLANK for sign in said):
        return Words("", False)
    return Words(said[:MOST], len(said) > MOST)


def joined(before: str, more: str) -> Words:
    """What was said before and now, a line each, within bounds."""
    return bounded("\n".join(part for part in (before, more) if part))


def plain(html: str) -> str:
    """Words without their markup, as a toast shows them."""
    return unescape(sub(r"<[^>]+>", "", html))
