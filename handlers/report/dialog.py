"""Reporting an issue 上报问题: photos, place, type, submit; photos first or words first, in any order.

Callback data: "report:<act>:<draft id>[:<what was chosen>]", acts in `tapping.TAPS` and `ending`.
Notices to others carry "issue:open:<issue id>", which the rectification and office dialogs hear; the reporter's
own buttons are "mine:…" (handlers/report/mine.py).

Whoever opens a report may give the draft patrol_id, water_id and suggested_type (see storage/reports/making.py)
and then call `show`.
"""

from typing import Any

from telegram import Update

from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Show
from handlers.public.handing_in import require_welcome
from handlers.report.asking import show
from handlers.report.ending import Ending
from handlers.report.hearing import open_with_photo, speaker, take_media, take_place, take_words
from handlers.report.tapping import TAPS
from storage import places
from storage.reports import making

__all__ = ["begin", "begin_at_board", "dialog", "open_with_photo", "show"]


async def begin(update: Update, context: Context) -> None:
    """Opens a report and asks for photos; one that was begun already goes on."""
    current = context.desk.draft
    if current is not None and current.dialog == making.DIALOG:
        await show(context, current)
        return
    await require_welcome(context)
    await show(context, await context.transact(making.open_report, context.by(), speaker(update, context)))


async def begin_at_board(update: Update, context: Context, code: str, **known: Any) -> bool:
    """Opens a report at the reach of a sign board 公示牌; False if no water has that code."""
    water = await context.read(places.water_by_code, code)
    if water is None:
        return False
    await require_welcome(context)
    draft = await context.transact(
        making.open_report, context.by(), speaker(update, context), water_id=water.id, **known
    )
    await show(context, draft)
    return True


def dialog(take_up: Show) -> Dialog:
    """The dialog; `take_up` says again what the dialog asked that a report interrupted."""
    return Dialog(
        name=making.DIALOG,
        action=Action.REPORT_ISSUE,
        show=show,
        hears={
            "*": {
                Heard.PHOTO: take_media,
                Heard.FILE: take_media,
                Heard.VIDEO: take_media,
                Heard.VOICE: take_media,
                Heard.WORDS: take_words,
                Heard.PLACE: take_place,
                Heard.LIVE: take_place,
            }
        },
        taps={**TAPS, **Ending(take_up).taps},
    )
