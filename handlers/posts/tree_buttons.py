"""The buttons of the responsibility tree: down, up, across; "tree:<what>:<id>:<page's first>"."""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from handlers import keyboards
from handlers.context import Context
from handlers.keyboards import Button
from handlers.office import pages
from storage.posts.tree import Branch, RegionNode, Step, WaterNode
from storage.posts.tree_seats import Seat

NAME = "tree"
Rows = list[Sequence[Button]]


def keyboard(rows: Rows) -> InlineKeyboardMarkup:
    """The rows that have buttons."""
    return keyboards.buttons(row for row in rows if row)


def branches(context: Context, act: str, below: Sequence[Branch]) -> Rows:
    """A button for each region or water below, two in a row."""
    flat = [
        (context.label("tree.branch", name=each.name, chiefs=each.chiefs), keyboards.data(NAME, act, each.id, 0))
        for each in below
    ]
    return [*keyboards.in_rows(flat, 2)]


def water_buttons(context: Context, seats: Sequence[Seat]) -> list[Sequence[Button]]:
    """A button for each water that these chiefs keep."""
    waters = {seat.water_id: seat.where for seat in seats if seat.water_id is not None}
    flat = [
        (context.label("tree.water", name=name), keyboards.data(NAME, "w", each, 0)) for each, name in waters.items()
    ]
    return keyboards.in_rows(flat, 2)


def points_button(context: Context, act: str, node: RegionNode | WaterNode) -> list[Button]:
    """The way to the points, where there are any."""
    if not node.spots.count:
        return []
    return [(context.label("tree.points", spots=node.spots), keyboards.data(NAME, act, node.id, 0))]


def up_water(context: Context, node: WaterNode) -> list[Button]:
    """The way to the water that this one is part of."""
    return [
        (context.label("tree.up", name=step.name), keyboards.data(NAME, "w", step.id, 0)) for step in node.trail[-2:-1]
    ]


def to_region(context: Context, step: Step) -> Button:
    """The way to a region."""
    return context.label("tree.up", name=step.name), keyboards.data(NAME, "r", step.id, 0)


def page_buttons(context: Context, act: str, node_id: int, offset: int, total: int, page: int) -> list[Button]:
    """The pages before and after."""
    return [
        (context.label(f"tree.{key}"), keyboards.data(NAME, act, node_id, to))
        for key, to in pages.beside(offset, page, total)
    ]
