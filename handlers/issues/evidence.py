"""What the assignee shows: progress 反馈进展 and the finished work 提交整改, collected piece by piece."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.collecting import KINDS, keep_piece, pieces
from handlers.context import Context
from handlers.dialogs import Dialog, ask, ask_again
from handlers.issues.pictures import side_by_side
from handlers.issues.reasons import begin_about, cancel, cancel_row, conclude, seen_in, still_warranted
from handlers.issues.rights import hand, ids, warranted
from rules.issue_states import Act
from rules.refusals import Refusal
from storage.issues import rectifications
from storage.issues.matters import Matter
from storage.issues.steps import Hand, Seen
from storage.models import Draft, MediaUse

Perform = Callable[[Session, Hand, Seen, str, int], Matter]


@dataclass(frozen=True)
class Collecting:
    """One kind of showing: its dialog's name, its act, what its photos are, what storage does at the end."""

    name: str
    act: Act
    use: MediaUse
    perform: Perform

    def dialog(self) -> Dialog:
        """The dialog that collects photos, voice, files and words."""
        hears = {"collect": dict.fromkeys(KINDS, self.take)}
        return Dialog(self.name, Action.RECTIFY, self.show, hears, {"send": self.send, "cancel": cancel})

    async def begin(self, update: Update, context: Context, more: list[str]) -> None:
        """The tap that opens the dialog."""
        seen = Seen(*ids(more, 2))
        now, _ = await warranted(context, seen, self.act)
        draft = await begin_about(context, self.name, "collect", now, seen)
        await context.nod()
        await self.show(context, draft)

    async def show(self, context: Context, draft: Draft) -> None:
        """Asks to show it, with what came so far."""
        await ask(context, draft, f"rectification/ask_{self.act}", self._keys(context, draft), **_told(draft))

    async def take(self, update: Update, context: Context, draft: Draft) -> None:
        """Keeps a photo, video, voice, file or words, and counts on the standing question."""
        draft = await keep_piece(update, context, draft, self.use)
        keys = self._keys(context, draft)
        await ask_again(context, draft, f"rectification/ask_{self.act}", keys, **_told(draft))

    async def send(self, update: Update, context: Context, draft: Draft) -> None:
        """Hands in what was collected."""
        _require_something(self.act, draft)
        _, warrant = await still_warranted(context, draft, self.act)
        by_hand, words = hand(context, warrant), draft.data.get("words", "")
        done = await conclude(
            context, draft, lambda session: self.perform(session, by_hand, seen_in(draft), words, draft.id)
        )
        await context.nod()
        await context.retire_buttons()
        await _answer(context, self.act, done)

    def _keys(self, context: Context, draft: Draft) -> InlineKeyboardMarkup:
        send = (context.label(f"rectification.send_{self.act}"), keyboards.data(self.name, "send", draft.id))
        return keyboards.buttons([[send], cancel_row(context, draft)])


PROGRESS = Collecting("progress", Act.PROGRESS, MediaUse.PROGRESS, rectifications.report_progress)
SUBMISSION = Collecting("submission", Act.SUBMIT, MediaUse.AFTER, rectifications.submit)


async def _answer(context: Context, act: Act, done: Matter) -> None:
    picture = await side_by_side(context, done) if act is Act.SUBMIT else None
    template = f"rectification/done_{act}"
    if picture is None:
        await context.say(template, keyboards.menu(context), number=done.issue.number, place=done.place)
    else:
        menu = keyboards.menu(context)
        await context.show_picture(picture, template, menu, number=done.issue.number, place=done.place)


def _require_something(act: Act, draft: Draft) -> None:
    if act is Act.SUBMIT and not draft.data.get("shots"):
        raise Refusal("refusal/no_after_photo")
    if not any(pieces(draft).values()):
        raise Refusal("refusal/nothing_to_report")


def _told(draft: Draft) -> dict[str, object]:
    return {"number": draft.data["number"], **pieces(draft)}
