"""The ledger 台账: what somebody types is looked for, one tap narrows it down or hands it over as a workbook."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Taps
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import ledger_export, pages
from handlers.office.ledger_asked import LIST, NAME, asked_in, heading, mark_in, part, type_names, written
from handlers.wording import words
from rules import ledger_words
from rules.ledger_words import Show
from rules.refusals import Refusal
from storage import drafts, lookups
from storage.ledger import listing, paging
from storage.ledger.listing import PAGE, Asked
from storage.models import Draft

# What the chief office asks for every day stands there always, the rest where there is any.
ALWAYS = (Show.OPEN, Show.OVERDUE, Show.REGISTERED, Show.ACCEPTED, Show.CLOSED)
FROM_THE_TOP: dict[str, Any] = {"offset": 0, "mark": ""}
CHOICES = (
    Show.OPEN,
    Show.OVERDUE,
    Show.REGISTERED,
    Show.VERIFIED,
    Show.ASSIGNED,
    Show.ACCEPTED,
    Show.REFERRED,
    Show.DONE,
    Show.CLOSED,
    Show.ALL,
)


async def open_ledger(update: Update, context: Context) -> None:
    """Shows what is open, oldest due first, and listens for words to look for."""
    await look_up(context, "", Show.OPEN)


async def look_up(context: Context, words: str, wanted: Show) -> None:
    """Looks for words in a part of the ledger."""
    desk, told = context.desk, {"words": words, "show": wanted, **FROM_THE_TOP}
    draft = await context.transact(lookups.open_lookup, desk.chat_id, context.person_id, NAME, context.now, **told)
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Says the part of the ledger that was asked for."""
    values, keyboard = await _list(context, draft)
    await context.say("ledger/list", keyboard, **values)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the words and looks for them in all of the ledger, or in the state that they name."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = ledger_words.visible(words(update.effective_message).text)
    wanted = ledger_words.read(told, context.profile.number_prefix).show or Show.ALL
    draft = await context.transact(drafts.hear, draft.id, context.now, words=told, show=wanted, **FROM_THE_TOP)
    await show(context, draft)


async def choose(update: Update, context: Context, more: list[str]) -> None:
    """Shows another part of the ledger in the same message, from its top."""
    (draft_id,) = ids(more, 1)
    await _go_on(update, context, draft_id, show=part(more), **FROM_THE_TOP)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Shows the page before or after: "<draft>:<part>:<how many stand before>:<n|b><mark>"."""
    (draft_id,), (offset,) = ids(more, 1), ids(more[2:], 1)
    way = more[3][:1] if len(more) == 4 else ""
    if way not in ("n", "b"):
        raise Refusal("refusal/button_too_old")
    mark_in(more[3][1:])
    await _go_on(update, context, draft_id, show=part(more), offset=offset, mark=more[3])


async def clear(update: Update, context: Context, more: list[str]) -> None:
    """Forgets the words; everything open is shown again."""
    (draft_id,) = ids(more, 1)
    await _go_on(update, context, draft_id, words="", show=Show.OPEN, **FROM_THE_TOP)


async def _go_on(update: Update, context: Context, draft_id: int, **told: Any) -> None:
    await context.nod()
    draft = await context.transact(lookups.look_on, context.desk.chat_id, NAME, draft_id, context.now, **told)
    values, keyboard = await _list(context, draft)
    await pages.turn(update, context, "ledger/list", keyboard, **values)


async def _list(context: Context, draft: Draft) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    asked = asked_in(context, draft)
    counts = await context.read(listing.counted, asked)
    total = counts[asked.show]
    found, offset = await _page(context, draft, asked, total)
    entries = found.entries
    values = heading(context, draft) | {
        "total": total,
        "overdue": counts[Show.OVERDUE] if asked.show in (Show.OPEN, Show.ALL) else 0,
        "others": counts[Show.ALL] - total,
        "entries": entries,
        "first": offset + 1,
        "page": offset // PAGE + 1,
        "pages": max(1, -(-total // PAGE)),
        "today": context.today,
        "types": type_names(context),
    }
    rows = [
        *keyboards.in_rows([(each.number, keyboards.data("issue", "open", each.id)) for each in entries], 3),
        *_turns(context, draft, asked.show, found, offset, total),
        *keyboards.in_rows(_choices(context, draft, asked.show, counts), 3),
        _last_row(context, draft, asked.show, total),
    ]
    return values, keyboards.buttons(row for row in rows if row)


async def _page(context: Context, draft: Draft, asked: Asked, total: int) -> tuple[paging.Page, int]:
    """The page at the draft's mark, and how many stand before it; the first where nothing stands there any more."""
    told, offset = draft.data.get("mark") or "", int(draft.data.get("offset") or 0)
    if told:
        back = told.startswith("b")
        found = await context.read(paging.page, asked, mark_in(told[1:]), PAGE, back=back)
        if found.entries and not (back and len(found.entries) < PAGE):
            return found, min(offset, max(0, total - len(found.entries)))
    return await context.read(paging.page, asked), 0


def _turns(
    context: Context, draft: Draft, wanted: Show, found: paging.Page, offset: int, total: int
) -> list[list[Button]]:
    row = []
    if found.first and offset > 0:
        data = _data(draft, "at", wanted, max(0, offset - PAGE), f"b{written(found.first)}")
        row.append((context.label("ledger.previous"), data))
    if found.last and offset + len(found.entries) < total:
        data = _data(draft, "at", wanted, offset + len(found.entries), f"n{written(found.last)}")
        row.append((context.label("ledger.next"), data))
    return [row]


def _choices(context: Context, draft: Draft, now: Show, counts: dict[Show, int]) -> list[Button]:
    offered = [each for each in Show if each is now or each in ALWAYS or (each in CHOICES and counts[each])]
    return [
        (
            context.label("ledger.choice", word=each.word, count=counts[each], chosen=each is now),
            _data(draft, "show", each),
        )
        for each in offered
    ]


def _last_row(context: Context, draft: Draft, wanted: Show, total: int) -> list[Button]:
    row = []
    if draft.data["words"]:
        row.append((context.label("ledger.clear"), keyboards.data(LIST, "clear", draft.id)))
        row.append((context.label("saved.keep"), keyboards.data("saved", "words", draft.id)))
    if total:
        row.append((context.label("ledger.export", count=total), keyboards.data(LIST, "excel", draft.id, wanted)))
        row.append((context.label("ledger.photos"), keyboards.data(LIST, "photos", draft.id, wanted)))
    return row


def _data(draft: Draft, act: str, wanted: Show, *more: object) -> str:
    return keyboards.data(LIST, act, draft.id, wanted, *more)


DIALOG = Dialog(NAME, Action.SEE_LEDGER, show, {lookups.STEP: {Heard.WORDS: search}}, lookup=True)
TAPS = Taps(
    LIST,
    {
        "show": (Action.SEE_LEDGER, choose),
        "at": (Action.SEE_LEDGER, turn),
        "clear": (Action.SEE_LEDGER, clear),
        "excel": (Action.SEE_LEDGER, ledger_export.export),
        "photos": (Action.SEE_LEDGER, ledger_export.export_with_photos),
    },
)
