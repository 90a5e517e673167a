"""The office's queue 待办: what waits for a decision, grouped and counted, oldest first; entries that look odd."""

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.dialogs import Taps
from handlers.issues.rights import ids
from handlers.office import pages
from handlers.office.entries import known_kind, opener, show_entry
from handlers.worklist import codes, listing
from rules.refusals import Refusal
from storage import entries
from storage.issues.telling import type_name
from storage.ledger import queue
from storage.ledger.queue import NO_ISSUES, PAGE, Item, Waiting
from storage.office.sieve import Kind


async def show_queue(update: Update, context: Context) -> None:
    """Says how much waits in each group."""
    regions = regions_of(context.desk, Action.DECIDE_ISSUE)
    counts = await context.read(queue.counted, regions, context.today)
    if not any(counts.values()):
        await context.say("office/nothing_waits", keyboards.menu(context))
        return
    keys = [
        (context.label("office.group", name=context.label(f"office.{kind}"), count=count), _opens(context, kind))
        for kind, count in counts.items() if count
    ]  # fmt: skip
    rows = list(keyboards.in_rows(keys, 2))
    if sum(count for kind, count in counts.items() if kind not in NO_ISSUES) > 1:
        rows.append([(context.label("sift.open"), keyboards.data("sift", "page", codes.of_kind(context, Kind.ANY)))])
    await context.say("office/queue", keyboards.buttons(rows), total=sum(counts.values()))


async def show_all(update: Update, context: Context, more: list[str]) -> None:
    """The whole queue, from a button."""
    await context.nod()
    await show_queue(update, context)


def _opens(context: Context, kind: Waiting) -> str:
    if kind in NO_ISSUES:
        return keyboards.data("queue", "group", kind, 0)
    return keyboards.data("sift", "page", codes.of_kind(context, kind))


async def show_group(update: Update, context: Context, more: list[str]) -> None:
    """Lists a page of what is no issue, oldest first, each with its button; issues are listed by their filters."""
    if len(more) != 2 or more[0] not in set(Waiting):
        raise Refusal("refusal/button_too_old")
    kind, (start,) = Waiting(more[0]), ids(more[1:], 1)
    if kind not in NO_ISSUES:
        await listing.show_list(update, context, [codes.of_kind(context, kind)])
        return
    regions = regions_of(context.desk, Action.DECIDE_ISSUE)
    await context.nod()
    items = await context.read(queue.page, kind, regions, context.today, start, PAGE + 1)
    if not items:
        await show_queue(update, context)
        return
    shown = [{"item": item, "type": _name(context, kind, item)} for item in items[:PAGE]]
    told = {"group": context.label(f"office.{kind}"), "shown": shown, "start": start}
    await pages.turn(update, context, "office/group", _keys(context, kind, items, start), **told)


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
    openers = [
        (item.number or context.label("office.nth", n=start + n), keyboards.data(*opener(kind), item.id))
        for n, item in enumerate(items[:PAGE], 1)
    ]
    turns = (("earlier", start - PAGE, start > 0), ("later_page", start + PAGE, len(items) > PAGE))
    across = [
        (context.label(f"rectification.{label}"), keyboards.data("queue", "group", kind, max(0, at)))
        for label, at, there in turns if there
    ]  # fmt: skip
    rows = [*keyboards.in_rows(openers, 2), across, [(context.label("office.all"), keyboards.data("queue", "all"))]]
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
