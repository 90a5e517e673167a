"""The log of a period as Word or Excel; every paper carries the head of the audit chain."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session
from telegram import Update

from documents.about_sheet import About
from documents.patrols.log import MOST_LINES, PatrolLog, patrol_list, patrol_pages
from documents.patrols.log_rows import patrol_log as log_row
from documents.patrols.log_sheet import patrol_sheet
from handlers.context import Context, aside
from handlers.patrol import card
from handlers.patrol_log.whose import Asked, asked, patrol_of
from storage import audit
from storage.ledger import listing
from storage.ledger.entries import Entry
from storage.models import Patrol
from storage.patrols import log
from storage.patrols import view as patrol_view
from storage.patrols.view import PatrolView

MOST_MAPS = 12  # patrols on a page each with its map; more come as a table

Seen = tuple[PatrolView, dict[str, Entry]]


async def word(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the log as Word: a page a patrol, or a table of many."""
    told = await asked(context, more)
    await _hand_over(context, told, "docx", _as_word)


async def excel(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the log as Excel, a row a patrol."""
    told = await asked(context, more)
    await _hand_over(context, told, "xlsx", _as_excel)


async def one_as_word(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the page of one patrol."""
    patrol = await patrol_of(context, more)
    await context.nod("patrol_log/making", count=1)
    head = await context.read(audit.stamp)
    [(view, issues)] = await context.read(_read, context, [patrol])
    content = await aside(lambda: patrol_pages([_log(context, view, issues, drawn=True)], context.today, head,
                                               zone=context.house.zone))  # fmt: skip
    day = view.judged.facts.started_at.astimezone(context.house.zone)
    name = context.label("patrol_log.file_of_one", name=view.walker, day=day)
    await context.hand_over(content, name, "patrol_log/one_paper", view=view, patrol=patrol)


Make = Callable[[Context, Asked, Sequence[Seen], str], bytes]


async def _hand_over(context: Context, told: Asked, ending: str, make: Make) -> None:
    patrols = await context.house.database.read_at_leisure(log.patrols, told.whose)
    if not patrols:
        await context.nod()
        await context.say("patrol_log/nothing", name=told.name, period=told.words)
        return
    await context.nod("patrol_log/making", count=len(patrols))
    head = await context.read(audit.stamp)
    seen = await context.house.database.read_at_leisure(_read, context, patrols[-MOST_LINES:])
    content = await aside(make, context, told, seen, head)
    name = context.label("patrol_log.file", name=told.name, period=told.words, ending=ending)
    await context.hand_over(content, name, "patrol_log/paper", name=told.name, period=told.words, count=len(patrols))


def _read(session: Session, context: Context, patrols: Sequence[Patrol]) -> list[Seen]:
    views = [patrol_view.view_of(session, context.profile, patrol, context.now) for patrol in patrols]
    numbers = {found.number for view in views for found in view.found}
    entries = listing.numbered(session, sorted(numbers), context.today) if numbers else []
    issues = {entry.number: entry for entry in entries}
    return [(view, issues) for view in views]


def _log(context: Context, view: PatrolView, issues: dict[str, Entry], *, drawn: bool) -> PatrolLog:
    return log_row(view, issues, card.draw(context, view) if drawn else None)


def _as_word(context: Context, told: Asked, seen: Sequence[Seen], head: str) -> bytes:
    zone = context.house.zone
    if len(seen) <= MOST_MAPS:
        return patrol_pages([_log(context, *each, drawn=True) for each in seen], context.today, head, zone=zone)
    logs = [_log(context, *each, drawn=False) for each in seen]
    return patrol_list(logs, _title(context, told), context.today, head, zone=zone)


def _as_excel(context: Context, told: Asked, seen: Sequence[Seen], head: str) -> bytes:
    title = _title(context, told)
    about = About(title, context.desk.name, context.now, head)
    return patrol_sheet([_log(context, *each, drawn=False) for each in seen], title, context.house.zone, about)


def _title(context: Context, told: Asked) -> str:
    return context.label("patrol_log.title", name=told.name, period=told.words)
