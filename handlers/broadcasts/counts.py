"""What became of a notice: four counts by level and region, who is missing and why; the receipt; the reminder."""

from sqlalchemy.orm import Session
from telegram import Update

from documents.about_sheet import About
from documents.broadcasts.calls_sheet import calls_sheet
from documents.broadcasts.receipt import Receipt
from documents.broadcasts.receipt_paper import receipt_paper
from documents.broadcasts.receipt_sheet import receipt_sheet
from handlers import keyboards
from handlers.broadcasts import rights
from handlers.broadcasts.board import button
from handlers.context import Context, aside
from handlers.issues.rights import ids
from handlers.office import pages
from rules.broadcasts import BroadcastState
from rules.quiet import earliest
from storage import audit
from storage.audit import By
from storage.broadcasts import chasing, counting
from storage.broadcasts.cards import Card
from storage.broadcasts.counting import Line

PAGE = 8
MOST_LINES = 15


async def show(update: Update, context: Context, more: list[str]) -> None:
    """The four counts, and where they lack."""
    (round_id,) = ids(more, 1)
    card = await rights.of_round(context, round_id)
    listed = await _lines(context, round_id, card)
    await context.nod()
    to_call = sum(one.wants_a_call for one in listed)
    calls = [button(context, "call", round_id, 0, count=to_call)] if to_call else []
    chases = [button(context, "chase", round_id)] if _may_chase(card, listed) else []
    before = card.earlier_round_id
    earlier = [button(context, "counts", before, label="earlier")] if before else []
    rows = [
        [button(context, "missing", round_id, 0), *calls],
        [*chases, button(context, "excel", round_id), button(context, "word", round_id)],
        [*earlier, button(context, "open", card.id, label="to_card")],
    ]
    parts = counting.by_part(listed)
    values = {"levels": counting.by_level(listed), "parts": parts[:MOST_LINES],
              "left_out": max(0, len(parts) - MOST_LINES)}  # fmt: skip
    await context.say("broadcast/counts", keyboards.buttons(rows), card=card, counts=counting.counts(listed), **values)


async def missing(update: Update, context: Context, more: list[str]) -> None:
    """Who has not answered, one by one, with the reason."""
    round_id, offset = ids(more, 2)
    card = await rights.of_round(context, round_id)
    listed = [one for one in await _lines(context, round_id, card) if _lacks(card, one)]
    await context.nod()
    await _page(update, context, "missing", card, listed, round_id, offset)


async def call(update: Update, context: Context, more: list[str]) -> None:
    """Whom only a telephone call reaches: name, post, number."""
    round_id, offset = ids(more, 2)
    await _show_calls(update, context, round_id, offset)


async def call_sheet(update: Update, context: Context, more: list[str]) -> None:
    """The same as a sheet, with the whole numbers: the office sees them anyway."""
    (round_id,) = ids(more, 1)
    card = await rights.of_round(context, round_id)
    listed = [one for one in await _lines(context, round_id, card) if one.wants_a_call]
    await context.transact(_noted, context.by(card.office_post_id), card.id, round_id)
    await context.nod()
    content = await aside(calls_sheet, listed, card.title, context.house.zone)
    name = context.label("broadcast.calls_file", day=context.today)
    await context.hand_over(content, name, "broadcast/calls", card=card, count=len(listed))


async def phoned(update: Update, context: Context, more: list[str]) -> None:
    """已电话告知."""
    round_id, recipient_id, offset = ids(more, 3)
    card = await rights.of_round(context, round_id)
    name = await context.transact(chasing.tick, context.by(card.office_post_id), recipient_id, round_id)
    await context.nod("broadcast/phoned", name=name)
    await _show_calls(update, context, round_id, offset, nod=False)


