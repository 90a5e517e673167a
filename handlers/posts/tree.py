"""The responsibility tree 树状图, browsed in chat: from the general chief down to a point, with a breadcrumb."""

from collections.abc import Sequence
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Taps
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from handlers.points.point import point_buttons
from handlers.posts import tree_buttons, tree_drawing
from handlers.posts.tree_buttons import NAME, Rows
from rules.refusals import Refusal
from storage.models import Post
from storage.posts import tree, tree_seats
from storage.posts.tree import BRANCHES, PAGE, RegionNode, WaterNode
from storage.posts.tree_seats import SUPPORT, WATER_CHIEFS, Seat

FEW = 3  # chiefs that a region's own message still names
Said = tuple[str, dict[str, Any], InlineKeyboardMarkup]


async def show_tree(update: Update, context: Context) -> None:
    """Shows the tree at the person's own region; a visitor begins at the top."""
    seats = context.desk.seats
    start = seats[0].region_id if seats else await context.read(tree.root)
    template, values, keyboard = await _region(context, start or 0, 0)
    await context.say(template, keyboard, **values)


async def show_region(update: Update, context: Context, more: list[str]) -> None:
    """A region and what lies below it."""
    await _turn(update, context, await _region(context, *ids(more, 2)))


async def show_chiefs(update: Update, context: Context, more: list[str]) -> None:
    """The chiefs of waters on the region's own level, page by page."""
    region_id, offset = ids(more, 2)
    node = await _node(context, region_id)
    chiefs = await _own_chiefs(context, node)
    rows: Rows = [*tree_buttons.water_buttons(context, chiefs[offset : offset + PAGE])]
    rows += [
        tree_buttons.page_buttons(context, "c", region_id, offset, len(chiefs), PAGE),
        [tree_buttons.to_region(context, node.trail[-1])],
    ]
    values = _values(node) | {"seats": chiefs[offset : offset + PAGE], "total": len(chiefs), "first": offset + 1}
    await _turn(update, context, ("tree/chiefs", values, tree_buttons.keyboard(rows)))


async def show_support(update: Update, context: Context, more: list[str]) -> None:
    """The chief office, lead departments and responsible units of a region, page by page."""
    region_id, offset = ids(more, 2)
    node = await _node(context, region_id)
    seats = await context.read(tree_seats.seats, context.today, SUPPORT, Post.region_id == region_id)
    rows: Rows = [
        tree_buttons.page_buttons(context, "s", region_id, offset, len(seats), PAGE),
        [tree_buttons.to_region(context, node.trail[-1])],
    ]
    values = _values(node) | {"seats": seats[offset : offset + PAGE], "total": len(seats), "first": offset + 1}
    await _turn(update, context, ("tree/support", values, tree_buttons.keyboard(rows)))


async def show_water(update: Update, context: Context, more: list[str]) -> None:
    """A water: its chiefs on every level, the waters that are part of it, its points."""
    water_id, offset = ids(more, 2)
    node = await _water(context, water_id, offset)
    rows = tree_buttons.branches(context, "w", node.branches)
    rows += [
        tree_buttons.page_buttons(context, "w", water_id, offset, node.total, BRANCHES),
        tree_buttons.points_button(context, "p", node),
    ]
    rows += [tree_buttons.up_water(context, node), [tree_buttons.to_region(context, node.region)]]
    await _turn(update, context, ("tree/water", {"node": node, "trail": node.trail}, tree_buttons.keyboard(rows)))


async def show_points_of_water(update: Update, context: Context, more: list[str]) -> None:
    """The points of a water with their keepers, those without one first."""
    water_id, offset = ids(more, 2)
    node = await _water(context, water_id, 0)
    back = [(context.label("tree.up", name=node.trail[-1].name), keyboards.data(NAME, "w", water_id, 0))]
    await _show_points(update, context, "p", node, offset, back, water_id=water_id)


async def show_points_of_region(update: Update, context: Context, more: list[str]) -> None:
    """The points in a region with their keepers, those without one first."""
    region_id, offset = ids(more, 2)
    node = await _node(context, region_id)
    await _show_points(
        update, context, "q", node, offset, [tree_buttons.to_region(context, node.trail[-1])], region_id=region_id
    )


async def _show_points(
    update: Update,
    context: Context,
    act: str,
    node: RegionNode | WaterNode,
    offset: int,
    back: Sequence[Button],
    **where: int,
) -> None:
    found, total = await context.read(tree.points_of, context.today, offset, **where)
    rows: Rows = [*keyboards.in_rows(point_buttons(context, found, offset + 1), 2)]
    rows += [tree_buttons.page_buttons(context, act, node.id, offset, total, PAGE), back]
    values = {"trail": node.trail, "found": found, "total": total, "first": offset + 1, "unkept": node.spots.unkept}
    await _turn(update, context, ("tree/points", values, tree_buttons.keyboard(rows)))


async def _region(context: Context, region_id: int, offset: int) -> Said:
    node = await _node(context, region_id, offset)
    few = await _own_chiefs(context, node) if 0 < node.own <= FEW else ()
    rows: Rows = [*tree_buttons.water_buttons(context, few)]
    rows.append(
        [
            *([(context.label("tree.chiefs", count=node.own), keyboards.data(NAME, "c", node.id, 0))]
              if node.own > FEW else []),
            *([(context.label("tree.support", count=node.support), keyboards.data(NAME, "s", node.id, 0))]
              if node.support else []),
        ]
    )  # fmt: skip
    rows += tree_buttons.branches(context, "r", node.branches)
    rows.append(tree_buttons.page_buttons(context, "r", node.id, offset, node.total, BRANCHES))
    rows.append(tree_buttons.points_button(context, "q", node))
    rows.append(tree_drawing.row(context, node))
    rows.append([tree_buttons.to_region(context, step) for step in node.trail[:-1]])
    return "tree/region", _values(node) | {"few": few}, tree_buttons.keyboard(rows)


async def _node(context: Context, region_id: int, offset: int = 0) -> RegionNode:
    node = await context.read(tree.region, region_id, context.today, offset)
    if node is None:
        raise Refusal("refusal/not_on_tree")
    return node


async def _water(context: Context, water_id: int, offset: int) -> WaterNode:
    node = await context.read(tree.water, water_id, context.today, offset)
    if node is None:
        raise Refusal("refusal/not_on_tree")
    return node


async def _own_chiefs(context: Context, node: RegionNode) -> tuple[Seat, ...]:
    where = (Post.region_id == node.id) & (Post.level == node.level)
    return await context.read(tree_seats.seats, context.today, WATER_CHIEFS, where)


async def _turn(update: Update, context: Context, said: Said) -> None:
    template, values, keyboard = said
    await context.nod()
    await pages.turn(update, context, template, keyboard, **values)


def _values(node: RegionNode) -> dict[str, Any]:
    return {"node": node, "trail": node.trail}


TAPS = Taps(
    NAME,
    {
        "r": (Action.SEE_TREE, show_region),
        "c": (Action.SEE_TREE, show_chiefs),
        "s": (Action.SEE_TREE, show_support),
        "w": (Action.SEE_TREE, show_water),
        "p": (Action.SEE_TREE, show_points_of_water),
        "q": (Action.SEE_TREE, show_points_of_region),
        "d": (Action.SEE_TREE, tree_drawing.show_pictures),
        "f": (Action.SEE_TREE, tree_drawing.hand_over_pdf),
        "v": (Action.SEE_TREE, tree_drawing.hand_over_svg),
    },
)
