"""A list of people and posts to send to: typed or as a workbook, matched with the roster, kept under a name."""

from collections.abc import Sequence

from sqlalchemy.orm import Session
from telegram import Update

from handlers import received
from handlers.broadcasts.asking import show
from handlers.context import Context, aside
from handlers.wording import words
from rules.ledger_words import visible
from rules.refusals import Refusal
from storage import drafts
from storage.broadcasts import lists
from storage.broadcasts.lists import LONGEST_NAME, Matched
from storage.models import Draft

MOST_SAID = 15  # lines that were not understood, in the message


async def begin_list(update: Update, context: Context, draft: Draft) -> None:
    """Asks for the lines."""
    draft = await context.transact(drafts.hear, draft.id, context.now, "list")
    await context.nod()
    await show(context, draft, again=True)


async def hear_lines(update: Update, context: Context, draft: Draft) -> None:
    """Lines as typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    await _match(context, draft, [line for line in words(update.effective_message).text.splitlines() if line.strip()])


async def hear_workbook(update: Update, context: Context, draft: Draft) -> None:
    """The rows of a workbook."""
    message = update.effective_message
    assert message is not None and message.document is not None  # noqa: S101, PT018 - only workbooks come here
    received.bounded(message.document)
    content = await context.house.keeper.fetch(message.document.file_id)
    await _match(context, draft, await aside(lists.lines_of, content))


async def hear_name(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the list under a name and chooses it."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    name, data = visible(words(update.effective_message).text)[:LONGEST_NAME], draft.data
    matched = Matched(tuple(data["matched"]["people"]), tuple(data["matched"]["posts"]))

    def keep(session: Session) -> Draft:
        list_id = lists.keep(session, context.by(), data["region_id"], name, matched)
        taken = [*data["audience"]["lists"], list_id]
        told = {"audience": data["audience"] | {"lists": list(dict.fromkeys(taken))}, "matched": None}
        return drafts.hear(session, draft.id, context.now, "audience", **told)

    await show(context, await context.transact(keep))


async def _match(context: Context, draft: Draft, lines: Sequence[str]) -> None:
    path, today = draft.data["path"], context.today
    found = await context.house.database.read_at_leisure(lists.match, path, lines, today)
    if not found.count:
        raise Refusal("refusal/broadcast_list_of_nobody")
    told = {"people": list(found.people), "posts": list(found.posts), "unknown": list(found.unknown[:MOST_SAID]),
            "several": list(found.several[:MOST_SAID])}  # fmt: skip
    await show(context, await context.transact(drafts.hear, draft.id, context.now, "list_name", matched=told))
