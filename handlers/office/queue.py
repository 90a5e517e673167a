"""The office's queue 待办: what waits for a decision, grouped and counted, oldest first; entries that look odd."""

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.dialogs import Taps
from handlers.office.entries import known_kind, show_entry
from handlers.rectification_rights import ids
from rules.refusals import Refusal
from storage import entries, queue
from storage.queue import PAGE, Item, Waiting
from storage.telling import type_name


async def show_queue(update: Update, context: Context) -> None:
    """Says how much waits in each group."""
    regions = regions_of(context.desk, Action.DECIDE_ISSUE)
    counts = await context.read(queue.counted, regions, context.today)
    if not any(counts.values()):
        await context.say("office/nothing_waits", keyboards.menu(context))
        return
    keys = [
        (context.label("office.group", name=context.label(f"office.{kind}"), count=count),
         keyboards.data("queue", "group", kind, 0))
        for kind, count in counts.items() if count
    ]  # fmt: skip
    await context.say("office/queue", keyboards.buttons(keyboards.in_rows(keys, 2)), total=sum(counts.values()))


async def show_all(update: Update, context: Context, more: list[str]) -> None:
    """The whole queue, from a button."""
    await context.nod()
    await show_queue(update, context)


async def show_group(update: Update, context: Context, more: list[str]) -> None:
    """Lists a page of a group, oldest first, each with its button; pages turn on the same message."""
    if len(more) != 2 or more[0] not in set(Waiting):
        raise Refusal("refusal/button_too_old")
    kind, (start,) = Waiting(more[0]), ids(more[1:], 1)
    regions = regions_of(context.desk, Action.DECIDE_ISSUE)
    await context.nod()
    items = await context.read(queue.page, kind, regions, context.today, start, PAGE + 1)
    if not items:
        await show_queue(update, context)
        return
    shown = [{"item": item, "type": _name(context, kind, item)} for item in items[:PAGE]]
    told = {"group": context.label(f"office.{kind}"), "shown": shown, "start": start, "today": context.today}
    keys = _keys(context, kind, items, start)
    message = update.callback_query.message if update.callback_query else None
    if message is None or not await context.correct(message.message_id, "office/group", keys, **told):
        await context.say("office/group", keys, **told)


async def open_entry(update: Update, context: Context, more: list[str]) -> None:
    """Shows an entry: whose card, which update, which two photos."""
    (entry_id,) = ids(more, 1)
    entry = await context.read(queue.entry_in, entry_id, regions_of(context.desk, Action.DECIDE_ISSUE))
    if entry is None:
        raise Refusal("refusal/not_your_region")
    await context.nod()
    await show_entry(context, entry)


async def see_entry(update: Update, context: Context, more: list[str]) -> None:
    """已阅: takes an entry off the queue and shows the next."""
    (entry_id,) = ids(more, 1)
    regions = regions_of(context.desk, Action.DECIDE_ISSUE)
    if await context.read(queue.entry_in, entry_id, regions) is None:
        raise Refusal("refusal/not_your_region")
    await context.transact(entries.see, context.by(), entry_id)
    await context.nod("office/seen")
    await context.retire_buttons()
    following = await context.read(queue.page, Waiting.ENTRY, regions, context.today, 0, 1)
    entry = await context.read(queue.entry_in, following[0].id, regions) if following else None
    if entry is None:
        await show_queue(update, context)
    else:
        await show_entry(context, entry)


def _name(context: Context, kind: Waiting, item: Item) -> str:
    if kind is Waiting.ENTRY:
        return context.label(f"entry.{known_kind(context, item.type)}")
    return type_name(context.profile, item.type)


def _keys(context: Context, kind: Waiting, items: list[Item], start: int) -> InlineKeyboardMarkup:
    target = ("queue", "entry") if kind is Waiting.ENTRY else ("issue", "open")
    openers = [
        (item.number or context.label("office.nth", n=start + n), keyboards.data(*target, item.id))
        for n, item in enumerate(items[:PAGE], 1)
    ]
    turns = (("earlier", start - PAGE, start > 0), ("later_page", start + PAGE, len(items) > PAGE))
    pages = [
        (context.label(f"rectification.{label}"), keyboards.data("queue", "group", kind, max(0, at)))
        for label, at, there in turns if there
    ]  # fmt: skip
    rows = [*keyboards.in_rows(openers, 2), pages, [(context.label("office.all"), keyboards.data("queue", "all"))]]
    return keyboards.buttons([row for row in rows if row])


taps = Taps(
    "queue",
    {
        "all": (Action.DECIDE_ISSUE, show_all),
        "group": (Action.DECIDE_ISSUE, show_group),
        "entry": (Action.DECIDE_ISSUE, open_entry),
        "seen": (Action.DECIDE_ISSUE, see_entry),
    },
)
