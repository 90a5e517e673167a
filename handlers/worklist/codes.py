"""Filters in the few bytes of a button: "v.12.5.s.3.7.p", so that a list goes on from any message, however old."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.access import Action, regions_of
from handlers.context import Context
from rules.issue_types import Severity
from rules.refusals import Refusal
from rules.roles import Role
from rules.sources import Source
from storage.office import shortlist
from storage.office.sieve import Kind, Mark, Sieve, View

AGES = (3, 7, 15, 30)
_KINDS = {
    "v": Kind.VERIFY,
    "r": Kind.RETURNED,
    "a": Kind.ASSIGN,
    "h": Kind.IN_HAND,
    "o": Kind.OVERDUE,
    "e": Kind.EXTENSION,
    "d": Kind.REVIEW,
    "n": Kind.ANY,
}
_LETTERS = {kind: letter for letter, kind in _KINDS.items()}
_PARTS = 7


def encoded(context: Context, sieve: Sieve) -> str:
    """The filters as a button carries them."""
    types = [each.code for each in context.profile.issue_types]
    parts = (
        _LETTERS[sieve.kind],
        sieve.region_id,
        types.index(sieve.type) if sieve.type in types else None,
        _at(list(Severity), sieve.severity),
        _at(list(Source), sieve.source),
        sieve.days,
        sieve.starred and sieve.starred.split(":")[0],
    )
    return ".".join("" if part is None else str(part) for part in parts)


def decoded(context: Context, code: str) -> Sieve:
    """The filters of a button; data that no button of ours carries is refused."""
    parts = code.split(".")
    if len(parts) != _PARTS or parts[0] not in _KINDS or parts[6] not in ("", "p", "o"):
        raise Refusal("refusal/button_too_old")
    types = [each.code for each in context.profile.issue_types]
    return Sieve(
        kind=_KINDS[parts[0]],
        region_id=_number(parts[1]),
        type=_of(types, parts[2]),
        severity=_of(list(Severity), parts[3]),
        source=_of(list(Source), parts[4]),
        days=_number(parts[5]),
        starred=_owner(context, parts[6]),
    )


def view(context: Context) -> View:
    """Whose eyes these are, today."""
    return View(regions_of(context.desk, Action.DECIDE_ISSUE), context.today, context.now)


def of_kind(context: Context, kind: str) -> str:
    """The code of a whole group of the queue."""
    return encoded(context, Sieve(Kind(kind)))


def mark_of(more: Sequence[str]) -> Mark:
    """The mark in the last two parts of callback data."""
    place, issue_id = _number(more[-2]), _number(more[-1])
    if place is None or issue_id is None or issue_id > 2**31 or place > 10**16:
        raise Refusal("refusal/button_too_old")
    return Mark(place, issue_id)


def without(sieve: Sieve, field: str) -> Sieve:
    """The filters without one of them."""
    empty: dict[str, Any] = {field: Kind.ANY if field == "kind" else None}
    return replace(sieve, **empty)


def office_owner(context: Context) -> str | None:
    """The shortlist of the office that this person sits in; None for who sits in none."""
    seat = next(iter(context.desk.seats_as(Role.OFFICE)), None)
    return shortlist.of_office(seat.region_id) if seat else None


def _owner(context: Context, letter: str) -> str | None:
    if letter == "o":
        return office_owner(context)
    return shortlist.own(context.person_id) if letter == "p" else None


def _at(values: Sequence[Any], value: Any) -> int | None:
    return values.index(value) if value is not None else None


def _of(values: Sequence[Any], part: str) -> Any:
    number = _number(part)
    if number is None:
        return None
    if number >= len(values):
        raise Refusal("refusal/button_too_old")
    return values[number]


def _number(part: str) -> int | None:
    if not part:
        return None
    if not part.isascii() or not part.isdecimal() or len(part) > 17:
        raise Refusal("refusal/button_too_old")
    return int(part)
