"""The reply to an urging 回复催办: the assignee says how far it is, the office reads it."""

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.issues.reasons import Reasoned
from rules.issue_states import Act
from storage.issues import rectifications
from storage.issues.matters import Matter


async def _answered(context: Context, done: Matter) -> None:
    await context.say("rectification/done_answer_urge", keyboards.menu(context), number=done.issue.number)


ANSWERING = Reasoned(
    "answering_urge",
    Act.ANSWER_URGE,
    Action.RECTIFY,
    lambda session, by_hand, seen, _, words: rectifications.answer_urge(session, by_hand, seen, words),
    _answered,
)
