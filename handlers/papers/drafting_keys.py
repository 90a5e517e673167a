"""The buttons of the dialog 拟文."""

from datetime import date, timedelta

from telegram import InlineKeyboardMarkup

from handlers import keyboards
from handlers.context import Context
from handlers.keyboards import Button
from rules.papers import DRAFTED
from storage.models import Draft

NAME = "paper_draft"
LIST = "papers"  # the lookup from which drafting begins
LATER = (3, 7, 15)


def kind_keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    """The kinds."""
    kinds = [(context.label(f"papers.kind_{kind}"), data(draft, "kind", kind)) for kind in DRAFTED]
    return keyboards.buttons([*keyboards.in_rows(kinds, 2), [cancel(context, draft)]])


def preview_keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    """Save, look, change anything."""
    changes = [
        (context.label(f"papers.change_{step}"), data(draft, "ask", step))
        for step in ("posts", "issues", "words", "due", "title", "copies")
    ]
    rows: list[list[Button]] = [
        [
            (context.label("papers.save"), data(draft, "save")),
            (context.label("papers.draft_word"), data(draft, "word")),
        ],
        *(list(row) for row in keyboards.in_rows(changes, 3)),
        [cancel(context, draft)],
    ]
    return keyboards.buttons(rows)


def due_keys(context: Context, draft: Draft) -> list[list[Button]]:
    """Later days."""
    start = max(date.fromisoformat(draft.data["due"]), context.today)
    return [
        [(context.label("papers.later", days=days, due=start + timedelta(days=days)), data(draft, "later", days))]
        for days in LATER
    ]


def back(context: Context, draft: Draft) -> list[list[Button]]:
    """Back to the whole."""
    return [[(context.label("papers.back"), data(draft, "ask", "preview"))]]


def cancel(context: Context, draft: Draft) -> Button:
    """The way out."""
    return context.label("papers.cancel"), data(draft, "cancel")


def data(draft: Draft, act: str, *more: object) -> str:
    """Callback data of a button of this dialog."""
    return keyboards.data(NAME, act, draft.id, *more)
