"""A notice as it stands: figures, who is named, how they answered; with what may be done now."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from documents.circulars.file import TEMPLATES, circular_file
from handlers import keyboards
from handlers.circulars.rights import button, office_seat, seat_to_sign, visible
from handlers.context import Context, aside
from handlers.evidence.originals import send_original
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from handlers.own_templates import refusing_unusable
from handlers.papers.rights import houses
from rules.circular_words import rate
from rules.circulars import CircularState, Form, NameState, Whom
from storage import issued, media
from storage.circulars import cards, telling
from storage.circulars.cards import CircularCard
from storage.circulars.snapshot import facts
from storage.models import CircularName, Subject

PAGE = 8
MOST_NAMES = 6


async def open_circular(update: Update, context: Context, more: list[str]) -> None:
    """Shows the notice of a button."""
    card = await visible(context, ids(more, 1)[0])
    await context.nod()
    await show(context, card)


async def show(context: Context, card: CircularCard, template: str = "circulars/card", **told: Any) -> None:
    """Says how the notice stands."""
    await context.say(template, keys(context, card), **values(card, context), **told)


def values(card: CircularCard, context: Context) -> dict[str, Any]:
    """What the templates about a notice name."""
    levels = card.circular.figures["levels"]
    return {
        "card": card,
        "circular": card.circular,
        "levels": [(row, rate(row["met"], row["required"])) for row in levels],
        "issues": card.circular.figures["issues"],
        "units": card.named(Whom.UNIT),
        "people": card.named(Whom.PERSON),
        "most": MOST_NAMES,
        "open": card.window_open(context.today),
    }


async def list_names(update: Update, context: Context, more: list[str]) -> None:
    """Everybody on it, a button each; those taken off or struck at the end."""
    circular_id, offset = ids(more, 2)
    card = await visible(context, circular_id)
    rows = [*card.named(Whom.UNIT), *card.named(Whom.PERSON), *card.off]
    shown = rows[offset : offset + PAGE]
    await context.nod()
    openers = [button(context, "name", row.id, row=row) for row in shown]
    turns = [(context.label(f"circulars.{key}"), keyboards.data("circular", "names", circular_id, to))
             for key, to in pages.beside(offset, PAGE, len(rows))]  # fmt: skip
    keyboard = keyboards.buttons(
        [*keyboards.in_rows(openers, 2), *([turns] if turns else []), [button(context, "open", circular_id)]]
    )
    told = {"card": card, "rows": shown, "first": offset + 1, "total": len(rows)}
    await pages.turn(update, context, "circulars/names", keyboard, **told)


async def open_name(update: Update, context: Context, more: list[str]) -> None:
    """One of them: the lines with the rules behind them, the evidence; to its house the objection with its photos."""
    row = await context.read(cards.name_row, ids(more, 1)[0])
    card = await visible(context, row.circular_id)
    own = card.circular.region_id in houses(context.desk)  # what somebody objected is nobody else's to read
    await context.nod()
    await context.say("circulars/name", name_keys(context, card, row), card=card, row=row, own=own)
    for each in await context.read(media.of, Subject.CIRCULAR_NAME, row.id) if own else ():
        await send_original(context, each)


def name_keys(context: Context, card: CircularCard, row: CircularName) -> InlineKeyboardMarkup:
    """What may be done about one name now."""
    rows: list[list[Button]] = [
        [(context.label(label), data) for label, data in each] for each in telling.evidence(card.circular, row)
    ]  # fmt: skip
    state, seen = card.circular.state, (row.id, card.circular.revision)
    if office_seat(context, card) is not None and row.state is NameState.NAMED:
        if state is CircularState.OBJECTIONS and row.objected_at and not row.answered_at:
            rows.append([button(context, "keep", *seen), button(context, "strike", *seen)])
            if len(row.lines) > 1:
                rows += [[button(context, "strike_line", *seen, n, line=line)] for n, line in enumerate(row.lines)]
        elif state is CircularState.OBJECTIONS and not row.answered_at:
            rows.append([button(context, "strike_own", *seen)])
        elif state in (CircularState.DRAFT, CircularState.RETURNED):
            rows.append([button(context, "take_off", *seen)])
    return keyboards.buttons([*rows, [button(context, "open", card.id)]])


async def hand_over_file(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the file: as it was published, byte for byte, or the draft as it would look."""
    card = await visible(context, ids(more, 1)[0])
    await context.nod()
    if card.paper is not None and card.paper.file_sha256 is not None:
        content = await context.read(issued.content, card.paper.file_sha256)
        await context.hand_over(content, card.paper.file_name, "circulars/original", card=card)
        return
    told = await context.read(facts, context.profile, card.rule, card.circular, None, context.today)
    content = await aside(made, context, told)
    name = context.label("circulars.draft_file", title=card.title)
    await context.hand_over(content, name, "circulars/draft_file", card=card)


def made(context: Context, told: dict[str, Any]) -> bytes:
    """The Word file; refuses where the office's own template cannot be filled, saying what is wrong with it."""
    template = TEMPLATES[Form(told["form"])]
    with refusing_unusable(template):
        return circular_file(told, context.house.speech.own_file(f"word/{template}"))


def keys(context: Context, card: CircularCard) -> InlineKeyboardMarkup:
    """The buttons under a notice."""
    rows = [[button(context, "names", card.id, 0, count=len(card.names))] if card.names else []]
    rows += [[button(context, "file", card.id, published=card.paper is not None)]]
    seen = (card.id, card.circular.revision)
    if office_seat(context, card) is not None:
        rows += _of_office(context, card, seen)
    if card.circular.state is CircularState.TO_SIGN and seat_to_sign(context, card) is not None:
        rows += [[button(context, "sign", *seen)], [button(context, "give_back", *seen)]]
    if card.paper is not None and seat_to_sign(context, card) is not None:
        rows += [[(context.label("circulars.paper"), keyboards.data("paper", "open", card.paper.id))]]
    return keyboards.buttons(row for row in rows if row)


def _of_office(context: Context, card: CircularCard, seen: tuple[int, int]) -> list[list[Button]]:
    state, asks = card.circular.state, card.rule.objection_days > 0
    if state is CircularState.DRAFT:
        return [
            [button(context, "window", *seen)] if asks else [button(context, "send", *seen)],
            [button(context, "lead", *seen), button(context, "add", *seen)],
            [button(context, "again", *seen), button(context, "drop", *seen)],
        ]
    if state is CircularState.OBJECTIONS:
        return [[button(context, "send", *seen)]]
    if state is CircularState.RETURNED:
        return [[button(context, "send", *seen)], [button(context, "lead", *seen), button(context, "drop", *seen)]]
    if state is CircularState.PUBLISHED and card.circular.told is None and not card.withdrawn:
        return [[button(context, "audience", *seen)]]
    return []
