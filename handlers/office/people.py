"""People 人员: an office looks somebody up, lets an account go, and gets the list of who is not bound yet."""

from functools import partial
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from documents.people_sheet import people_sheet
from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context, aside
from handlers.dialogs import Dialog, Heard, Taps
from handlers.issues.rights import ids
from handlers.office import pages, scope
from handlers.office.person import open_person, person_buttons
from handlers.wording import words
from rules import invitations, ledger_words
from storage import drafts, lookups
from storage.models import Draft
from storage.posts import people, unbound
from storage.posts.people import PAGE, Found

NAME = "people"
LIST = "people_list"
MOST_LINES = 20


async def open_people(update: Update, context: Context) -> None:
    """Says how many serve and how many are bound, and listens for a name or a number."""
    desk = context.desk
    draft = await context.transact(
        lookups.open_lookup, desk.chat_id, context.person_id, NAME, context.now, words="", offset=0
    )
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Says what was looked for, or the counts while nothing is."""
    if not draft.data["words"]:
        await _say_counts(context)
        return
    values, keyboard = await _list(context, draft)
    await context.say("people/list", keyboard, **values)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a name or a number; the only one found is shown at once."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = ledger_words.visible(words(update.effective_message).text)[: ledger_words.LONGEST_TERM]
    draft = await context.transact(drafts.hear, draft.id, context.now, words=told, offset=0)
    found, total = await _found(context, draft)
    if total == 1:
        card, keyboard = await open_person(context, found[0].id)
        await context.say("people/card", keyboard, **card)
    else:
        await show(context, draft)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Turns to another page of who was found."""
    draft_id, offset = ids(more, 2)
    await context.nod()
    draft = await context.transact(lookups.look_on, context.desk.chat_id, NAME, draft_id, context.now, offset=offset)
    values, keyboard = await _list(context, draft)
    await pages.turn(update, context, "people/list", keyboard, **values)


async def export(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the list of who is not bound yet, each with a link to send."""
    regions, level = regions_of(context.desk, Action.SEE_PEOPLE), scope.level_below(context.desk, Action.SEE_PEOPLE)
    missing = await context.house.database.read_at_leisure(unbound.missing, regions, level, context.today)
    await context.nod()
    if not missing:
        await context.say("people/all_bound", keyboards.menu(context))
        return
    region = scope.region_names(context.desk, Action.SEE_PEOPLE)
    link = partial(invitations.link, context.bot.username)
    content = await aside(people_sheet, missing, context.today, region, link)
    name = context.label("people.file", region=region, day=context.today)
    await context.hand_over(content, name, "people/exported", region=region, count=len(missing))


async def _say_counts(context: Context) -> None:
    regions, level = regions_of(context.desk, Action.SEE_PEOPLE), scope.level_below(context.desk, Action.SEE_PEOPLE)
    counted = await context.house.database.read_at_leisure(unbound.standings, regions, level, context.today)
    to_win = [one for one in counted if one.unbound]
    left = sum(one.unbound for one in counted)
    rows = [[(context.label("people.export", count=left), keyboards.data(LIST, "excel"))]] if left else []
    await context.say(
        "people/counts",
        keyboards.buttons(rows) if rows else None,
        region=scope.region_names(context.desk, Action.SEE_PEOPLE),
        serving=sum(one.serving for one in counted),
        bound=sum(one.bound for one in counted),
        left=left,
        lines=to_win[:MOST_LINES] if len(counted) > 1 else [],
        left_out=max(0, len(to_win) - MOST_LINES),
    )


async def _found(context: Context, draft: Draft) -> tuple[list[Found], int]:
    regions = regions_of(context.desk, Action.SEE_PEOPLE)
    return await context.read(people.find, regions, draft.data["words"], context.today, draft.data["offset"])


async def _list(context: Context, draft: Draft) -> tuple[dict[str, Any], InlineKeyboardMarkup | None]:
    found, total = await _found(context, draft)
    offset = draft.data["offset"]
    values = {
        "words": draft.data["words"],
        "found": found,
        "total": total,
        "first": offset + 1,
        "region": scope.region_names(context.desk, Action.SEE_PEOPLE),
    }
    rows = [
        *keyboards.in_rows(person_buttons(context, found, offset + 1), 2),
        [(context.label(f"people.{k}"), keyboards.data(LIST, "show", draft.id, to))
         for k, to in pages.beside(offset, PAGE, total)],
    ]  # fmt: skip
    return values, keyboards.buttons(row for row in rows if row) if found else None


DIALOG = Dialog(NAME, Action.SEE_PEOPLE, show, {lookups.STEP: {Heard.WORDS: search}}, lookup=True)
TAPS = Taps(LIST, {"show": (Action.SEE_PEOPLE, turn), "excel": (Action.SEE_PEOPLE, export)})
