"""On the spot 回头看: photos and words, then one tap: held, or relapsed 反弹, which opens the issue again."""

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards, received
from handlers.access import Action, require_in
from handlers.collecting import keep_piece
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Taps, ask, ask_again
from handlers.issues.reasons import cancel, cancel_row, conclude
from handlers.issues.rights import Warrant, hand, ids, matter_of
from handlers.issues.view import show_issue
from handlers.look_back import drawing, listing
from storage.issues.matters import Matter
from storage.issues.settling import open_about
from storage.issues.steps import Hand
from storage.look_back import drawing as drawn
from storage.look_back import looking
from storage.models import Draft, MediaUse

NAME = "looking"


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Shows the issue as it was closed and asks what is there now."""
    (item_id,) = ids(more, 1)
    one = await context.read(looking.item, item_id)
    by_hand = _hand(context, await matter_of(context, one.issue_id))
    await context.read(looking.check, by_hand, item_id)
    await context.nod()
    draft = await context.transact(_opened, by_hand, context.desk.chat_id, item_id)
    await show_issue(context, one.issue_id)
    await show(context, draft)


async def choose(update: Update, context: Context, more: list[str]) -> None:
    """Takes a closed issue by hand, without the lot."""
    (issue_id,) = ids(more, 1)
    by_hand = _hand(context, await matter_of(context, issue_id))
    draft = await context.transact(_chosen, by_hand, context.desk.chat_id, issue_id)
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks what is there now, with what came so far."""
    await ask(context, draft, "look_back/ask", _keys(context, draft), **_told(draft))


async def take(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a photo, video, voice or words, and counts on the standing question."""
    draft = await keep_piece(update, context, draft, MediaUse.LOOK_BACK, received.media)
    await ask_again(context, draft, "look_back/ask", _keys(context, draft), **_told(draft))


async def held(update: Update, context: Context, draft: Draft) -> None:
    """未反弹: it stays closed."""
    await _finish(context, draft, True)


async def relapsed(update: Update, context: Context, draft: Draft) -> None:
    """反弹: the same number is dealt with anew."""
    await _finish(context, draft, False)


async def _finish(context: Context, draft: Draft, is_held: bool) -> None:
    by_hand = _hand(context, await matter_of(context, draft.data["issue_id"]))
    item_id, words = draft.data["item_id"], draft.data.get("words", "")
    done = await conclude(
        context, draft, lambda session: looking.look(session, by_hand, item_id, is_held, words, draft.id)
    )
    await context.nod()
    await context.retire_buttons()
    round_id = draft.data["round_id"]
    left = [each for each in await context.read(looking.items, round_id) if each.held is None]
    rows = [
        [(context.label("look_back.next", number=each.number), keyboards.data(listing.TAPPED, "item", each.item_id))]
        for each in left[:1]
    ]
    rows.append([(context.label("look_back.list"), keyboards.data(listing.TAPPED, "round", round_id, 0))])
    told = {"number": done.issue.number, "state": done.issue.state, "left": len(left)}
    await context.say("look_back/held" if is_held else "look_back/relapsed", keyboards.buttons(rows), **told)


def _hand(context: Context, now: Matter) -> Hand:
    return hand(context, Warrant(require_in(context.desk, Action.LOOK_BACK, now.region_path).post_id, False))


def _chosen(session: Session, by_hand: Hand, chat_id: int, issue_id: int) -> Draft:
    return _opened(session, by_hand, chat_id, drawn.choose(session, by_hand, issue_id).id)


def _opened(session: Session, by_hand: Hand, chat_id: int, item_id: int) -> Draft:
    now = looking.check(session, by_hand, item_id)
    one = looking.item(session, item_id)
    told = {"issue_id": now.issue.id, "number": now.issue.number, "item_id": item_id, "round_id": one.round_id}
    return open_about(session, chat_id, by_hand.by.person_id or 0, NAME, "collect", by_hand.by.at, **told)


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    ends = [
        (context.label(f"look_back.say_{end}"), keyboards.data(NAME, end, draft.id)) for end in ("held", "relapsed")
    ]
    return keyboards.buttons([ends, cancel_row(context, draft)])


def _told(draft: Draft) -> dict[str, object]:
    data = draft.data
    return {
        "number": data["number"],
        "shots": data.get("shots", 0),
        "voices": data.get("voices", 0),
        "words": data.get("words", ""),
    }


_KINDS = (Heard.WORDS, Heard.PHOTO, Heard.FILE, Heard.VOICE, Heard.VIDEO)
DIALOG = Dialog(
    NAME,
    Action.LOOK_BACK,
    show,
    {"collect": dict.fromkeys(_KINDS, take)},
    {"held": held, "relapsed": relapsed, "cancel": cancel},
)
TAPS = Taps(
    listing.TAPPED,
    {
        "round": (Action.LOOK_BACK, listing.show_round),
        "draw": (Action.DECIDE_ISSUE, drawing.begin),
        "item": (Action.LOOK_BACK, begin),
        "choose": (Action.LOOK_BACK, choose),
    },
)
