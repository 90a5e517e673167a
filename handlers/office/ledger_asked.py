"""What a ledger list asks for: the question to storage, the heading, the part that a button names."""

import re
import string
from typing import Any

from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.issues.rights import LARGEST_ID
from handlers.office import scope
from rules import ledger_words
from rules.ledger_words import Show
from rules.refusals import Refusal
from storage.ledger.listing import Asked
from storage.ledger.paging import Mark
from storage.models import Draft

NAME = "ledger"
LIST = "ledger_list"
_DIGITS = string.digits + string.ascii_lowercase
_MARK = re.compile(r"([0-9a-z]{1,11})\.([0-9a-z]{1,6})")
_LATEST = 10**17  # microseconds since 1970: far beyond any ledger


def part(more: list[str]) -> Show:
    """The part of the ledger that callback data names behind the draft."""
    if len(more) < 2 or more[1] not in set(Show):
        raise Refusal("refusal/button_too_old")
    return Show(more[1])


def written(mark: Mark) -> str:
    """A mark in the few bytes that a button has: in base 36."""
    return f"{_base36(mark.place)}.{_base36(mark.issue_id)}"


def mark_in(told: str) -> Mark:
    """The mark that a button carries; what no button of ours does is refused."""
    found = _MARK.fullmatch(told)
    if found is None:
        raise Refusal("refusal/button_too_old")
    mark = Mark(int(found[1], 36), int(found[2], 36))
    if mark.place > _LATEST or mark.place < 1 or mark.issue_id > LARGEST_ID:
        raise Refusal("refusal/button_too_old")
    return mark


def _base36(number: int) -> str:
    more, last = divmod(number, 36)
    return (_base36(more) if more else "") + _DIGITS[last]


def asked_in(context: Context, draft: Draft) -> Asked:
    """The question that the draft holds, in the scope of who asks."""
    said = ledger_words.read(draft.data["words"], context.profile.number_prefix)
    return Asked(
        regions=regions_of(context.desk, Action.SEE_LEDGER),
        today=context.today,
        show=Show(draft.data["show"]),
        number=said.number,
        terms=said.terms,
        type_names={each.code: f"{each.name} {' '.join(each.tags)}" for each in context.profile.issue_types},
    )


def heading(context: Context, draft: Draft) -> dict[str, Any]:
    """What stands above the list and its exports."""
    return {
        "region": scope.region_names(context.desk, Action.SEE_LEDGER),
        "show": Show(draft.data["show"]),
        "words": draft.data["words"],
    }


def type_names(context: Context) -> dict[str, str]:
    """The profile's types by code."""
    return {each.code: each.name for each in context.profile.issue_types}
