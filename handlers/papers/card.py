"""A paper as it stands: who received and answered it, how far its issues are; with what may be done now."""

from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action, may
from handlers.context import Context
from handlers.evidence.originals import send_original
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.papers import rights, word_file
from rules.papers import UNSIGNED, PaperState
from rules.refusals import Refusal
from storage import issued, media
from storage.models import Subject
from storage.papers.cards import PaperCard

MOST_RECEIVERS = 12
MOST_OPENERS = 9
MOST_BROUGHT = 10


async def open_paper(update: Update, context: Context, more: list[str]) -> None:
    """Shows the paper of a button."""
    (paper_id,) = ids(more, 1)
    card = await rights.visible(context, paper_id)
    await context.nod()
    await show_card(context, card)


async def show_card(context: Context, card: PaperCard) -> None:
    """Says how the paper stands, with what this person may do about it."""
    await context.say("papers/card", keys(context, card), **values(context, card))


def values(context: Context, card: PaperCard) -> dict[str, Any]:
    """What the templates about a paper name."""
    return {
        "card": card,
        "receivers": card.receivers[:MOST_RECEIVERS],
        "late": card.late(context.today),
        "today": context.today,
    }


async def hand_over_file(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the file: as it was issued, byte for byte, or the draft as it would look."""
    (paper_id,) = ids(more, 1)
    card = await rights.visible(context, paper_id)
    await context.nod()
    if card.file_sha256 is not None:
        content = await context.read(issued.content, card.file_sha256)
        await context.hand_over(content, card.file_name, "papers/original", card=card)
        return
    facts = await word_file.facts_of(context, word_file.sheet_of(card), [one.name for one in card.receivers])
    name = context.label("papers.draft_file", kind=card.kind, day=context.today)
    await context.hand_over(await word_file.drafted(context, facts), name, "papers/draft_file", kind=card.kind)


async def show_replies(update: Update, context: Context, more: list[str]) -> None:
    """Shows what the addressees answered, with their photos and files."""
    (paper_id,) = ids(more, 1)
    card = await rights.visible(context, paper_id)
    if not (may(context.desk, Action.SEE_PAPERS) or rights.seat_to_sign(context, card)):
        raise Refusal("refusal/not_your_matter")
    await context.nod()
    for one in card.receivers:
        if one.replied_at is not None:
            await context.say("papers/one_reply", card=card, one=one)
            await _show_brought(context, one.id)


async def _show_brought(context: Context, receiver_id: int) -> None:
    for each in (await context.read(media.of, Subject.PAPER_REPLY, receiver_id))[:MOST_BROUGHT]:
        await send_original(context, each)


def keys(context: Context, card: PaperCard) -> InlineKeyboardMarkup | None:
    """The buttons under a paper."""
    rows = [*_of_state(context, card), *_to_open(card)]
    return keyboards.buttons(row for row in rows if row) if any(rows) else None


def _of_state(context: Context, card: PaperCard) -> list[list[Button]]:
    signs, drafts = rights.seat_to_sign(context, card) is not None, rights.drafts_for(context, card)
    file = _key(context, "draft_word" if card.state in UNSIGNED else "original", "file", card.id)
    if card.state in UNSIGNED:
        seen = (card.id, card.revision)
        is_ready = card.state is PaperState.DRAFT
        return [
            [_key(context, "sign", "sign", *seen)] if signs and is_ready else [],
            [file, *([_key(context, "change", "change", *seen)] if drafts else [])],
            [
                *(
                    [_key(context, "give_back", "back", *seen)]
                    if signs and is_ready and card.drafter_id != context.person_id
                    else []
                ),
                *([_key(context, "drop", "drop", *seen)] if drafts else []),
            ],
        ]
    rows = [[file] if card.file_sha256 else []]
    if card.state is PaperState.SIGNED and rights.is_receiver(context, card):
        rows.append([_key(context, "received", "got", card.id), _key(context, "reply", "reply", card.id)])
    if card.replied and (signs or may(context.desk, Action.SEE_PAPERS)):
        rows[0].append((context.label("papers.replies", count=card.replied), _data("replies", card.id)))
    if card.state is PaperState.SIGNED and signs:
        rows.append([_key(context, "withdraw", "withdraw", card.id, card.revision)])
    return rows


def _to_open(card: PaperCard) -> list[list[Button]]:
    openers = [(entry.number, keyboards.data("issue", "open", entry.id)) for entry in card.issues[:MOST_OPENERS]]
    return [list(row) for row in keyboards.in_rows(openers, 3)]


def _key(context: Context, label: str, act: str, *more: object) -> Button:
    return context.label(f"papers.{label}"), _data(act, *more)


def _data(act: str, *more: object) -> str:
    return keyboards.data("paper", act, *more)
