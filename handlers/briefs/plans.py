"""Planned patrols: the list, one of them with what may be done about it, the brief on a phone and as Word."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from documents.briefs.file import brief_file
from handlers import keyboards
from handlers.access import Action, may
from handlers.albums import send_photos
from handlers.briefs.rights import gathering_for, gathers, locality_seat, seen
from handlers.context import Context, aside
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from rules.roles import Role
from storage.briefs import cards, facts, gathering, lists, planning, sending
from storage.briefs.cards import PlanCard
from storage.briefs.lists import PAGE, Line
from storage.models import PlanState
from storage.posts.desks import Seat

NAME = "brief"
SHOWN = 4  # of each kind in the message; the Word file has them all
_OPEN = (PlanState.PLANNED, PlanState.GATHERING, PlanState.SENT)


async def open_list(update: Update, context: Context) -> None:
    """What is planned, and what one's office was asked."""
    values, keys = await _list(context, 0)
    await context.say("brief/list", keys, **values)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Another page of the list."""
    (offset,) = ids(more, 1)
    values, keys = await _list(context, offset)
    await context.nod()
    await pages.turn(update, context, "brief/list", keys, **values)


async def open_plan(update: Update, context: Context, more: list[str]) -> None:
    """One planned patrol."""
    (plan_id,) = ids(more, 1)
    card, seat = await seen(context, plan_id)
    await context.nod()
    await say_plan(context, card, seat)


async def say_plan(context: Context, card: PlanCard, seat: Seat) -> None:
    """Says where a plan stands, with what may be done about it."""
    await context.say("brief/plan", plan_keys(context, card, seat), card=card, gathers=gathers(seat, card))


async def read(update: Update, context: Context, more: list[str]) -> None:
    """The brief as it is now, in one message."""
    (plan_id,) = ids(more, 1)
    card, _ = await seen(context, plan_id)
    known = await context.read(facts.facts, card, context.today, context.house.zone)
    await context.nod()
    rows = [[(context.label("brief.word"), keyboards.data(NAME, "word", plan_id))]]
    if any(each.files for each in card.pieces):
        rows.append([_tap(context, "photos", plan_id)])
    types = {each.code: each.name for each in context.profile.issue_types}
    await context.say("brief/brief", keyboards.buttons(rows), card=card, known=known, types=types, most=SHOWN)


async def show_photos(update: Update, context: Context, more: list[str]) -> None:
    """The photos that came with clues and requests."""
    (plan_id,) = ids(more, 1)
    await seen(context, plan_id)
    found = await context.read(cards.photos, plan_id)
    await context.nod()
    await send_photos(context, found)


async def hand_over_word(update: Update, context: Context, more: list[str]) -> None:
    """The brief as it is now, as a Word file."""
    (plan_id,) = ids(more, 1)
    card, _ = await seen(context, plan_id)
    known = await context.read(facts.facts, card, context.today, context.house.zone)
    types = {each.code: each.name for each in context.profile.issue_types}
    content = await aside(brief_file, card, known, types, context.today)
    await context.nod()
    name = context.label("brief.file", water=card.water, day=card.plan.patrol_on)
    await context.hand_over(content, name, "brief/file", card=card)


async def ask_localities(update: Update, context: Context, more: list[str]) -> None:
    """Asks all offices along the water at once what is to be coordinated."""
    (plan_id,) = ids(more, 1)
    card, seat = await gathering_for(context, plan_id)
    by = context.by(seat.post_id)
    card, asked = await context.transact(gathering.ask, by, plan_id, context.today)
    await context.nod()
    await context.say("brief/asked", plan_keys(context, card, seat), card=card, asked=asked)


async def answer_nothing(update: Update, context: Context, more: list[str]) -> None:
    """A locality has nothing to be coordinated."""
    (ask_id,) = ids(more, 1)
    told, _ = await context.read(gathering.ask_of, ask_id, context.today)
    seat = locality_seat(context.desk, told)
    card = await context.transact(gathering.answer_nothing, context.by(seat.post_id), ask_id, context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("brief/answered_nothing", card=card)


async def send(update: Update, context: Context, more: list[str]) -> None:
    """Sends the brief to the chief now."""
    (plan_id,) = ids(more, 1)
    _, seat = await gathering_for(context, plan_id)
    card = await context.transact(sending.send, context.by(seat.post_id), plan_id, context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("brief/sent", card=card)


async def ask_cancel(update: Update, context: Context, more: list[str]) -> None:
    """Asks once more before a planned patrol is taken off."""
    (plan_id,) = ids(more, 1)
    card, _ = await seen(context, plan_id)
    await context.nod()
    rows = [
        [(context.label("brief.cancel_yes"), keyboards.data(NAME, "cancel_yes", plan_id))],
        [(context.label("brief.back"), keyboards.data(NAME, "open", plan_id))],
    ]
    await pages.turn(update, context, "brief/ask_cancel", keyboards.buttons(rows), card=card)


async def cancel(update: Update, context: Context, more: list[str]) -> None:
    """The patrol does not take place; whoever gathers is told."""
    (plan_id,) = ids(more, 1)
    _, seat = await seen(context, plan_id)
    card = await context.transact(planning.cancel, context.by(seat.post_id), plan_id, context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("brief/cancelled", card=card)


def plan_keys(context: Context, card: PlanCard, seat: Seat) -> InlineKeyboardMarkup:
    """The buttons of one planned patrol."""
    plan_id, coming = card.plan.id, card.plan.patrol_on >= context.today
    rows: list[list[Button]] = []
    if gathers(seat, card) and coming and card.plan.state in _OPEN:
        rows.append([_tap(context, "clue", plan_id), _tap(context, "ask", plan_id)])
    rows.append([_tap(context, "read", plan_id), _tap(context, "word", plan_id)])
    if coming and card.plan.state in _OPEN:
        row = [_tap(context, "send", plan_id)] if gathers(seat, card) and card.plan.state != PlanState.SENT else []
        rows.append([*row, _tap(context, "cancel", plan_id)])
    return keyboards.buttons(rows)


async def _list(context: Context, offset: int) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    desk = context.desk
    lines, total = await context.read(lists.plans_of, desk.seats, context.today, offset)
    offices = [seat.region_path for seat in desk.seats_as(Role.OFFICE)]
    asked = await context.read(lists.asked_of, offices, context.today) if offices else []
    openers = [_opener(number, line) for number, line in enumerate(lines, offset + 1)]
    turns = [
        (context.label(f"brief.{key}"), keyboards.data(NAME, "list", to))
        for key, to in pages.beside(offset, PAGE, total)
    ]
    rows = [*keyboards.in_rows(openers, 4), turns]
    rows += [_asked(context, line) for line in asked[:3]]
    if may(desk, Action.SEE_BRIEFS):
        rows.append([(context.label("brief.new"), keyboards.data(NAME, "new"))])
    values = {"lines": lines, "first": offset + 1, "total": total, "asked": asked, "today": context.today}
    return values, keyboards.buttons(row for row in rows if row)


def _opener(number: int, line: Line) -> Button:
    return str(number), keyboards.data(NAME, "open", line.id)


def _asked(context: Context, line: Line) -> list[Button]:
    return [
        (context.label("brief.has_request", water=line.water), keyboards.data(NAME, "request", line.ask_id)),
        (context.label("brief.has_nothing", water=line.water), keyboards.data(NAME, "nothing", line.ask_id)),
    ]


def _tap(context: Context, act: str, plan_id: int) -> Button:
    return context.label(f"brief.{act}"), keyboards.data(NAME, act, plan_id)
