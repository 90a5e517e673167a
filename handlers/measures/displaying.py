"""晒工作: the comparison of a period as a picture, looked at and counted first; then to the groups or the chiefs."""

from dataclasses import astuple
from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Message, Update

from documents.measures.display import display_picture
from handlers import keyboards
from handlers.access import Action
from handlers.context import Context, aside
from handlers.dialogs import Dialog, Heard, ask, give_up
from handlers.wording import words
from rules import periods
from rules.periods import Period, Span
from rules.refusals import Refusal
from rules.roles import Level, Role
from rules.typed_spans import read
from storage import drafts
from storage.groups import register
from storage.measures import display
from storage.measures.display import Line, Showing
from storage.models import Draft, Measure
from storage.posts.desks import Seat

NAME = "measure_display"
_OFFERED = (Period.MONTH, Period.QUARTER, Period.HALF_YEAR, Period.YEAR)
_WAYS = ("groups", "chiefs", "both")


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """The last whole month first; another period by button or by typing it."""
    span = periods.last_whole(Period.MONTH, context.today)
    data = await _data(context, Period.MONTH, span)
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, "look", context.now, **data
    )
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Shows the picture as it would go out, with how many would get it."""
    lines = [Line(*each) for each in draft.data["lines"]]
    values, keys = await _question(context, draft, lines)
    if not lines:
        await ask(context, draft, "measures/ask_display", keys, **values)
        return
    seat = _seat(context)
    office = context.profile.paper.issuer(seat.region_name).name
    picture = await aside(display_picture, _title(context, seat), draft.data["name"], lines, office)
    sent = await context.show_picture(picture, "measures/ask_display", keys, **values)
    context.house.afterwards.asked(context.desk.chat_id, draft.id, sent.message_id)


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Another period, as typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = read(words(update.effective_message).text, context.today)
    if told.span is None:
        raise Refusal("refusal/no_such_days")
    data = await _data(context, told.period, told.span)
    await show(context, await context.transact(drafts.hear, draft.id, context.now, **data))


async def choose(update: Update, context: Context, draft: Draft) -> None:
    """The last whole period of a kind."""
    word = "".join(keyboards.tapped(update)[-1:])
    if word not in _OFFERED:
        raise Refusal("refusal/button_too_old")
    period = Period(word)
    data = await _data(context, period, periods.last_whole(period, context.today))
    draft = await context.transact(drafts.hear, draft.id, context.now, **data)
    await context.nod()
    await show(context, draft)


async def publish(update: Update, context: Context, draft: Draft) -> None:
    """Sends the very picture that was looked at; recorded as a measure, which keeps it."""
    way, seat = "".join(keyboards.tapped(update)[-1:]), _seat(context)
    groups, people = await _audience(context, seat)
    groups = groups if way in ("groups", "both") else []
    people = people if way in ("chiefs", "both") else []
    if way not in _WAYS or not (groups or people):
        raise Refusal("refusal/display_to_nobody")
    file_id = _photo_of(update)
    name = context.label("measures.picture_file", period=draft.data["name"])
    showing = Showing(await context.house.keeper.fetch(file_id), file_id, name, _title(context, seat),
                      draft.data["name"], [Line(*each) for each in draft.data["lines"]])  # fmt: skip
    by, profile, today = context.by(seat.post_id), context.profile, context.today

    def send(session: Session) -> Measure:
        made = display.publish(session, by, profile, seat.region_id, showing, people, groups, today,
                               context.house.is_workday)  # fmt: skip
        drafts.close(session, draft.id)
        return made

    await context.transact(send)
    await context.nod()
    await context.retire_buttons()
    await context.say("measures/displayed", keyboards.menu(context), groups=len(groups), people=len(people))


async def leave(update: Update, context: Context, draft: Draft) -> None:
    """Shows nothing to anybody."""
    await give_up(context, draft, "measures/left")


async def _question(context: Context, draft: Draft, lines: list[Line]) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    groups, people = await _audience(context, _seat(context))
    row = [(context.label("measures.last_period", period=each), keyboards.data(NAME, "period", draft.id, each))
           for each in _OFFERED]  # fmt: skip
    counted = {"groups": len(groups), "chiefs": len(people), "both": len(groups) and len(people)}
    sends = [
        [(context.label(f"measures.to_{way}", groups=len(groups), people=len(people)),
          keyboards.data(NAME, "send", draft.id, way))]
        for way in _WAYS if counted[way] and lines
    ]  # fmt: skip
    leaving = [(context.label("measures.leave"), keyboards.data(NAME, "leave", draft.id))]
    values = {"name": draft.data["name"], "lines": lines, "groups": len(groups), "people": len(people)}
    return values, keyboards.buttons([*sends, *keyboards.in_rows(row, 2), leaving])


async def _audience(context: Context, seat: Seat) -> tuple[list[int], list[int]]:
    groups = await context.read(register.groups_of, seat.region_id)
    people = await context.read(display.chiefs, seat.region_path, _below(seat), context.today)
    return [each.id for each in groups], people


def _photo_of(update: Update) -> str:
    """The picture above the button."""
    message = update.callback_query.message if update.callback_query else None
    if not isinstance(message, Message) or not message.photo:
        raise Refusal("refusal/button_too_old")
    return message.photo[-1].file_id


def _title(context: Context, seat: Seat) -> str:
    return context.label("measures.display_title", region=seat.region_name)


def _below(seat: Seat) -> Level:
    return seat.level.subordinate or seat.level


def _seat(context: Context) -> Seat:
    seats = context.desk.seats_as(Role.OFFICE)
    if not seats:
        raise Refusal("refusal/not_your_role")
    return min(seats, key=lambda seat: len(seat.region_path))


async def _data(context: Context, period: Period | None, span: Span) -> dict[str, Any]:
    name, seat = periods.name(period, span), _seat(context)
    lines = await context.house.database.read_at_leisure(
        display.compared, context.profile, seat.region_path, _below(seat), span, context.today, context.house.is_workday
    )
    return {"name": name, "lines": [list(astuple(line)) for line in lines]}


DIALOG = Dialog(
    NAME,
    Action.ORDER_MEASURE,
    show,
    {"look": {Heard.WORDS: hear}},
    {"period": choose, "send": publish, "leave": leave},
)
