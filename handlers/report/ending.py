"""The end of a report: submitted with a number, joined to an open issue, or not wanted after all."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.context import Context
from handlers.dialogs import Show
from handlers.issues.view import describe
from handlers.keyboards import data
from handlers.public import handing_in
from handlers.report.asking import put
from handlers.report.tapping import Tap, told_by
from rules.refusals import Refusal
from storage.issues import registering
from storage.issues.registering import IssueCard, Ledger
from storage.models import Draft
from storage.posts import desks
from storage.reports import making


class Ending:
    """Knows how to take up the dialog that the report interrupted (a patrol goes on by itself)."""

    def __init__(self, take_up: Show) -> None:
        self._take_up = take_up
        self.taps: dict[str, Tap] = {
            "submit": self.submit,
            "join": self.join,
            "drop": self.ask_drop,
            "dropped": self.drop,
            "go_on": self.go_on,
        }

    async def submit(self, update: Update, context: Context, draft: Draft) -> None:
        """Registers the issue and says its number, and what happens next."""
        await context.nod()
        known = context.profile.issue_type(draft.data.get("type") or "")
        if known is None:
            raise Refusal("refusal/report_lacks_type")
        ledger = Ledger(context.today, context.profile.number_prefix, known.name, known.severity)
        if not context.desk.on_roster:
            told = await handing_in.hand_in(context, draft, ledger)
            await self._go_on(context, "public/handed_in", told)
            return
        issue_id = await context.transact(registering.register, context.by(), draft.id, ledger)
        await self._say_end(context, draft, issue_id, "report/registered")

    async def join(self, update: Update, context: Context, draft: Draft) -> None:
        """Joins an open issue, whose number is said."""
        chosen = told_by(update)
        if not chosen.isdecimal() or int(chosen) not in (draft.data.get("offered") or []):
            raise Refusal("refusal/button_too_old")
        await context.nod()
        known = context.profile.issue_type(draft.data.get("type") or "")
        if not context.desk.on_roster and known is not None:
            # What the public says is looked at by the office before it stands in the ledger, this too.
            ledger = Ledger(context.today, context.profile.number_prefix, known.name, known.severity)
            told = await handing_in.hand_in(context, draft, ledger, int(chosen))
            await self._go_on(context, "public/handed_in", told)
            return
        issue_id = await context.transact(
            registering.join, context.by(), draft.id, int(chosen), known.name if known else "", context.today
        )
        await self._say_end(context, draft, issue_id, "report/joined")

    async def ask_drop(self, update: Update, context: Context, draft: Draft) -> None:
        """Asks once more: what was told would be gone."""
        await context.nod()
        rows = [[
            (context.label("report.dropped"), data(making.DIALOG, "dropped", draft.id)),
            (context.label("report.go_on"), data(making.DIALOG, "go_on", draft.id)),
        ]]  # fmt: skip
        await context.say("report/ask_drop", keyboards.buttons(rows))

    async def go_on(self, update: Update, context: Context, draft: Draft) -> None:
        """Does not drop it; asks again where it stood."""
        await context.nod()
        await context.retire_buttons()
        await put(context, draft, draft.data, anew=True)

    async def drop(self, update: Update, context: Context, draft: Draft) -> None:
        """Leaves no record."""
        await context.nod()
        await context.transact(making.drop, draft.id)
        await context.retire_buttons()
        await self._go_on(context, "dialog/dropped", {})

    async def _say_end(self, context: Context, draft: Draft, issue_id: int, template: str) -> None:
        card = await context.read(registering.issue_card, issue_id)
        assert card is not None  # noqa: S101 - registered a moment ago
        if draft.prompt_id is not None:
            joined = template == "report/joined"
            keyboard = _own_buttons(context, card, joined, draft.data.get("back"))
            await context.correct(draft.prompt_id, "report/submitted", keyboard, card=card, joined=joined)
        await self._go_on(context, template, describe(context, card))

    async def _go_on(self, context: Context, template: str, values: dict[str, Any]) -> None:
        """Says the end; in a patrol its question comes next, else the menu."""
        desk = context.desk
        context.desk = await context.read(desks.desk, desk.telegram_id, desk.chat_id, context.today)
        resumed = context.desk.draft
        await context.say(template, None if resumed else keyboards.menu(context), **values)
        if resumed is not None:
            await self._take_up(context, resumed)


def _own_buttons(context: Context, card: IssueCard, joined: bool, back: tuple[str, str] | None) -> InlineKeyboardMarkup:
    """Under the settled question: see it, change its words, take it back (format: handlers/report/mine.py).

    Below them the way back to what it was reported under, if no dialog leads there by itself.
    """
    acts = ("see",) if joined or card.on_the_spot else ("see", "words", "withdraw")
    rows = [[(context.label(f"mine.{act}"), data("mine", act, card.id)) for act in acts]]
    if back is not None:
        rows.append([(context.label(back[0]), back[1])])
    return keyboards.buttons(rows)
