"""Decisions of one tap or one reason: 核实, 不属实, 催办, 延期; after each the next that waits is offered."""

from telegram import Update

from handlers import keyboards
from handlers.access import Action, may, regions_of
from handlers.context import Context
from handlers.issues.reasons import Reasoned
from handlers.issues.rights import hand, ids, keyboard, warranted
from handlers.issues.tasks import told
from handlers.office import ready_words
from handlers.office.entries import known_kind, opener
from rules.issue_states import Act
from storage.issues import assigning, extensions, rectifications
from storage.issues.matters import Matter
from storage.issues.steps import Seen
from storage.issues.telling import type_name
from storage.ledger import queue
from storage.ledger.queue import Waiting


async def verify(update: Update, context: Context, more: list[str]) -> None:
    """核实: says so and offers to assign it at once."""
    seen = Seen(*ids(more, 2))
    _, warrant = await warranted(context, seen, Act.VERIFY)
    done = await context.transact(assigning.verify, hand(context, warrant), seen)
    await answer(context, done, Act.VERIFY)


async def urge(update: Update, context: Context, more: list[str]) -> None:
    """催办: reminds the assignee, once a day; an office that has words of its own for it chooses among them."""
    seen = Seen(*ids(more, 2))
    now, warrant = await warranted(context, seen, Act.URGE)
    if await ready_words.has_own(context, now, Act.URGE):
        await URGING.begin(update, context, more)
        return
    done = await context.transact(rectifications.urge, hand(context, warrant), seen)
    await answer(context, done, Act.URGE)


async def grant(update: Update, context: Context, more: list[str]) -> None:
    """同意延期: the due date moves to the day that was asked for."""
    await _answer_extension(context, more, Act.GRANT_EXTENSION)


async def refuse(update: Update, context: Context, more: list[str]) -> None:
    """不同意延期: the due date stays."""
    await _answer_extension(context, more, Act.REFUSE_EXTENSION)


async def _answer_extension(context: Context, more: list[str], act: Act) -> None:
    issue_id, step_id, extension_id = ids(more, 3)
    seen = Seen(issue_id, step_id)
    _, warrant = await warranted(context, seen, act)
    granted = act is Act.GRANT_EXTENSION
    done = await context.transact(extensions.answer, hand(context, warrant), seen, extension_id, granted)
    await answer(context, done, act)


async def answer(context: Context, done: Matter, act: Act) -> None:
    """Says what was decided, with what may follow on this issue and the next one that waits."""
    await context.nod()
    await context.retire_buttons()
    keys = keyboard(context, done) if act is Act.VERIFY else None
    await context.say(f"office/done_{act}", keys, **told(context, done))
    await offer_next(context, act, done.issue.id)


async def _urged(context: Context, done: Matter) -> None:
    await context.say("office/done_urge", None, **told(context, done))
    await offer_next(context, Act.URGE, done.issue.id)


URGING = Reasoned(
    "urging",
    Act.URGE,
    Action.DECIDE_ISSUE,
    lambda session, by_hand, seen, _, words: rectifications.urge(session, by_hand, seen, words),
    _urged,
    plain="rectification.urge_plainly",
)


_GROUP = {
    Act.VERIFY: Waiting.VERIFY,
    Act.REJECT: Waiting.VERIFY,
    Act.ASSIGN: Waiting.ASSIGN,
    Act.GRANT_EXTENSION: Waiting.EXTENSION,
    Act.REFUSE_EXTENSION: Waiting.EXTENSION,
    Act.CONFIRM: Waiting.REVIEW,
    Act.SEND_BACK: Waiting.REVIEW,
    Act.URGE: Waiting.OVERDUE,
}


async def offer_next(context: Context, act: Act, done_id: int) -> None:
    """Offers the next that waits in the office's regions; the reporter who is no office has no queue."""
    if not may(context.desk, Action.DECIDE_ISSUE):
        return
    regions = regions_of(context.desk, Action.DECIDE_ISSUE)
    found = await context.read(queue.next_waiting, _GROUP[act], regions, context.today, done_id)
    if found is None and act is Act.VERIFY:
        return  # it waits to be assigned itself, as the answer just said
    if found is None:
        await context.say("office/nothing_waits", keyboards.menu(context))
        return
    kind, item = found
    rows = [
        [(context.label("office.open_next"), keyboards.data(*opener(kind), item.id))],
        [(context.label("office.all"), keyboards.data("queue", "all"))],
    ]
    group = context.label(f"office.{kind}")
    is_entry = kind is Waiting.ENTRY
    name = (
        context.label(f"entry.{known_kind(context, item.type)}") if is_entry else type_name(context.profile, item.type)
    )
    await context.say("office/next", keyboards.buttons(rows), group=group, item=item, type=name)


async def _rejected(context: Context, done: Matter) -> None:
    await context.say("office/done_reject", keyboards.menu(context), **told(context, done))
    await offer_next(context, Act.REJECT, done.issue.id)


REJECTING = Reasoned(
    "rejecting",
    Act.REJECT,
    Action.DECIDE_ISSUE,
    lambda session, by_hand, seen, _, reason: assigning.reject(session, by_hand, seen, reason),
    _rejected,
)
