"""公文督办: what was issued in a period, in a township, of a kind; its figures, and where drafting begins."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, may, regions_of
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Taps
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages, scope
from handlers.papers.drafting_keys import LIST as LOOKUP
from handlers.papers.rights import houses
from handlers.wording import words
from rules import ledger_words, periods
from rules.papers import PaperKind
from rules.periods import Period, Span
from rules.refusals import Refusal
from storage import drafts, lookups
from storage.ledger import listing as ledger
from storage.models import Draft, Region
from storage.papers import listing
from storage.papers.listing import PAGE, AskedPapers

NAME, LIST = LOOKUP, "papers_list"
EVER = "ever"
OFFERED = (Period.MONTH, Period.QUARTER, Period.YEAR)


async def open_papers(update: Update, context: Context) -> None:
    """Shows the papers of this year with their figures, and listens for a township, a unit, a number."""
    told = {"words": "", "period": Period.YEAR, "kind": "", "offset": 0}
    draft = await context.transact(
        lookups.open_lookup, context.desk.chat_id, context.person_id, NAME, context.now, **told
    )
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Says the part of the list that was asked for."""
    values, keyboard = await _list(context, draft)
    await context.say("papers/list", keyboard, **values)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Narrows the list down to a township or village of that name, else to what the words are found in."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    said = ledger_words.visible(words(update.effective_message).text)
    draft = await context.transact(drafts.hear, draft.id, context.now, words=said, offset=0)
    await show(context, draft)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Shows another page."""
    draft_id, offset = ids(more, 2)
    await _go_on(update, context, draft_id, offset=offset)


async def narrow(update: Update, context: Context, more: list[str]) -> None:
    """Another period, another kind, or no words."""
    (draft_id,) = ids(more, 1)
    what, wanted = [*more[1:], "", ""][:2]
    allowed = {"period": {*OFFERED, EVER}, "kind": {"", *PaperKind}, "words": {""}}
    if wanted not in allowed.get(what, set()):
        raise Refusal("refusal/button_too_old")
    await _go_on(update, context, draft_id, **{what: str(wanted), "offset": 0})


async def _go_on(update: Update, context: Context, draft_id: int, **told: Any) -> None:
    await context.nod()
    draft = await context.transact(lookups.look_on, context.desk.chat_id, NAME, draft_id, context.now, **told)
    values, keyboard = await _list(context, draft)
    await pages.turn(update, context, "papers/list", keyboard, **values)


async def _list(context: Context, draft: Draft) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    data = draft.data
    asked, place, span = await _asked(context, draft)
    total = await context.read(listing.total, asked)
    offset = min(data["offset"], max(0, (total - 1) // PAGE * PAGE))
    lines = await context.read(listing.page, asked, offset)
    values = {
        "region": place or scope.region_names(context.desk, Action.SEE_PAPERS),
        "period": periods.name(Period(data["period"]), span) if span else "",
        "kind": PaperKind(data["kind"]) if data["kind"] else None,
        "words": "" if place else data["words"],
        "figures": await context.read(listing.figures, asked),
        "lines": lines,
        "first": offset + 1,
        "total": total,
        "page": offset // PAGE + 1,
        "pages": max(1, -(-total // PAGE)),
        "today": context.today,
    }
    return values, keyboards.buttons(row for row in _rows(context, draft, lines, offset, total) if row)


def _rows(
    context: Context, draft: Draft, lines: list[listing.PaperLine], offset: int, total: int
) -> list[list[Button]]:
    openers = [
        (context.label("papers.nth", n=offset + n, line=each), keyboards.data("paper", "open", each.id))
        for n, each in enumerate(lines, 1)
    ]
    turns = pages.beside(offset, PAGE, total)
    spans = [_choice(context, draft, "period", each) for each in (*OFFERED, EVER)]
    kinds = [_choice(context, draft, "kind", each) for each in ("", *PaperKind)]
    begin = (context.label("papers.begin"), keyboards.data("paper", "draft"))
    clear = (context.label("papers.clear_search"), keyboards.data(LIST, "only", draft.id, "words", ""))
    return [
        *(list(row) for row in keyboards.in_rows(openers, 2)),
        [(context.label(f"papers.{key}"), keyboards.data(LIST, "page", draft.id, to)) for key, to in turns],
        spans,
        kinds,
        [clear] if draft.data["words"] else [],
        [begin] if may(context.desk, Action.DRAFT_PAPER) else [],
    ]  # fmt: skip


def _choice(context: Context, draft: Draft, what: str, wanted: str) -> Button:
    label = context.label(f"papers.only_{what}_{wanted or 'all'}", chosen=draft.data[what] == wanted)
    return label, keyboards.data(LIST, "only", draft.id, what, wanted)


async def _asked(context: Context, draft: Draft) -> tuple[AskedPapers, str, Span | None]:
    """What the list is asked for; the name of the place if the words name one; the days."""
    data, regions = draft.data, regions_of(context.desk, Action.SEE_PAPERS)
    span = periods.span(Period(data["period"]), context.today) if data["period"] != EVER else None
    place = await context.read(_place, regions, data["words"]) if data["words"] else None
    asked = AskedPapers(
        regions=regions,
        kinds=frozenset({PaperKind(data["kind"])} if data["kind"] else PaperKind),
        signed=_moments(context, span) if span else None,
        place=place[1] if place else "",
        terms=() if place else ledger_words.read(data["words"]).terms or tuple(data["words"].split()),
        unsigned_of=houses(context.desk),
    )
    return asked, place[0] if place else "", span


def _moments(context: Context, span: Span) -> tuple[datetime, datetime]:
    zone = context.house.zone
    after = span.last + timedelta(days=1)
    return datetime.combine(span.first, time.min, zone), datetime.combine(after, time.min, zone)


def _place(session: Session, regions: tuple[str, ...], said: str) -> tuple[str, str] | None:
    """A region of that name (or beginning like it) in scope: its name and path."""
    like = Region.name.startswith(said, autoescape=True)
    rows = select(Region.name, Region.path).where(like, ledger.inside(regions)).order_by(Region.path).limit(1)
    found = session.execute(rows).first()
    return (found.name, found.path) if found else None


DIALOG = Dialog(NAME, Action.SEE_PAPERS, show, {lookups.STEP: {Heard.WORDS: search}}, lookup=True)
TAPS = Taps(LIST, {"page": (Action.SEE_PAPERS, turn), "only": (Action.SEE_PAPERS, narrow)})
