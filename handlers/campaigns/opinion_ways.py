"""An opinion goes on its way: an office forwards it to a department or township, whoever has it answers.

Keys of `draft.data`: opinion_id, state and to_post_id (what was true when the dialog began: another hand may be
faster), words (what was searched), offset, post_id and seat (chosen), remark.
"""

from sqlalchemy.orm import Session
from telegram import Update

from handlers import keyboards
from handlers.access import Action
from handlers.campaigns import opinion_board, rights
from handlers.campaigns.ending import conclude
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, ask_again, give_up, step_on
from handlers.keyboards import Button
from handlers.office import pages
from handlers.tapping import at_step
from handlers.wording import MOST, words
from rules.campaigns import OpinionState
from rules.ledger_words import visible
from rules.refusals import Refusal
from storage import drafts
from storage.campaigns import addressees, opinion_cards, opinions
from storage.campaigns.opinion_cards import OpinionCard
from storage.models import Draft

FORWARD, ANSWER = "opinion_forward", "opinion_answer"


async def begin_forward(update: Update, context: Context, more: list[str]) -> None:
    """Asks to whom."""
    opinion = await opinion_board.seen(context, more)
    rights.require_managing(context.desk, opinion.region_path)
    await _begin(context, FORWARD, "to", opinion)


async def show_forward(context: Context, draft: Draft, *, again: bool = False) -> None:
    """Asks to whom, or for the yes."""
    say = ask_again if again else ask
    if draft.step == "confirm":
        rows = [
            [_button(context, draft, "forward")],
            [_button(context, draft, "other"), _button(context, draft, "drop")],
        ]
        await say(context, draft, "opinion/preview", keyboards.buttons(rows), data=draft.data)
        return
    offset = draft.data["offset"]
    found, total = await _found(context, draft)
    beside = pages.beside(offset, addressees.MOST, total)
    turns = [_button(context, draft, "page", to, label=key) for key, to in beside]
    rows = [[_button(context, draft, "to", each.post_id, seat=each.seat)] for each in found]
    rows += [row for row in (turns, [_button(context, draft, "drop")]) if row]
    await say(context, draft, "opinion/ask_to", keyboards.buttons(rows), data=draft.data, total=total)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for a department, a township or a name."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = visible(words(update.effective_message).text)
    await show_forward(context, await context.transact(drafts.hear, draft.id, context.now, words=said, offset=0))


async def turn(update: Update, context: Context, draft: Draft) -> None:
    """Another page of them."""
    offset = keyboards.number_in(keyboards.tapped(update))
    heard = await context.transact(drafts.hear, draft.id, context.now, offset=offset)
    await context.nod()
    await show_forward(context, heard, again=True)


async def choose(update: Update, context: Context, draft: Draft) -> None:
    """Takes the addressee and asks for the yes."""
    post_id = keyboards.number_in(keyboards.tapped(update))
    regions = rights.regions(context.desk, Action.MANAGE_CAMPAIGN)
    seat = await context.read(addressees.addressee, post_id, context.today)
    if seat is None or not await context.read(addressees.may_forward_to, post_id, regions, context.today):
        raise Refusal("refusal/post_is_vacant")
    said = {"post_id": post_id, "seat": seat.seat}
    await show_forward(context, await step_on(context, draft, "confirm", **said))


