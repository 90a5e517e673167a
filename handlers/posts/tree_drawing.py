"""The responsibility tree 树状图 drawn: pictures of a town for a phone, a file of any region to print."""

import threading
from collections.abc import Callable
from typing import TypeVar

from telegram import InputMediaPhoto, Update

from documents.tree.drawing import duty_tree_pdf, duty_tree_pictures, duty_tree_svg
from documents.tree.planting import for_a_phone, planted
from handlers import keyboards
from handlers.access import Action, require
from handlers.context import Context, aside
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.posts.tree_buttons import NAME
from rules.refusals import Refusal
from rules.roles import Level
from storage.posts import tree_rows
from storage.posts.tree import RegionNode
from storage.posts.tree_rows import TreeRows

T = TypeVar("T")
_FORMS = {"f": ("pdf", duty_tree_pdf), "v": ("svg", duty_tree_svg)}
# A district takes seconds of a processor: one drawing at a time, whoever comes second is asked to come again.
_AT_WORK = threading.Lock()


def row(context: Context, node: RegionNode) -> list[Button]:
    """Pictures of a town or village; files of anything, for who is on the roster."""
    acts = ["d"] if node.level in (Level.TOWNSHIP, Level.VILLAGE) else []
    acts += [*_FORMS] if context.desk.on_roster else []
    return [(context.label(f"tree.draw_{act}"), keyboards.data(NAME, act, node.id)) for act in acts]


async def show_pictures(update: Update, context: Context, more: list[str]) -> None:
    """Sends the tree of a town as pictures that a phone shows readably."""
    rows = await _rows(context, more)
    if rows.root.level not in (Level.TOWNSHIP, Level.VILLAGE):
        raise Refusal("refusal/button_too_old")
    await context.nod("tree/drawing")
    pictures = await aside(_alone, lambda: duty_tree_pictures(for_a_phone(rows)))
    caption = context.text("tree/drawn", name=rows.root.name, day=context.today)
    if len(pictures) == 1:
        await context.show_picture(pictures[0], "tree/drawn", name=rows.root.name, day=context.today)
        return
    album = [InputMediaPhoto(each, caption=None if n else caption, parse_mode="HTML")
             for n, each in enumerate(pictures)]  # fmt: skip
    await context.bot.send_media_group(context.desk.chat_id, album)


async def hand_over_pdf(update: Update, context: Context, more: list[str]) -> None:
    """Sends the whole tree on A3 sheets, with every point."""
    await _hand_over(context, more, "f")


async def hand_over_svg(update: Update, context: Context, more: list[str]) -> None:
    """Sends the whole tree on one sheet of any size."""
    await _hand_over(context, more, "v")


async def _hand_over(context: Context, more: list[str], act: str) -> None:
    require(context.desk, Action.SEE_DUTIES)
    rows = await _rows(context, more)
    form, draw = _FORMS[act]
    await context.nod("tree/drawing")
    content = await aside(_alone, lambda: draw(planted(rows)))
    name = context.label("tree.file", name=rows.root.name, day=context.today, form=form)
    await context.hand_over(content, name, "tree/drawn", name=rows.root.name, day=context.today)


async def _rows(context: Context, more: list[str]) -> TreeRows:
    (region_id,) = ids(more, 1)
    found = await context.house.database.read_at_leisure(tree_rows.rows, region_id, context.today)
    if found is None:
        raise Refusal("refusal/not_on_tree")
    return found


def _alone(draw: Callable[[], T]) -> T:
    if not _AT_WORK.acquire(blocking=False):
        raise Refusal("refusal/drawing_busy")
    try:
        return draw()
    finally:
        _AT_WORK.release()
