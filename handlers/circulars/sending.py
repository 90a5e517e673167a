"""A published notice goes out: levels and roles ticked, the count and the first names said, then sent by one tap."""

from dataclasses import replace

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.circulars import card as cards_shown
from handlers.circulars.rights import NAME, button, seen, visible
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.office import pages
from rules.circulars import CircularState
from rules.refusals import Refusal
from rules.roles import Level, Role
from storage.circulars import audience as audiences
from storage.circulars.audience import Audience, Counted
from storage.circulars.cards import CircularCard
from storage.circulars.changing import SeenCircular

ROLES = (
    Role.GENERAL_CHIEF, Role.DEPUTY_GENERAL_CHIEF, Role.RIVER_CHIEF, Role.LAKE_CHIEF, Role.OFFICE, Role.UNIT,
    Role.LIAISON, Role.INSPECTOR,
)  # fmt: skip
GROUPS = "groups"


async def ask(update: Update, context: Context, more: list[str]) -> None:
    """Whom it goes to: as the profile offers, counted."""
    card, _ = await _not_sent(context, more)
    _open(card)
    await context.nod()
    await _say(update, context, card)


async def tick(update: Update, context: Context, more: list[str]) -> None:
    """Takes a level or role in, or leaves it out; counts anew."""
    card, told = await _not_sent(context, more)
    _open(card)
    wanted = more[2] if len(more) > 2 else ""
    chosen = audiences.offered(card.circular, card.rule)
    if wanted in {*Level}:
        chosen = replace(chosen, levels=chosen.levels ^ {Level(wanted)})
    elif wanted in {*Role}:
        chosen = replace(chosen, roles=chosen.roles ^ {Role(wanted)})
    elif wanted == GROUPS:
        chosen = replace(chosen, groups=not chosen.groups)
    else:
        raise Refusal("refusal/button_too_old")
    await context.transact(audiences.choose, context.by(), told, chosen)
    await context.nod()
    await _say(update, context, await visible(context, card.id))


async def send(update: Update, context: Context, more: list[str]) -> None:
    """Sends it to everybody counted."""
    card, told = await _not_sent(context, more)
    chosen = audiences.offered(card.circular, card.rule)
    counted = await context.read(audiences.counted, card.id, chosen, context.today)
    await context.transact(audiences.broadcast, context.by(), told, chosen, context.today)
    await context.nod()
    await context.retire_buttons()
    await cards_shown.show(context, await visible(context, card.id), "circulars/sent", unbound=counted.unbound)


async def _say(update: Update, context: Context, card: CircularCard) -> None:
    chosen = audiences.offered(card.circular, card.rule)
    counted = await context.read(audiences.counted, card.id, chosen, context.today)
    await pages.turn(update, context, "circulars/audience", _keys(context, card, chosen, counted), card=card,
                     counted=counted, to_groups=chosen.groups, more=counted.people - len(counted.names))  # fmt: skip


def _keys(context: Context, card: CircularCard, chosen: Audience, counted: Counted) -> InlineKeyboardMarkup:
    seen_now = (card.id, card.circular.revision)
    levels = [button(context, "tick", *seen_now, each, word=each.word, chosen=each in chosen.levels) for each in Level]
    roles = [button(context, "tick", *seen_now, each, word=each.word, chosen=each in chosen.roles) for each in ROLES]
    rows = [*keyboards.in_rows(levels, 2), *keyboards.in_rows(roles, 2)]
    groups = [
        (
            context.label("circulars.tick_groups", count=len(counted.groups), chosen=chosen.groups),
            keyboards.data(NAME, "tick", *seen_now, GROUPS),
        )
    ]
    send_row = [button(context, "broadcast", *seen_now, count=counted.people)] if counted.people else []
    rows += [groups] if counted.groups else []
    return keyboards.buttons(row for row in [*rows, send_row, [button(context, "open", card.id)]] if row)


async def _not_sent(context: Context, more: list[str]) -> tuple[CircularCard, SeenCircular]:
    circular = (await visible(context, ids(more, 1)[0])).circular
    if circular.told is not None:
        raise Refusal("refusal/circular_sent_already", told=circular.told)
    return await seen(context, more)


def _open(card: CircularCard) -> None:
    if card.circular.state is not CircularState.PUBLISHED or card.withdrawn:
        raise Refusal("refusal/circular_moved_on", title=card.title, state=card.circular.state)
