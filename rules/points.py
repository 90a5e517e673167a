"""Points 点位: which keeper keeps which kind of water, and what somebody means who asks for one."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from rules import ledger_words
from rules.roles import Role

# Bishan's five: 库长 塘长 泵长 口长 点长, by the kind of water as the roster workbook names it.
KEEPER_OF: Mapping[str, Role] = MappingProxyType(
    {
        "水库": Role.RESERVOIR_KEEPER,
        "塘": Role.POND_KEEPER,
        "泵站": Role.PUMP_KEEPER,
        "排口": Role.OUTFALL_KEEPER,
        "点位": Role.POINT_KEEPER,
    }
)
RESERVOIR = "水库"
POINT_KINDS = frozenset(KEEPER_OF)
BOARD = "w-"  # the payload of a QR code: "w-<code of the water>"
_LINK = re.compile(r"^(?:https?://|tg://)\S*[?&]start=([A-Za-z0-9_-]+)\S*$")
_MOST_TERMS = 5


def code_told(words: str) -> str | None:
    """The code that a QR code says, read by a scanner and pasted here: a link to the bot, or its payload alone."""
    plain = words.strip()
    link = _LINK.match(plain)
    payload = link[1] if link else plain
    return payload[len(BOARD) :] or None if payload.startswith(BOARD) else None


def terms(words: str) -> tuple[str, ...]:
    """What must all be found in a point's name, code or place; at most five terms."""
    parts = ledger_words.visible(words).split()
    return tuple(part[: ledger_words.LONGEST_TERM] for part in dict.fromkeys(parts))[:_MOST_TERMS]
