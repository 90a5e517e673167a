"""An office writes a notice: words, photos, files; to whom; when; then the yes.

Keys of `draft.data`: region_id, path, post_id (of the office), words, files (how many), audience (JSON), kind, search,
offset (of what is being chosen), matched (of a list on its way), urgent, wants_receipt, wants_done, due_on, at, every,
until_on (ISO, None while nothing was said).
"""

from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session
from telegram import Message, Update

from handlers import keyboards, received
from handlers.access import Action
from handlers.broadcasts import choosing, listing, sending, timing
from handlers.broadcasts.asking import NAME, show
from handlers.context import Context
from handlers.dialogs import Dialog, Hear, Heard, give_up, step_on
from handlers.office import scope
from handlers.tapping import at_step
from handlers.wording import MOST, joined
from rules import broadcasts as rule
from rules.broadcasts import MOST_ENCLOSURES
from rules.refusals import Refusal
from storage import drafts, media
from storage.audit import By
from storage.broadcasts.audience import Audience
from storage.media import Received
from storage.models import Draft, Media, MediaUse, Subject


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Opens the dialog and asks for the words; goes on with one that was begun and not sent."""
    seat = scope.highest(context.desk, Action.BROADCAST)
    known: dict[str, Any] = {"region_id": seat.region_id, "path": seat.region_path, "post_id": seat.post_id}
    blank: dict[str, Any] = {"words": "", "files": 0, "audience": Audience().as_json(), "kind": "", "search": "",
                             "offset": 0, "urgent": False, "wants_receipt": True, "wants_done": False, "due_on": None,
                             "at": None, "every": None, "until_on": None}  # fmt: skip

    def open_one(session: Session) -> tuple[Draft, bool]:
        for old in drafts.of_dialog(session, context.desk.chat_id, NAME):
            if old.data["post_id"] == seat.post_id and (old.data["words"] or old.data["files"]):
                return drafts.resume(session, context.desk.chat_id, old.id) or old, True
        chat_id, person_id = context.desk.chat_id, context.person_id
        return drafts.begin(session, chat_id, person_id, NAME, "content", context.now, **known, **blank), False

    draft, was_begun = await context.transact(open_one)
    await context.nod()
    if was_begun:
        await context.say("broadcast/going_on", since=draft.updated_at)
    await show(context, draft)


async def hear(update: Update, context: Context, draft: Draft) -> None:
    """Keeps words or a file, and says what there is so far."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only messages come here
    brought = None if message.text is not None else enclosed(message)
    said = joined(draft.data["words"], message.text or message.caption or "")
    if brought is None and said.text == draft.data["words"]:
        raise Refusal("refusal/no_words")
    rule.check_fields(said.text)
    draft = await context.transact(_collect, context.by(), draft.id, context.person_id, brought, said.text)
    if said.cut:
        await context.say("rectification/words_cut", most=MOST)
    await show(context, draft, again=brought is not None)


async def clear(update: Update, context: Context, draft: Draft) -> None:
    """Begins anew with nothing."""

    def empty(session: Session) -> Draft:
        session.execute(delete(Media).where(Media.subject == Subject.DRAFT, Media.subject_id == draft.id))
        return drafts.hear(session, draft.id, context.now, words="", files=0)

    draft = await context.transact(empty)
    await context.nod()
    await show(context, draft, again=True)


async def go_on(update: Update, context: Context, draft: Draft) -> None:
    """From the words to the audience, from there to the preview."""
    rule.check_content(draft.data["words"], range(draft.data["files"]))
    if draft.step == "audience":
        await choosing.check_somebody(context, draft)
    step = "audience" if draft.step == "content" and not draft.data.get("whole") else "confirm"
    await show(context, await step_on(context, draft, step, whole=step == "confirm"))


async def go_back(update: Update, context: Context, draft: Draft) -> None:
    """To one of the questions before."""
    step = keyboards.word_tapped(update)
    if step not in ("content", "audience", "confirm"):
        raise Refusal("refusal/button_too_old")
    await show(context, await step_on(context, draft, step))


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Sends nothing."""
    await give_up(context, draft, "broadcast/not_sent")


def enclosed(message: Message) -> Received:
    """The file of a message; refuses one that is too large to send on."""
    try:
        return received.material(message)
    except Refusal as refusal:
        if refusal.text != "refusal/file_too_large":
            raise
        raise Refusal("refusal/broadcast_file_too_large", **refusal.values) from None


def _collect(session: Session, by: By, draft_id: int, person_id: int, brought: Received | None, words: str) -> Draft:
    if brought is None:
        return drafts.hear(session, draft_id, by.at, words=words)
    count = len(media.of(session, Subject.DRAFT, draft_id))
    if count >= MOST_ENCLOSURES:
        raise Refusal("refusal/broadcast_too_many_files", most=MOST_ENCLOSURES)
    count = media.add(session, by, person_id, brought, Subject.DRAFT, draft_id, MediaUse.NOTICE)
    return drafts.hear(session, draft_id, by.at, words=words, files=count)


_TAPS: dict[str, Hear] = {
    "next": at_step("content", "audience", hear=go_on),
    "clear": at_step("content", hear=clear),
    "back": at_step("list", "list_name", "confirm", hear=go_back),
    **{act: at_step("audience", hear=step) for act, step in choosing.IN_AUDIENCE.items()},
    **{act: at_step("pick", hear=step) for act, step in choosing.IN_PICK.items()},
    "new_list": at_step("pick", hear=listing.begin_list),
    **{act: at_step("confirm", hear=step) for act, step in sending.IN_CONFIRM.items()},
    "due_on": at_step("due", hear=timing.take_due),
    "at": at_step("when", hear=timing.take_moment),
    "every": at_step("every", hear=timing.take_every),
    "until": at_step("until", hear=timing.take_until),
    "drop": drop,
}
_PIECES = (Heard.WORDS, Heard.PHOTO, Heard.FILE, Heard.WORKBOOK, Heard.VOICE, Heard.VIDEO)
DIALOG = Dialog(
    NAME,
    Action.BROADCAST,
    show,
    {
        "content": dict.fromkeys(_PIECES, hear),
        "pick": {Heard.WORDS: choosing.search},
        "list": {Heard.WORDS: listing.hear_lines, Heard.WORKBOOK: listing.hear_workbook},
        "list_name": {Heard.WORDS: listing.hear_name},
        "due": {Heard.WORDS: timing.hear_due},
        "when": {Heard.WORDS: timing.hear_moment},
        "until": {Heard.WORDS: timing.hear_until},
    },
    _TAPS,
)
