"""社情民意: one's own opinions, those to answer, those of the region to forward; one of them with its files."""

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import TABLE, Action, may
from handlers.campaigns import rights
from handlers.context import Context
from handlers.evidence.originals import send_original
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from rules.campaigns import OpinionState
from storage.campaigns import opinion_cards
from storage.campaigns.opinion_cards import PAGE, Asked, OpinionCard

NAME = "opinion"
EVERY = 0  # in the place of a campaign's id: of every campaign and of none


async def open_board(update: Update, context: Context) -> None:
    """Lists what concerns one; what waits comes first."""
    await _say_list(context, EVERY)


async def list_of_campaign(update: Update, context: Context, more: list[str]) -> None:
    """The opinions of one campaign."""
    campaign_id, offset = ids(more, 2)
    await context.nod()
    await _say_list(context, campaign_id, offset)


async def turn(update: Update, context: Context, more: list[str]) -> None:
    """Another page."""
    campaign_id, offset = ids(more, 2)
    await context.nod()
    found, total = await _found(context, campaign_id, offset)
    keyboard = _list_keys(context, found, campaign_id, offset, total)
    await pages.turn(update, context, "opinion/list", keyboard, found=found, total=total, first=offset + 1)


async def open_card(update: Update, context: Context, more: list[str]) -> None:
    """Shows one: the words, where it is, the answer."""
    opinion = await seen(context, more)
    await context.nod()
    await say_card(context, opinion)


async def say_card(context: Context, opinion: OpinionCard) -> None:
    """One opinion, with everything that may be done to it now."""
    rows: list[list[Button]] = []
    waits = opinion.state is not OpinionState.ANSWERED
    if waits and rights.manages(context.desk, opinion.region_path):
        again = opinion.state is OpinionState.FORWARDED
        rows.append([button(context, "forward", opinion.id, label="forward_again" if again else "forward")])
    if waits and rights.may_answer(context.desk, opinion):
        rows.append([button(context, "answer", opinion.id)])
    if opinion.files:
        rows.append([button(context, "files", opinion.id, count=opinion.files)])
    await context.say("opinion/card", keyboards.buttons(rows) if rows else None, opinion=opinion)


async def show_files(update: Update, context: Context, more: list[str]) -> None:
    """Sends what came with it, as it came."""
    opinion = await seen(context, more)
    await context.nod()
    for one in await context.read(opinion_cards.files, opinion.id):
        await send_original(context, one)


async def seen(context: Context, more: list[str]) -> OpinionCard:
    """The opinion of a button, if it concerns the person; refuses else."""
    (opinion_id,) = ids(more, 1)
    opinion = await context.read(opinion_cards.card, opinion_id, context.today)
    rights.require_seeing(context.desk, opinion)
    return opinion


def button(context: Context, act: str, *more: object, label: str = "", **values: object) -> Button:
    """A button of an opinion, its words named like the act."""
    return context.label(f"opinion.{label or act}", **values), keyboards.data(NAME, act, *more)


async def _say_list(context: Context, campaign_id: int, offset: int = 0) -> None:
    found, total = await _found(context, campaign_id, offset)
    keyboard = _list_keys(context, found, campaign_id, offset, total)
    await context.say("opinion/list", keyboard, found=found, total=total, first=offset + 1)


async def _found(context: Context, campaign_id: int, offset: int) -> tuple[list[OpinionCard], int]:
    desk = context.desk
    posts = tuple(seat.post_id for seat in desk.seats if seat.role in TABLE[Action.SEE_OPINIONS])
    asked = Asked(rights.regions(desk, Action.MANAGE_CAMPAIGN), posts, context.person_id, campaign_id or None)
    return await context.read(opinion_cards.listed, asked, context.today, offset)


def _list_keys(
    context: Context, found: list[OpinionCard], campaign_id: int, offset: int, total: int
) -> InlineKeyboardMarkup | None:
    openers = [
        (context.label("opinion.nth", n=n), keyboards.data(NAME, "open", each.id))
        for n, each in enumerate(found, start=offset + 1)
    ]
    beside = pages.beside(offset, PAGE, total)
    turns = [button(context, "list", campaign_id, to, label=key) for key, to in beside]
    new = [button(context, "new")] if may(context.desk, Action.TAKE_PART) else []
    rows = [row for row in (*keyboards.in_rows(openers, 3), turns, new) if row]
    return keyboards.buttons(rows) if rows else None
