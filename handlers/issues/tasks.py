"""Rectification 整改, the assignee's side: what is in my hands, take it in hand, hand it back; open any issue."""

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.issues.pictures import side_by_side
from handlers.issues.reasons import Reasoned
from handlers.issues.rights import hand, ids, keyboard, matter_of, require_eyes, warranted
from handlers.issues.view import show_issue
from handlers.office.shortlist import with_star
from rules.issue_states import Act
from storage.issues import rectifications
from storage.issues.matters import Matter
from storage.issues.steps import Seen
from storage.issues.tasks import Task, tasks
from storage.issues.telling import type_name

PAGE = 6


async def list_tasks(update: Update, context: Context) -> None:
    """Lists what is assigned to the posts held today, what is due first on top."""
    found = await context.read(tasks, _posts(context))
    if found:
        await context.say("rectification/tasks", _task_keys(context, found, 0), **_page(context, found, 0))
    else:
        await context.say("rectification/no_tasks", keyboards.menu(context))


async def turn_page(update: Update, context: Context, more: list[str]) -> None:
    """Shows other tasks on the message that lists them."""
    (start,) = ids(more, 1)
    await context.nod()
    found = await context.read(tasks, _posts(context))
    query = update.callback_query
    if not found or start >= len(found) or query is None or query.message is None:
        await list_tasks(update, context)
        return
    keys, told = _task_keys(context, found, start), _page(context, found, start)
    if not await context.correct(query.message.message_id, "rectification/tasks", keys, **told):
        await context.say("rectification/tasks", keys, **told)


async def open_issue(update: Update, context: Context, more: list[str]) -> None:
    """Shows an issue with the buttons this person may press now."""
    (issue_id,) = ids(more, 1)
    now = await matter_of(context, issue_id)
    await require_eyes(context, now)
    await context.nod()
    await show_issue(context, issue_id, with_star(context, now, keyboard(context, now)))


async def show_photos(update: Update, context: Context, more: list[str]) -> None:
    """Shows the photos before and after on one picture, with what may be decided on seeing them."""
    (issue_id,) = ids(more, 1)
    now = await matter_of(context, issue_id)
    await require_eyes(context, now)
    await context.nod()
    picture = await side_by_side(context, now)
    if picture is None:
        await context.say("rectification/no_photos", keyboard(context, now), number=now.issue.number)
        return
    told = {"number": now.issue.number, "state": now.issue.state, "place": now.place}
    await context.show_picture(picture, "rectification/photos", keyboard(context, now, photos=False), **told)


async def accept(update: Update, context: Context, more: list[str]) -> None:
    """签收: takes it in hand and says by when it is due."""
    seen = Seen(*ids(more, 2))
    _, warrant = await warranted(context, seen, Act.ACCEPT)
    done = await context.transact(rectifications.accept, hand(context, warrant), seen)
    await context.nod()
    await context.retire_buttons()
    await context.say("rectification/done_accept", keyboard(context, done), **told(context, done))


def told(context: Context, now: Matter) -> dict[str, object]:
    """What every answer about an issue may name."""
    issue = now.issue
    return {
        "number": issue.number,
        "type": type_name(context.profile, issue.type),
        "place": now.place,
        "state": issue.state,
        "due_on": issue.due_on,
        "assignee": now.assignee,
        "requirement": issue.requirement,
    }


def _posts(context: Context) -> list[int]:
    return [seat.post_id for seat in context.desk.seats]


def _page(context: Context, found: list[Task], start: int) -> dict[str, object]:
    shown = [
        {"task": task, "type": type_name(context.profile, task.type), "late": _days_late(context, task)}
        for task in found[start : start + PAGE]
    ]
    return {"shown": shown, "total": len(found), "start": start}


def _days_late(context: Context, task: Task) -> int:
    return (context.today - task.due_on).days if task.due_on else 0


def _task_keys(context: Context, found: list[Task], start: int) -> InlineKeyboardMarkup:
    numbers = [(task.number, keyboards.data("issue", "open", task.issue_id)) for task in found[start : start + PAGE]]
    rows = [list(row) for row in keyboards.in_rows(numbers, 2)]
    turns = [("earlier", start - PAGE, start > 0), ("later_page", start + PAGE, start + PAGE < len(found))]
    pages = [
        (context.label(f"rectification.{label}"), keyboards.data("issue", "tasks", max(0, at)))
        for label, at, there in turns
        if there
    ]
    return keyboards.buttons([*rows, pages] if pages else rows)


async def _returned(context: Context, done: Matter) -> None:
    await context.say("rectification/done_return", keyboards.menu(context), number=done.issue.number)


RETURNING = Reasoned(
    "returning",
    Act.RETURN,
    Action.RECTIFY,
    lambda session, by_hand, seen, _, reason: rectifications.give_back(session, by_hand, seen, reason),
    _returned,
)
