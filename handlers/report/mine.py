"""What I reported 我的上报: the list, one issue in full, taking it back, putting its words right.

Callback data: "mine:page:<offset>", "mine:see:<issue id>", "mine:words:<issue id>", "mine:withdraw:<issue id>" and
"mine:withdrawn:<issue id>" (asked once more). Whether it may still be done is decided anew at each tap.
"""

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, Taps, ask, give_up
from handlers.issues.view import show_issue
from handlers.keyboards import data
from handlers.public import mine
from handlers.wording import words
from rules.issue_states import State
from rules.refusals import Refusal
from storage.issues import registering
from storage.issues.registering import IssueCard
from storage.models import Draft
from storage.reports import own
from storage.reports.own import ReportLine

PAGE = 8


async def list_mine(update: Update, context: Context) -> None:
    """Lists what the person reported, newest first."""
    await _list(context, 0)


async def turn_page(update: Update, context: Context, more: list[str]) -> None:
    """Shows older reports."""
    await context.nod()
    await context.retire_buttons()
    await _list(context, _number(more))


async def see(update: Update, context: Context, more: list[str]) -> None:
    """Shows one of the person's issues with what may still be done to it."""
    issue_id = _number(more)
    await context.nod()
    card = await _mine(context, issue_id)
    await show_issue(context, issue_id, _buttons(context, card))


async def ask_words(update: Update, context: Context, more: list[str]) -> None:
    """Asks for the words as they should read."""
    issue_id = _number(more)
    await context.nod()
    card = await _mine(context, issue_id)
    _require_untouched(context, card)
    draft = await context.transact(own.begin_amending, context.desk.chat_id, context.person_id, context.now, issue_id)
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Says what is asked, with the words as they stand."""
    card = await _mine(context, draft.data["issue_id"])
    rows = [[(context.label("mine.leave_words"), data(own.AMENDING, "leave", draft.id))]]
    await ask(context, draft, "mine/ask_words", keyboards.buttons(rows), card=card)


async def take_words(update: Update, context: Context, draft: Draft) -> None:
    """Puts the words right and says so."""
    message = update.effective_message
    assert message is not None  # noqa: S101 - only messages come here
    said = words(message)
    refused = await context.transact(own.finish_amending, context.by(), draft.id, said.text)
    if refused is not None:
        await context.say(refused.text, keyboards.menu(context), **refused.values)
        return
    card = await _mine(context, draft.data["issue_id"])
    await context.say("mine/words_changed", keyboards.menu(context), card=card, cut=said.cut)


async def leave_words(update: Update, context: Context, draft: Draft) -> None:
    """Leaves the words as they are."""
    await give_up(context, draft, "mine/words_left")


async def ask_withdraw(update: Update, context: Context, more: list[str]) -> None:
    """Asks once more before a report is taken back."""
    issue_id = _number(more)
    await context.nod()
    card = await _mine(context, issue_id)
    _require_untouched(context, card)
    if card.state is not State.REGISTERED:
        raise Refusal("refusal/report_dealt_with", number=card.number, state=card.state)
    rows = [[(context.label("mine.withdrawn"), data("mine", "withdrawn", issue_id))]]
    await context.say("mine/ask_withdraw", keyboards.buttons(rows), card=card)


async def withdraw(update: Update, context: Context, more: list[str]) -> None:
    """Takes a report back; whoever was told of it hears that too."""
    issue_id = _number(more)
    await context.nod()
    number = await context.transact(registering.withdraw, context.by(), issue_id)
    await context.retire_buttons()
    await context.say("mine/withdrawn", keyboards.menu(context), number=number)


async def _list(context: Context, offset: int) -> None:
    lines: list[ReportLine] = []
    total = 0
    if context.desk.person_id is not None:
        lines, total = await context.read(registering.my_reports, context.desk.person_id, offset, PAGE)
    names = {each.code: each.name for each in context.profile.issue_types}
    waiting = [] if offset else await mine.buttons(context)
    rows = [*waiting]
    rows += [[(f"{line.number} · {line.state.word}", data("mine", "see", line.id))] for line in lines]
    if offset + PAGE < total:
        rows.append([(context.label("mine.older"), data("mine", "page", offset + PAGE))])
    keyboard = keyboards.buttons(rows) if rows else keyboards.menu(context)
    await context.say("mine/list", keyboard, lines=lines, total=total, offset=offset, names=names,
                      waiting=len(waiting))  # fmt: skip


async def _mine(context: Context, issue_id: int) -> IssueCard:
    if context.desk.person_id is None or not await context.read(own.is_mine, context.desk.person_id, issue_id):
        raise Refusal("refusal/not_your_report")
    card = await context.read(registering.issue_card, issue_id)
    assert card is not None  # noqa: S101 - it is theirs, so it is there
    return card


def _require_untouched(context: Context, card: IssueCard) -> None:
    own.require_author(card, context.person_id, context.now)


def _buttons(context: Context, card: IssueCard) -> InlineKeyboardMarkup | None:
    """What the person may still do: within the hour change or take back, later review what was put right."""
    if card.state is State.DONE and card.reporter_id == context.person_id and not card.on_the_spot:
        return keyboards.buttons([[(context.label("mine.review"), data("issue", "open", card.id))]])
    try:
        _require_untouched(context, card)
    except Refusal:
        return None
    acts = ["words"] + (["withdraw"] if card.state is State.REGISTERED else [])
    return keyboards.buttons([[(context.label(f"mine.{act}"), data("mine", act, card.id)) for act in acts]])


def _number(more: list[str]) -> int:
    if len(more) != 1 or not more[0].isdecimal() or len(more[0]) > 9:
        raise Refusal("refusal/button_too_old")
    return int(more[0])


DIALOG = Dialog(
    own.AMENDING,
    Action.SEE_OWN_REPORTS,
    show,
    {"words": {Heard.WORDS: take_words}},
    {"leave": leave_words},
)
TAPS = Taps(
    "mine",
    {
        "page": (Action.SEE_OWN_REPORTS, turn_page),
        "see": (Action.SEE_OWN_REPORTS, see),
        "words": (Action.SEE_OWN_REPORTS, ask_words),
        "withdraw": (Action.SEE_OWN_REPORTS, ask_withdraw),
        "withdrawn": (Action.SEE_OWN_REPORTS, withdraw),
    },
)
