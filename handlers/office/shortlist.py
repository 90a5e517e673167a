"""Shortlists ☆ 关注: an issue is put there from its card, by a person or for the whole office, and found again."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, may, regions_of, require_in
from handlers.context import Context
from handlers.dialogs import Taps
from handlers.issues.rights import ids, matter_of
from handlers.office import pages
from handlers.worklist import codes
from rules.refusals import Refusal
from storage.issues.matters import Matter
from storage.issues.telling import type_name
from storage.office import shortlist
from storage.office.shortlist import PAGE, Starred
from storage.office.sieve import Sieve

NAME = "star"


def with_star(context: Context, now: Matter, keys: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """The card's buttons with ☆, for who sees the ledger of the region."""
    if not may(context.desk, Action.SEE_LEDGER) or not now.region_path.startswith(
        regions_of(context.desk, Action.SEE_LEDGER)
    ):
        return keys
    star = InlineKeyboardButton(context.label("star.put"), callback_data=keyboards.data(NAME, "put", "p", now.issue.id))
    return InlineKeyboardMarkup([*(keys.inline_keyboard if keys else ()), [star]])


async def put(update: Update, context: Context, more: list[str]) -> None:
    """Puts an issue on the own list, or on that of the office; again changes nothing."""
    now, owner = await _asked(context, more)
    new = await context.transact(shortlist.put, context.by(), owner, now.issue.id)
    await context.nod()
    office = codes.office_owner(context)
    issue_id = now.issue.id
    row = [(context.label("star.take_off"), keyboards.data(NAME, "off", more[0], issue_id))]
    if more[0] == "p" and office is not None:
        row.append((context.label("star.put_office"), keyboards.data(NAME, "put", "o", issue_id)))
    rows = [row, [(context.label("star.open_list"), keyboards.data(NAME, "list", more[0], 0))]]
    told = {"number": now.issue.number, "new": new, "office": more[0] == "o"}
    await context.say("star/put", keyboards.buttons(rows), **told)


async def take_off(update: Update, context: Context, more: list[str]) -> None:
    """Takes an issue off a list."""
    now, owner = await _asked(context, more)
    await context.transact(shortlist.take_off, [owner], now.issue.id)
    await context.nod()
    await context.retire_buttons()
    await context.say("star/taken_off", number=now.issue.number)


async def open_own(update: Update, context: Context) -> None:
    """Shows the own list."""
    await _show(update, context, "p", None)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Shows a list, from behind an issue on (0: from its beginning), on the same message."""
    (before,) = ids(more[1:], 1)
    _owner(context, more[0])
    await context.nod()
    await _show(update, context, more[0], before or None)


async def _show(update: Update, context: Context, letter: str, before: int | None) -> None:
    regions = regions_of(context.desk, Action.SEE_LEDGER)
    owner, office = _owner(context, letter), codes.office_owner(context)
    owners = [shortlist.own(context.person_id), *([office] if office else [])]
    found = await context.read(shortlist.listed, owner, regions, before)
    counts = await context.read(shortlist.counted, owners, regions)
    shown = [{"item": one, "type": type_name(context.profile, one.type)} for one in found[:PAGE]]
    keys = _keys(context, letter, found, counts)
    told = {"office": letter == "o", "total": counts.get(owner, 0), "shown": shown, "today": context.today}
    await pages.turn(update, context, "star/list", keys, **told)


def _keys(context: Context, letter: str, found: list[Starred], counts: dict[str, int]) -> InlineKeyboardMarkup:
    numbers = [(one.number, keyboards.data("issue", "open", one.id)) for one in found[:PAGE]]
    rows = [list(row) for row in keyboards.in_rows(numbers, 3)]
    if len(found) > PAGE:
        rows.append([(context.label("star.later"), keyboards.data(NAME, "list", letter, found[PAGE - 1].id))])
    office = codes.office_owner(context)
    lists = [("own", "p", shortlist.own(context.person_id)), *([("office", "o", office)] if office else [])]
    rows.append(
        [
            (context.label(f"star.{label}", count=counts.get(owner, 0)), keyboards.data(NAME, "list", each, 0))
            for label, each, owner in lists
        ]
    )
    if found and may(context.desk, Action.DECIDE_ISSUE):
        code = codes.encoded(context, Sieve(starred=f"{letter}:"))
        rows.append([(context.label("star.at_once"), keyboards.data("sift", "page", code))])
    return keyboards.buttons(rows)


async def _asked(context: Context, more: list[str]) -> tuple[Matter, str]:
    """The issue and the list of a button; refuses what the person may not see."""
    if len(more) != 2:
        raise Refusal("refusal/button_too_old")
    (issue_id,) = ids(more[1:], 1)
    now = await matter_of(context, issue_id)
    require_in(context.desk, Action.SEE_LEDGER, now.region_path)
    return now, _owner(context, more[0])


def _owner(context: Context, letter: str) -> str:
    office = codes.office_owner(context)
    if letter == "o" and office is not None:
        return office
    if letter != "p":
        raise Refusal("refusal/button_too_old")
    return shortlist.own(context.person_id)


TAPS = Taps(
    NAME,
    {
        "put": (Action.SEE_LEDGER, put),
        "off": (Action.SEE_LEDGER, take_off),
        "list": (Action.SEE_LEDGER, turn),
    },
)
