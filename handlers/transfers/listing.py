"""What is out 移交: every transfer whose last word has not come, to the office and to the department that has it."""

from typing import Any

from telegram import Update

from handlers import keyboards
from handlers.access import Action, regions_of, require_post
from handlers.context import Context
from handlers.dialogs import Taps
from handlers.issues.rights import ids
from handlers.transfers import answering
from storage import issued
from storage.issues.telling import type_name
from storage.transfers import answering as answers

MOST = 10


async def list_out(update: Update, context: Context) -> None:
    """Lists them, the first due on top."""
    regions = regions_of(context.desk, Action.SEE_TRANSFERS)
    posts = [seat.post_id for seat in context.desk.seats]
    found = await context.read(answers.outstanding, regions, posts, context.today)
    shown: list[dict[str, Any]] = [
        {"one": each, "type": type_name(context.profile, each.type), "late": each.days_over(context.today)}
        for each in found[:MOST]
    ]
    numbers = [(each.number, keyboards.data("issue", "open", each.transfer.issue_id)) for each in found[:MOST]]
    keys = keyboards.buttons(keyboards.in_rows(numbers, 3)) if found else keyboards.menu(context)
    await context.say("transfer/list", keys, shown=shown, total=len(found))


async def hand_file(update: Update, context: Context, more: list[str]) -> None:
    """The file of evidence again, as it was handed over, to the department that has it."""
    (transfer_id,) = ids(more, 1)
    one = await context.read(answers.sent, transfer_id, context.today)
    require_post(context.desk, Action.RECTIFY, one.transfer.post_id)
    await context.nod()
    content = await context.read(issued.content, one.transfer.file_sha256)
    told = {"number": one.number, "department": one.department, "due": one.transfer.due_on}
    await context.hand_over(content, one.transfer.file_name, "transfer/file", **told)


TAPS = Taps(
    "transfer",
    {
        "received": (Action.RECTIFY, answering.receive),
        "answer": (Action.RECTIFY, answering.begin),
        "file": (Action.RECTIFY, hand_file),
    },
)