async def hear_remark(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a word to go with it."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    remark = words(update.effective_message).text
    await show_forward(context, await context.transact(drafts.hear, draft.id, context.now, remark=remark))


async def choose_other(update: Update, context: Context, draft: Draft) -> None:
    """Back to the question to whom."""
    await show_forward(context, await step_on(context, draft, "to", words="", offset=0))


async def forward(update: Update, context: Context, draft: Draft) -> None:
    """Forwards it; whoever holds the post, and the author, are told."""
    opinion = await context.read(opinion_cards.card, draft.data["opinion_id"], context.today)
    rights.require_managing(context.desk, opinion.region_path)
    data = draft.data
    seen = (OpinionState(data["state"]), data["to_post_id"])

    def hand_on(session: Session) -> OpinionCard:
        regions = rights.regions(context.desk, Action.MANAGE_CAMPAIGN)
        if not addressees.may_forward_to(session, data["post_id"], regions, context.today):
            raise Refusal("refusal/post_is_vacant")
        return opinions.forward(
            session, context.by(), opinion.id, data["post_id"], data["remark"], *seen, context.today
        )

    forwarded = await conclude(context, draft, hand_on)
    await context.nod()
    await context.retire_buttons()
    await context.say("opinion/handed_on", keyboards.menu(context), to=forwarded.to)


async def begin_answer(update: Update, context: Context, more: list[str]) -> None:
    """Asks for the answer."""
    opinion = await opinion_board.seen(context, more)
    if not rights.may_answer(context.desk, opinion):
        raise Refusal("refusal/not_your_matter")
    await _begin(context, ANSWER, "words", opinion)


async def show_answer(context: Context, draft: Draft) -> None:
    """Asks for the answer."""
    opinion = await context.read(opinion_cards.card, draft.data["opinion_id"], context.today)
    rows = [[_button(context, draft, "drop")]]
    await ask(context, draft, "opinion/ask_answer", keyboards.buttons(rows), opinion=opinion, most=MOST)


async def answer(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the answer; the author is told."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = words(update.effective_message)
    opinion = await context.read(opinion_cards.card, draft.data["opinion_id"], context.today)
    if not rights.may_answer(context.desk, opinion):
        raise Refusal("refusal/not_your_matter")

    def keep(session: Session) -> OpinionCard:
        return opinions.answer(session, context.by(), opinion.id, said.text, draft.data["to_post_id"], context.today)

    answered = await conclude(context, draft, keep)
    await context.say("opinion/answer_kept", keyboards.menu(context), opinion=answered, cut=said.cut, most=MOST)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves it as it is."""
    await give_up(context, draft, "opinion/left_as_it_is")


async def _begin(context: Context, dialog: str, step: str, opinion: OpinionCard) -> None:
    if opinion.state is OpinionState.ANSWERED:
        raise Refusal("refusal/opinion_moved_on", state=opinion.state, to=opinion.to, answered_by=opinion.answered_by)
    known = {"opinion_id": opinion.id, "state": opinion.state, "to_post_id": opinion.to_post_id}
    blank = {"words": "", "offset": 0, "remark": ""}
    chat_id, person_id = context.desk.chat_id, context.person_id
    draft = await context.transact(drafts.begin, chat_id, person_id, dialog, step, context.now, **known, **blank)
    await context.nod()
    await (show_forward if dialog == FORWARD else show_answer)(context, draft)


async def _found(context: Context, draft: Draft) -> tuple[list[addressees.Addressee], int]:
    regions = rights.regions(context.desk, Action.MANAGE_CAMPAIGN)
    asked = (regions, draft.data["words"], context.person_id, context.today, draft.data["offset"])
    return await context.read(addressees.addressees, *asked)


def _button(context: Context, draft: Draft, act: str, *more: object, label: str = "", **values: object) -> Button:
    words = context.label(f"opinion_way.{label or act}", **values)
    return words, keyboards.data(draft.dialog, act, draft.id, *more)


FORWARDING = Dialog(
    FORWARD,
    Action.MANAGE_CAMPAIGN,
    show_forward,
    {"to": {Heard.WORDS: search}, "confirm": {Heard.WORDS: hear_remark}},
    {
        "to": at_step("to", hear=choose),
        "page": at_step("to", hear=turn),
        "other": at_step("confirm", hear=choose_other),
        "forward": at_step("confirm", hear=forward),
        "drop": drop,
    },
)
ANSWERING = Dialog(ANSWER, Action.SEE_OPINIONS, show_answer, {"words": {Heard.WORDS: answer}}, {"drop": drop})
