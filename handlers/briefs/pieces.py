"""Handing in a clue 明查暗访线索 or a request 需要协调的事项: words, photos, where; collected piece by piece."""

from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards, received
from handlers.access import Action
from handlers.briefs.plans import NAME as BRIEF
from handlers.briefs.plans import plan_keys
from handlers.briefs.rights import gathering_for, locality_seat
from handlers.collecting import KINDS, keep_piece, pieces
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, ask_again, give_up, open_dialog
from handlers.issues.rights import ids
from rules.briefs import PieceKind
from rules.refusals import Refusal
from storage import drafts
from storage.briefs import gathering
from storage.briefs.cards import PlanCard
from storage.briefs.gathering import NewPiece
from storage.models import Draft, MediaUse
from storage.posts.desks import Seat

NAME = "brief_piece"


async def begin_clue(update: Update, context: Context, more: list[str]) -> None:
    """Asks what was found; only who gathers hands in clues."""
    (plan_id,) = ids(more, 1)
    card, _ = await _may_add(context, plan_id, None)
    await _begin(context, card, PieceKind.CLUE, None)


async def begin_request(update: Update, context: Context, more: list[str]) -> None:
    """Asks what is to be coordinated; only the office that was asked answers."""
    (ask_id,) = ids(more, 1)
    told, card = await context.read(gathering.ask_of, ask_id, context.today)
    locality_seat(context.desk, told)
    await context.read(gathering.open_card, card.plan.id, context.today)
    await _begin(context, card, PieceKind.REQUEST, ask_id)


async def show(context: Context, draft: Draft) -> None:
    """Asks for words, photos and the place, with what came so far."""
    await ask(context, draft, f"brief/ask_{draft.data['kind']}", _keys(context, draft), told=_told(draft))


async def take(update: Update, context: Context, draft: Draft) -> None:
    """Keeps words or a file, and counts on the standing question."""
    draft = await keep_piece(update, context, draft, MediaUse.BEFORE)
    await ask_again(context, draft, f"brief/ask_{draft.data['kind']}", _keys(context, draft), told=_told(draft))


async def take_place(update: Update, context: Context, draft: Draft) -> None:
    """Keeps where it is; the last place said counts."""
    assert update.effective_message is not None  # noqa: S101 - only places come here
    place = received.place(update.effective_message)
    draft = await context.transact(drafts.hear, draft.id, context.now, lat=place.lat, lon=place.lon)
    await ask_again(context, draft, f"brief/ask_{draft.data['kind']}", _keys(context, draft), told=_told(draft))


async def send(update: Update, context: Context, draft: Draft) -> None:
    """Puts it into the brief."""
    data = draft.data
    if not any(pieces(draft).values()):
        raise Refusal("refusal/nothing_to_report")
    card, seat = await _may_add(context, data["plan_id"], data["ask_id"])
    region_id = seat.region_id if data["ask_id"] else None
    new = NewPiece(data["plan_id"], PieceKind(data["kind"]), data.get("words", ""), region_id,
                   data.get("lat"), data.get("lon"))  # fmt: skip
    by, today = context.by(seat.post_id), context.today

    def add(session: Session) -> PlanCard:
        return gathering.add(session, by, draft.id, new, today)

    card = await context.transact(add)
    await context.nod()
    await context.retire_buttons()
    one_more = keyboards.buttons(
        [[(context.label("brief.one_more"), keyboards.data(BRIEF, "request", data["ask_id"]))]]
    )
    keys = one_more if data["ask_id"] else plan_keys(context, card, seat)
    await context.say(f"brief/added_{data['kind']}", keys, card=card)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Hands in nothing."""
    await give_up(context, draft, "brief/not_added")


async def _begin(context: Context, card: PlanCard, kind: PieceKind, ask_id: int | None) -> None:
    draft = await open_dialog(
        context, NAME, "collect",
        plan_id=card.plan.id, kind=kind, ask_id=ask_id, water=card.water, seat=card.seat,
        patrol_on=card.plan.patrol_on.isoformat(),
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


async def _may_add(context: Context, plan_id: int, ask_id: int | None) -> tuple[PlanCard, Seat]:
    """The plan and the seat that adds to it, checked anew: the day may be gone, the post another's."""
    if ask_id is not None:
        told, card = await context.read(gathering.ask_of, ask_id, context.today)
        return card, locality_seat(context.desk, told)
    _, seat = await gathering_for(context, plan_id)
    return await context.read(gathering.open_card, plan_id, context.today), seat


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    acts = ("send", "drop")
    return keyboards.buttons(
        [[(context.label(f"brief.piece_{act}"), keyboards.data(NAME, act, draft.id))] for act in acts]
    )


def _told(draft: Draft) -> dict[str, Any]:
    told = {key: draft.data[key] for key in ("water", "seat", "patrol_on")}
    return {**told, "lat": draft.data.get("lat"), **pieces(draft)}


DIALOG = Dialog(
    NAME,
    Action.SEE_BRIEFS,
    show,
    {"collect": dict.fromkeys(KINDS, take) | {Heard.PLACE: take_place}},
    {"send": send, "drop": drop},
)
