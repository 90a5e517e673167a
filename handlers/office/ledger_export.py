"""The ledger 台账 as a workbook: a small one at once, a large one in the background."""

import io
from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from documents.about_sheet import About
from documents.ledger import file
from documents.ledger.file import LedgerFile
from handlers.context import Context, aside
from handlers.issues.rights import ids
from handlers.office.ledger_asked import LIST, NAME, asked_in, heading, part
from storage import audit, lookups
from storage.audit import By
from storage.exports import filters, jobs
from storage.exports.jobs import Wanted
from storage.ledger import listing
from storage.ledger.listing import Asked
from storage.models import Draft

AT_ONCE = 2_000  # issues; more take longer than one waits with the phone in the hand
MOST_PHOTOS = 2_000  # issues with photos that still make a file that can be sent

__all__ = ["AT_ONCE", "LIST", "export", "export_with_photos"]


async def export(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the workbook of exactly what the list shows, or begins to prepare it."""
    draft, asked = await _asked(context, more)
    count = (await context.house.database.read_at_leisure(listing.counted, asked))[asked.show]
    if not count:
        await _nothing(context)
    elif count <= AT_ONCE:
        await context.transact(_look_on, context.by(), draft, asked, count)
        await _at_once(context, draft, asked, count)
    else:
        await _prepare(context, draft, asked, count, photos=False)


async def export_with_photos(update: Update, context: Context, more: list[str]) -> None:
    """As `export`, with a photo before and after in each line; always in the background."""
    draft, asked = await _asked(context, more)
    count = (await context.house.database.read_at_leisure(listing.counted, asked))[asked.show]
    if not count:
        await _nothing(context)
    elif count > MOST_PHOTOS:
        await context.nod()
        await context.say("ledger/too_many_photos", count=count, most=MOST_PHOTOS)
    else:
        await _prepare(context, draft, asked, count, photos=True)


async def _asked(context: Context, more: list[str]) -> tuple[Draft, Asked]:
    (draft_id,), show = ids(more, 1), part(more)
    draft = await context.read(lookups.still_there, context.desk.chat_id, NAME, draft_id)
    draft.data = {**draft.data, "show": show}
    return draft, asked_in(context, draft)


async def _nothing(context: Context) -> None:
    await context.nod()
    await context.say("ledger/nothing_to_export")


def _look_on(session: Session, by: By, draft: Draft, asked: Asked, count: int) -> None:
    lookups.look_on(session, draft.chat_id, NAME, draft.id, by.at, show=asked.show)
    audit.record(session, by, "export", "ledger", None, asked=filters.as_json(asked), rows=count)


async def _at_once(context: Context, draft: Draft, asked: Asked, count: int) -> None:
    await context.nod("ledger/exporting", count=count)
    told = heading(context, draft)
    head = await context.read(audit.stamp)
    about = About(context.label("ledger.asked", **told), _who(context), context.now, head)
    content = await aside(_made, context, LedgerFile(asked, told["region"], about))
    name = context.label("ledger.file", region=told["region"], day=context.today)
    await context.hand_over(content, name, "ledger/exported", **told, count=count)


def _made(context: Context, wanted: LedgerFile) -> bytes:
    target = io.BytesIO()
    for _ in file.write(wanted, context.house.database.read_now, context.profile, target):
        pass
    return target.getvalue()


async def _prepare(context: Context, draft: Draft, asked: Asked, count: int, *, photos: bool) -> None:
    told = heading(context, draft)
    words: dict[str, Any] = {
        "what": context.label("ledger.asked", **told),
        "region": told["region"],
        "by": _who(context),
        "photos": photos,
    }
    label = "ledger.file_photos" if photos else "ledger.file"
    name = context.label(label, region=told["region"], day=context.today)
    wanted = Wanted("ledger", context.desk.chat_id, filters.as_json(asked) | {"photos": photos}, words, name, count)
    is_new = await context.transact(jobs.ask, context.by(), wanted)
    context.house.exporter.wake()
    if is_new:
        await context.nod("ledger/exporting", count=count)
    else:
        await context.nod("exports/already")


def _who(context: Context) -> str:
    return context.desk.name
