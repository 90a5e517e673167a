"""An entry for the office's eye 异常事项: a stranger's card, an unreadable update, a photo seen before."""

from telegram import InlineKeyboardMarkup

from documents.twins import Twin, twins
from handlers import keyboards
from handlers.context import Context, aside
from handlers.issues.pictures import content_of
from handlers.issues.view import show_pictures
from storage import media
from storage.ledger.queue import Waiting
from storage.models import MediaUse, OfficeEntry, Subject
from storage.photo_origins import Origin, origins


async def show_entry(context: Context, entry: OfficeEntry) -> None:
    """Says what it is; two photos that are alike stand side by side."""
    if entry.kind == "photo_seen_before":
        await _show_twins(context, entry)
    else:
        if entry.values.get("photos"):
            shown = await context.read(media.of, Subject.ISSUE, entry.values["issue_id"], MediaUse.UNSOLVED)
            await show_pictures(context, shown)
        kind = known_kind(context, entry.kind)
        await context.say(f"entry/{kind}", _keys(context, entry), at=entry.at, **entry.values)


def opener(kind: Waiting) -> tuple[str, str]:
    """Subject and act of the button that opens what waits in a group."""
    return {Waiting.ENTRY: ("queue", "entry"), Waiting.SUBMISSION: ("public", "open")}.get(kind, ("issue", "open"))


def known_kind(context: Context, kind: str) -> str:
    """The kind, or "other" if nobody has found words for it yet."""
    return kind if kind in context.house.speech.labels("entry") else "other"


async def _show_twins(context: Context, entry: OfficeEntry) -> None:
    asked = [int(entry.values["twin_id"]), int(entry.values["media_id"])]
    first, second = [await context.read(origins, media_id) for media_id in asked]
    picture = await aside(twins, await _twin(context, first), await _twin(context, second), context.house.zone)
    keys = _keys(context, entry, *(one for one in (first, second) if one.issue_id))
    await context.show_picture(picture, "entry/photo_seen_before", keys, at=entry.at, first=first, second=second)


async def _twin(context: Context, origin: Origin) -> Twin:
    told = " ".join(filter(None, (origin.number, origin.person)))
    return Twin(await content_of(context, origin.file_id, origin.sha256), origin.sent_at, told)


def _keys(context: Context, entry: OfficeEntry, *found: Origin) -> InlineKeyboardMarkup:
    issues = {origin.issue_id: origin.number for origin in found}
    if entry.values.get("issue_id"):
        issues[entry.values["issue_id"]] = entry.values["number"]
    openers = [(number, keyboards.data("issue", "open", issue_id)) for issue_id, number in issues.items()]
    seen = (context.label("office.seen"), keyboards.data("queue", "seen", entry.id))
    rows = [openers, [seen], [(context.label("office.all"), keyboards.data("queue", "all"))]]
    return keyboards.buttons([row for row in rows if row])
