"""The questions of the dialog 移交: to which department, what for, until when, and the whole for a last look."""

from typing import Any

from telegram import InlineKeyboardMarkup

from handlers import keyboards
from handlers.context import Context
from handlers.dialogs import ask, ask_again
from handlers.issues.reasons import cancel_row
from handlers.issues.rights import matter_of
from storage.issues.telling import type_name
from storage.models import Draft
from storage.transfers import sending

NAME = "referring"
MOST = 8


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    template, keys, told = await _question(context, draft)
    await ask(context, draft, template, keys, **told)


async def show_again(context: Context, draft: Draft) -> None:
    """Changes the question that stands there already."""
    template, keys, told = await _question(context, draft)
    await ask_again(context, draft, template, keys, **told)


async def _question(context: Context, draft: Draft) -> tuple[str, InlineKeyboardMarkup, dict[str, Any]]:
    told: dict[str, Any] = {
        key: draft.data.get(key, "") for key in ("number", "place", "due", "department", "people", "matter", "search")
    }
    told["type"] = type_name(context.profile, draft.data["type"])
    rows: list[list[keyboards.Button]] = []
    if draft.step == "department":
        now = await matter_of(context, draft.data["issue_id"])
        found = await context.read(sending.departments, now.issue, context.today, told["search"])
        told["found"] = found[:MOST]
        rows = [
            [(context.label("transfer.department", one=one), keyboards.data(NAME, "to", draft.id, one.post_id))]
            for one in found[:MOST]
        ]
    elif draft.step == "matter":
        ready = context.house.speech.labels("referring").values()
        rows = [[(words, keyboards.data(NAME, "ready", draft.id, n))] for n, words in enumerate(ready)]
    elif draft.step == "preview":
        rows = _preview_rows(context, draft)
    return f"transfer/ask_{draft.step}", keyboards.buttons([*rows, cancel_row(context, draft)]), told


def _preview_rows(context: Context, draft: Draft) -> list[list[keyboards.Button]]:
    send = (context.label("transfer.send"), keyboards.data(NAME, "send", draft.id))
    changes = [
        (context.label(f"transfer.change_{step}"), keyboards.data(NAME, "ask", draft.id, step))
        for step in ("department", "matter", "due")
    ]
    return [[send], changes[:2], changes[2:]]
