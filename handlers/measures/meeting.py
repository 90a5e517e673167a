"""约谈: the superior agrees with time and place, or has somebody else hold it; the office changes either."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, ask_again, give_up
from handlers.issues.rights import ids
from handlers.measures import rights
from handlers.measures.card import say_card
from handlers.measures.ordering_asks import HOSTS, MOST_FOUND
from handlers.wording import words
from rules.measures import Deed, MeasureState
from rules.refusals import Refusal
from rules.typed_moments import typed_moment
from storage import drafts
from storage.measures import cards, deeds, interviews, subjects
from storage.measures.deeds import Done
from storage.models import Draft, Measure

NAME = "measure_meet"


async def begin_agreeing(update: Update, context: Context, more: list[str]) -> None:
    """同意约谈, or the office sets time and place: asks when."""
    found = await rights.visible(context, ids(more, 1)[0])
    rights.acting_post(context.desk, found, Deed.AGREE)
    await _begin(context, found, "when", way="agree")


async def begin_delegating(update: Update, context: Context, more: list[str]) -> None:
    """委托他人约谈: asks whom."""
    found = await rights.visible(context, ids(more, 1)[0])
    rights.acting_post(context.desk, found, Deed.DELEGATE)
    await _begin(context, found, "whom", way="delegate")


async def begin_asking_another(update: Update, context: Context, more: list[str]) -> None:
    """The office asks somebody else: where the superior's post is vacant, or nobody answers."""
    found = await rights.visible(context, ids(more, 1)[0])
    _may_ask_another(context, found)
    await _begin(context, found, "whom", way="another")


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    values, keys = await _question(context, draft)
    await ask(context, draft, f"measures/ask_{draft.step}", keys, **values)


async def hear_when(update: Update, context: Context, draft: Draft) -> None:
    """Takes the time and asks where."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    moment = typed_moment(words(update.effective_message).text, context.now.astimezone(context.house.zone))
    if moment is None:
        raise Refusal("refusal/no_such_moment")
    if moment <= context.now:
        raise Refusal("refusal/meeting_in_the_past")
    draft = await context.transact(drafts.hear, draft.id, context.now, "where", when=moment.isoformat())
    await show(context, draft)


async def hear_where(update: Update, context: Context, draft: Draft) -> None:
    """Takes the place: agreed; the office sends the notice next."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    place = words(update.effective_message).text[:200]
    found = await rights.visible(context, draft.data["measure_id"])
    by = context.by(rights.acting_post(context.desk, found, Deed.AGREE))
    when, measure_id, today = datetime.fromisoformat(draft.data["when"]), found.measure.id, context.today

    def settle(session: Session) -> int:
        if found.measure.state is MeasureState.REQUESTED:
            return interviews.agree(session, by, measure_id, draft.id, when, place, today)
        together = interviews.batch(session, measure_id)
        changes = {"meet_at": when, "place": place}
        for number, one in enumerate(together):
            told = Done(one.id, 0, Deed.AGREE, place, draft.id if number == 0 else None, changes)
            deeds.perform(session, by, told, today, tell=False)
        return len(together)

    count = await context.transact(settle)
    await context.say("measures/meeting_set", keyboards.menu(context), when=when, place=place, count=count)
    await say_card(context, await context.read(cards.card, measure_id, today))


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for who shall hold it by name."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    told = words(update.effective_message).text[:30]
    draft = await context.transact(drafts.hear, draft.id, context.now, search=told)
    values, keys = await _question(context, draft)
    await ask_again(context, draft, "measures/ask_whom", keys, **values)


async def choose(update: Update, context: Context, draft: Draft) -> None:
    """Takes who shall hold it: that one is asked now."""
    (post_id,) = ids(keyboards.tapped(update), 1)
    found = await rights.visible(context, draft.data["measure_id"])
    chosen = await context.read(subjects.of_posts, [post_id], "/", context.today)
    if not chosen or chosen[0].role not in HOSTS:
        raise Refusal("refusal/superior_has_left")
    measure_id, today, name = found.measure.id, context.today, chosen[0].as_person
    if draft.data["way"] == "another":
        _may_ask_another(context, found)
        by = context.by(draft.data["post_id"])
        await context.transact(interviews.ask_another, by, measure_id, draft.id, post_id, today)
    else:
        by = context.by(rights.acting_post(context.desk, found, Deed.DELEGATE))
        await context.transact(interviews.delegate, by, measure_id, draft.id, post_id, name, today)
    await context.nod()
    await context.retire_buttons()
    await context.say("measures/asked_instead", keyboards.menu(context), name=name)


async def leave(update: Update, context: Context, draft: Draft) -> None:
    """Leaves it as it is."""
    await give_up(context, draft, "measures/left")


async def _question(context: Context, draft: Draft) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    values = {"names": draft.data["names"], "reason": draft.data["reason"], "search": draft.data.get("search", "")}
    rows = []
    if draft.step == "whom" and draft.data.get("search"):
        found = await context.read(subjects.named, draft.data["search"], "/", context.today)
        hosts = [each for each in found if each.role in HOSTS and each.person_id != draft.data["about"]]
        rows = [[(each.as_person[:40], keyboards.data(NAME, "choose", draft.id, each.post_id))]
                for each in hosts[:MOST_FOUND]]  # fmt: skip
    values["found"] = len(rows)
    leaving = [(context.label("measures.leave"), keyboards.data(NAME, "leave", draft.id))]
    return values, keyboards.buttons([*rows, leaving])


async def _begin(context: Context, found: cards.MeasureCard, step: str, **more: Any) -> None:
    measure: Measure = found.measure
    office = rights.office_seat(context.desk, found.region_path)
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, step, context.now,
        measure_id=measure.id, names=list(found.together[:5]) or [measure.subject], about=measure.person_id,
        reason=measure.reason[:300], post_id=office.post_id if office else None, **more,
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


def _may_ask_another(context: Context, found: cards.MeasureCard) -> None:
    if rights.office_seat(context.desk, found.region_path) is None:
        raise Refusal("refusal/not_your_region")
    if found.measure.state is not MeasureState.REQUESTED:
        raise Refusal("refusal/measure_moved_on", kind=found.measure.kind, state=found.measure.state)


DIALOG = Dialog(
    NAME,
    Action.SEE_MEASURES,
    show,
    {"when": {Heard.WORDS: hear_when}, "where": {Heard.WORDS: hear_where}, "whom": {Heard.WORDS: search}},
    {"choose": choose, "leave": leave},
)
