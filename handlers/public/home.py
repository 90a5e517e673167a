"""群众反映 for an office: how much came this month and what became of it; a report found by its number."""

from telegram import Update

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Taps
from handlers.keyboards import data
from handlers.office import scope
from handlers.public import blocking, joining, mine, reviewing
from handlers.public.handing_in import SUBJECT
from handlers.wording import words
from rules import periods
from rules.numbering import read_issue_number
from rules.periods import Period
from rules.refusals import Refusal
from storage import lookups
from storage.ledger.queue import Waiting
from storage.models import Draft
from storage.public import cards, figures, welcome

NAME = "public_home"


async def open_home(update: Update, context: Context) -> None:
    """Says the month's figures and listens for a number."""
    draft = await context.transact(lookups.open_lookup, context.desk.chat_id, context.person_id, NAME, context.now)
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """The figures, with the ways on."""
    regions = regions_of(context.desk, Action.REVIEW_PUBLIC)
    month = periods.span(Period.MONTH, context.today)
    since, until = periods.moments(month, context.house.zone)
    counted = await context.read(figures.figures, regions, since, until)
    blocked = await context.read(welcome.blocked, regions, context.now)
    rows = [
        [(context.label("public.next"), data("queue", "group", Waiting.SUBMISSION, 0))],
        [(context.label("public.block_list", count=len(blocked)), data(SUBJECT, "block_list"))],
    ]
    region = scope.region_names(context.desk, Action.REVIEW_PUBLIC)
    name = periods.name(Period.MONTH, month)
    rules = context.profile.public
    await context.say("public/home", keyboards.buttons(rows), region=region, period=name, told=counted, rules=rules)


async def find(update: Update, context: Context, draft: Draft) -> None:
    """Shows the report with a number, be it in the ledger or turned down: somebody rings up and quotes it."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    number = read_issue_number(words(update.effective_message).text, context.profile.number_prefix)
    found = await context.read(cards.by_number, number) if number else None
    if found is None:
        raise Refusal("refusal/no_such_submission")
    card, _ = await reviewing.looked_at(context, [str(found)])
    await reviewing.show(context, card)


DIALOG = Dialog(NAME, Action.REVIEW_PUBLIC, show, {lookups.STEP: {Heard.WORDS: find}}, lookup=True)
TAPS = Taps(
    SUBJECT,
    {
        "see": (Action.SEE_OWN_REPORTS, mine.see),
        "withdraw": (Action.SEE_OWN_REPORTS, mine.withdraw),
        "open": (Action.REVIEW_PUBLIC, reviewing.open_one),
        "accept": (Action.REVIEW_PUBLIC, reviewing.accept),
        "accept_verified": (Action.REVIEW_PUBLIC, reviewing.accept_verified),
        "ask_reason": (Action.REVIEW_PUBLIC, reviewing.ask_reason),
        "turn_down": (Action.REVIEW_PUBLIC, reviewing.turn_down),
        "ask_join": (Action.REVIEW_PUBLIC, joining.begin),
        "ask_block": (Action.REVIEW_PUBLIC, blocking.ask),
        "block_for": (Action.REVIEW_PUBLIC, blocking.ask_days),
        "block": (Action.REVIEW_PUBLIC, blocking.block),
        "block_list": (Action.REVIEW_PUBLIC, blocking.list_blocked),
        "unblock": (Action.REVIEW_PUBLIC, blocking.unblock),
    },
)
