"""Review 复核 by the office or the reporter: 销号 with the photos side by side, or back with a reason."""

from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.issues.pictures import side_by_side
from handlers.issues.reasons import Reasoned
from handlers.issues.rights import hand, ids, warranted
from handlers.issues.tasks import told
from handlers.office.deciding import offer_next
from rules.issue_states import Act
from storage.issues import reviews
from storage.issues.matters import Matter
from storage.issues.steps import Seen


async def confirm(update: Update, context: Context, more: list[str]) -> None:
    """复核销号: closes it and shows what it was and what it is."""
    seen = Seen(*ids(more, 2))
    _, warrant = await warranted(context, seen, Act.CONFIRM)
    done = await context.transact(reviews.confirm, hand(context, warrant), seen, warrant.is_office)
    await context.nod()
    await context.retire_buttons()
    await _say_closed(context, done)
    await offer_next(context, Act.CONFIRM, done.issue.id)


async def _say_closed(context: Context, done: Matter) -> None:
    picture = await side_by_side(context, done)
    menu = keyboards.menu(context) if context.desk.on_roster else None
    if picture is None:
        await context.say("rectification/done_confirm", menu, **told(context, done))
    else:
        await context.show_picture(picture, "rectification/done_confirm", menu, **told(context, done))


async def _sent_back(context: Context, done: Matter) -> None:
    menu = keyboards.menu(context) if context.desk.on_roster else None
    await context.say("rectification/done_send_back", menu, **told(context, done))
    await offer_next(context, Act.SEND_BACK, done.issue.id)


SENDING_BACK = Reasoned(
    "sending_back",
    Act.SEND_BACK,
    Action.SEE_OWN_REPORTS,  # the reporter too; who exactly may is decided at the act
    lambda session, by_hand, seen, warrant, reason: reviews.send_back(
        session, by_hand, seen, warrant.is_office, reason
    ),
    _sent_back,
)