async def chase(update: Update, context: Context, more: list[str]) -> None:
    """Reminds everybody who has not answered."""
    (round_id,) = ids(more, 1)
    card = await rights.of_round(context, round_id)
    now = context.now
    quiet, is_workday = context.profile.quiet, context.house.is_workday
    not_before = now if card.urgent else earliest(now.astimezone(context.house.zone), quiet, is_workday)
    by = context.by(card.office_post_id)
    done = await context.transact(chasing.chase, by, round_id, context.today, not_before)
    await context.nod()
    await context.say("broadcast/chase_sent", card=card, done=done, later=not_before > now, at=not_before)


async def excel(update: Update, context: Context, more: list[str]) -> None:
    """The receipt 送达回执 as a workbook."""
    receipt = await _receipt(context, more)
    content = await aside(receipt_sheet, receipt, context.house.zone)
    await _hand_over(context, content, receipt, "xlsx")


async def word(update: Update, context: Context, more: list[str]) -> None:
    """The receipt 送达回执 as a Word file."""
    receipt = await _receipt(context, more)
    content = await aside(receipt_paper, receipt, context.house.zone)
    await _hand_over(context, content, receipt, "docx")


async def _receipt(context: Context, more: list[str]) -> Receipt:
    (round_id,) = ids(more, 1)
    card = await rights.of_round(context, round_id)
    await context.nod()
    by: By = context.by(card.office_post_id)
    head = await context.transact(_noted, by, card.id, round_id)
    about = About(context.label("broadcast.receipt_of", title=card.title), context.desk.name, context.now, head)
    return Receipt(card, tuple(await _lines(context, round_id, card)), about)


def _noted(session: Session, by: By, broadcast_id: int, round_id: int) -> str:
    audit.record(session, by, "export", "broadcast", broadcast_id, round_id=round_id)
    return audit.stamp(session)


async def _hand_over(context: Context, content: bytes, receipt: Receipt, ending: str) -> None:
    name = context.label("broadcast.receipt_file", title=receipt.card.title, day=context.today, ending=ending)
    await context.hand_over(content, name, "broadcast/receipt", card=receipt.card, ending=ending)


async def _show_calls(update: Update, context: Context, round_id: int, offset: int, *, nod: bool = True) -> None:
    card = await rights.of_round(context, round_id)
    listed = [one for one in await _lines(context, round_id, card) if one.wants_a_call]
    if nod:
        await context.nod()
    await _page(update, context, "call", card, listed, round_id, offset)


async def _page(
    update: Update, context: Context, act: str, card: Card, listed: list[Line], round_id: int, offset: int
) -> None:
    shown = listed[offset : offset + PAGE]
    ticks = [
        [button(context, "phoned", round_id, one.id, offset, name=one.name)]
        for one in shown if act == "call" and one.phoned_at is None
    ]  # fmt: skip
    steps = (("previous", offset - PAGE), ("next_page", offset + PAGE))
    turns = [button(context, act, round_id, to, label=key) for key, to in steps if 0 <= to < len(listed)]
    sheet = [button(context, "call_sheet", round_id)] if act == "call" and listed else []
    rows = [row for row in (*ticks, turns, sheet, [button(context, "counts", round_id, label="to_counts")]) if row]
    values = {"card": card, "lines": shown, "total": len(listed), "first": offset + 1,
              "people": all(one.person_id is not None for one in listed),
              "phoned": sum(one.phoned_at is not None for one in listed)}  # fmt: skip
    template = "broadcast/call" if act == "call" else "broadcast/missing"
    await pages.turn(update, context, template, keyboards.buttons(rows), **values)


async def _lines(context: Context, round_id: int, card: Card) -> list[Line]:
    return await context.house.database.read_at_leisure(counting.lines, round_id, card.path)


def _may_chase(card: Card, listed: list[Line]) -> bool:
    asks = card.wants_receipt or card.wants_done
    return asks and card.state is not BroadcastState.WITHDRAWN and any(_lacks(card, one) for one in listed)


def _lacks(card: Card, one: Line) -> bool:
    if one.person_id is None or not (card.wants_receipt or card.wants_done):
        return one.sent_at is None and one.seen_at is None
    return (one.done_at if card.wants_done else one.acknowledged_at) is None
