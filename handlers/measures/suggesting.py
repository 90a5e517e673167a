"""按规则建议: what the records suggest lies before the office; it orders, or lays it aside with a reason."""

import zlib
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, give_up
from handlers.issues.rights import ids
from handlers.measures import ordering_opening as opening
from handlers.measures.rights import LIST
from handlers.wording import words
from rules.refusals import Refusal
from storage import drafts
from storage.audit import By
from storage.measures import suggestions
from storage.measures.suggestions import Suggestion
from storage.models import Draft

NAME = "measure_aside"
PAGE = 6


async def show_all(update: Update, context: Context, more: list[str]) -> None:
    """What the rules suggest now, one by one with its reason."""
    offset = ids(more, 1)[0] if more else 0
    found = await _suggested(context)
    await context.nod()
    shown = found[offset : offset + PAGE]
    rows: list[Any] = [
        [(context.label("measures.use", n=n, kind=one.kind), keyboards.data(LIST, "use", _mark(one))),
         (context.label("measures.aside", n=n), keyboards.data(LIST, "aside", _mark(one)))]
        for n, one in enumerate(shown, offset + 1)
    ]  # fmt: skip
    if offset + PAGE < len(found):
        rows.append([(context.label("measures.next_page"), keyboards.data(LIST, "suggest", offset + PAGE))])
    keys = keyboards.buttons(rows) if rows else None
    await context.say("measures/suggestions", keys, shown=shown, first=offset + 1, total=len(found),
                      triggers=context.profile.ladder.triggers)  # fmt: skip


async def use(update: Update, context: Context, more: list[str]) -> None:
    """Orders what is suggested: everything is filled in, the office looks at it and sends it."""
    one = await _one(context, more)
    await opening.open_order(
        context, one.kind, opening.seat_to_order(context), posts=[one.subject.post_id], as_unit=one.as_unit,
        why=one.reason, evidence=one.evidence, origin=one.origin, previous=one.previous_id,
    )  # fmt: skip


async def begin_laying_aside(update: Update, context: Context, more: list[str]) -> None:
    """不采用: asks why."""
    one = await _one(context, more)
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, "why", context.now,
        origin=one.origin, name=one.name, kind=one.kind, region_id=opening.seat_to_order(context).region_id,
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks why it is laid aside."""
    await ask(context, draft, "measures/ask_aside", _keys(context, draft), **_told(draft))


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Lays it aside; it does not come again."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    why, by = words(update.effective_message).text, context.by(opening.seat_to_order(context).post_id)
    await context.transact(_lay_aside, by, draft, why)
    await context.say("measures/laid_aside", keyboards.menu(context), **_told(draft))


async def leave(update: Update, context: Context, draft: Draft) -> None:
    """Lets it lie."""
    await give_up(context, draft, "measures/left")


def _lay_aside(session: Any, by: By, draft: Draft, why: str) -> None:
    suggestions.lay_aside(session, by, draft.data["origin"], draft.data["region_id"], why)
    drafts.close(session, draft.id)


async def _suggested(context: Context) -> list[Suggestion]:
    path = opening.seat_to_order(context).region_path
    return await context.house.database.read_at_leisure(
        suggestions.suggested, context.profile, path, context.today, context.house.is_workday
    )


async def _one(context: Context, more: list[str]) -> Suggestion:
    (mark,) = ids(more, 1)
    found = next((one for one in await _suggested(context) if _mark(one) == mark), None)
    if found is None:
        raise Refusal("refusal/suggestion_gone")
    return found


def _mark(one: Suggestion) -> int:
    return zlib.crc32(one.origin.encode()) >> 1


def _keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    return keyboards.buttons([[(context.label("measures.leave"), keyboards.data(NAME, "leave", draft.id))]])


def _told(draft: Draft) -> dict[str, Any]:
    return {"name": draft.data["name"], "kind": draft.data["kind"]}


DIALOG = Dialog(NAME, Action.ORDER_MEASURE, show, {"why": {Heard.WORDS: hear}}, {"leave": leave})
