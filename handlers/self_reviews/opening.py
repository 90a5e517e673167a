"""Opening a round of self-review: year, occasion, whom it concerns, until when; how many before it goes out."""

from datetime import date, timedelta
from typing import Any

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Dialog, Heard, ask, ask_again, give_up
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.self_reviews import rights
from handlers.tapping import at_step
from handlers.wording import day_to_come, words
from rules.refusals import Refusal
from rules.roles import Level, Role
from rules.self_reviews import LONGEST_OCCASION, OCCASIONS
from storage import drafts
from storage.models import Draft
from storage.self_reviews import concerned, rounds
from storage.self_reviews.rounds import NewRound

NAME = "self_review_round"
YEAR, OCCASION, AUDIENCE, DUE, PREVIEW = "year", "occasion", "audience", "due", "preview"
ROLES = (Role.GENERAL_CHIEF, Role.DEPUTY_GENERAL_CHIEF, Role.RIVER_CHIEF, Role.LAKE_CHIEF)
LATER = (7, 15, 30)


async def begin(update: Update, context: Context, more: list[str]) -> None:
    """Opens it for the office's own region; everybody below is chosen at first."""
    rights.office_paths(context.desk)
    seat = rights.office_seats(context.desk)[0]
    levels = [level for level in Level if level.rank >= seat.level.rank]
    draft = await context.transact(
        drafts.begin, context.desk.chat_id, context.person_id, NAME, YEAR, context.now, post_id=seat.post_id,
        region_id=seat.region_id, path=seat.region_path, all_levels=levels, levels=levels, roles=list(ROLES),
    )  # fmt: skip
    await context.nod()
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    values, keys = await _question(context, draft)
    await ask(context, draft, f"self_reviews/round_{draft.step}", keys, **values)


async def choose_year(update: Update, context: Context, draft: Draft) -> None:
    """Which year is looked back on."""
    (year,) = ids(keyboards.tapped(update), 1)
    if not context.today.year - 1 <= year <= context.today.year:
        raise Refusal("refusal/button_too_old")
    await _go_on(context, draft, OCCASION, year=year)


async def choose_occasion(update: Update, context: Context, draft: Draft) -> None:
    """One of the usual occasions."""
    (place,) = ids(keyboards.tapped(update), 1)
    if place >= len(OCCASIONS):
        raise Refusal("refusal/button_too_old")
    await _go_on(context, draft, AUDIENCE, occasion=OCCASIONS[place])


async def hear_occasion(update: Update, context: Context, draft: Draft) -> None:
    """Another occasion, in words."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    said = " ".join(words(update.effective_message).text.split())[:LONGEST_OCCASION]
    await _go_on(context, draft, AUDIENCE, occasion=said)


async def toggle(update: Update, context: Context, draft: Draft) -> None:
    """Takes a level or a role in or out, on the same message."""
    what = "".join(keyboards.tapped(update)[:1])
    for key, whole in (("levels", draft.data["all_levels"]), ("roles", list(ROLES))):
        if what in whole:
            chosen = {*draft.data[key]} ^ {what}
            told: dict[str, Any] = {key: [each for each in whole if each in chosen]}
            draft = await context.transact(drafts.hear, draft.id, context.now, **told)
            await context.nod()
            values, keys = await _question(context, draft)
            await ask_again(context, draft, f"self_reviews/round_{draft.step}", keys, **values)
            return
    raise Refusal("refusal/button_too_old")


async def audience_chosen(update: Update, context: Context, draft: Draft) -> None:
    """Goes on, if there is anybody."""
    if not await _people(context, draft):
        raise Refusal("refusal/self_review_of_nobody")
    await _go_on(context, draft, DUE)


async def choose_day(update: Update, context: Context, draft: Draft) -> None:
    """A day from a button."""
    (days,) = ids(keyboards.tapped(update), 1)
    if days not in LATER:
        raise Refusal("refusal/button_too_old")
    await _go_on(context, draft, PREVIEW, due=(context.today + timedelta(days=days)).isoformat())


async def hear_day(update: Update, context: Context, draft: Draft) -> None:
    """The day as typed."""
    assert update.effective_message is not None  # noqa: S101 - only words come here
    due = day_to_come(update.effective_message, context.today)
    await _go_on(context, draft, PREVIEW, due=due.isoformat())


async def open_now(update: Update, context: Context, draft: Draft) -> None:
    """Opens the round; everybody concerned is told once."""
    data = draft.data
    new = NewRound(data["year"], data["occasion"], data["region_id"], tuple(data["levels"]), tuple(data["roles"]),
                   date.fromisoformat(data["due"]))  # fmt: skip
    opened, count = await context.transact(rounds.open_round, context.by(data["post_id"]), draft.id, new, context.today)
    await context.nod()
    await context.retire_buttons()
    await context.say("self_reviews/opened", keyboards.menu(context), round=opened, count=count)


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Opens nothing."""
    await give_up(context, draft, "self_reviews/dropped")


async def _go_on(context: Context, draft: Draft, step: str, **told: Any) -> None:
    draft = await context.transact(drafts.hear, draft.id, context.now, step, **told)
    await context.nod()
    await context.retire_buttons()
    await show(context, draft)


async def _people(context: Context, draft: Draft) -> int:
    data = draft.data
    people = await context.read(concerned.chiefs, data["levels"], data["roles"], [data["path"]], context.today)
    return len(people)


async def _question(context: Context, draft: Draft) -> tuple[dict[str, Any], InlineKeyboardMarkup]:
    data, today = draft.data, context.today
    rows: list[list[Button]] = []
    if draft.step == YEAR:
        years = (today.year, today.year - 1)
        rows = [[_tap(draft, "year", context.label("self_reviews.year", year=each), each) for each in years]]
    elif draft.step == OCCASION:
        rows = [[_tap(draft, "occasion", each, place) for place, each in enumerate(OCCASIONS)]]
    elif draft.step == AUDIENCE:
        rows = _audience(context, draft)
    elif draft.step == DUE:
        days = [(each, today + timedelta(days=each)) for each in LATER]
        rows = [[_tap(draft, "later", context.label("self_reviews.later", due=due), each)] for each, due in days]
    else:
        rows = [[_tap(draft, "open", context.label("self_reviews.open_now"))]]
    known = {"year": data.get("year"), "occasion": data.get("occasion"), "due": data.get("due"),
             "levels": [Level(each) for each in data["levels"]], "roles": [Role(each) for each in data["roles"]],
             "count": await _people(context, draft) if draft.step in (AUDIENCE, PREVIEW) else 0}  # fmt: skip
    return known, keyboards.buttons([*rows, [_tap(draft, "drop", context.label("self_reviews.drop_round"))]])


def _audience(context: Context, draft: Draft) -> list[list[Button]]:
    def row(key: str, whole: list[Level] | list[Role]) -> list[Button]:
        on = {each: each in draft.data[key] for each in whole}
        return [
            _tap(draft, "toggle", context.label("self_reviews.choice", chosen=chosen, word=each.word), each)
            for each, chosen in on.items()
        ]

    roles = row("roles", list(ROLES))
    return [row("levels", [Level(each) for each in draft.data["all_levels"]]), roles[:2], roles[2:],
            [_tap(draft, "chosen", context.label("self_reviews.go_on"))]]  # fmt: skip


def _tap(draft: Draft, act: str, said: str, *more: object) -> Button:
    return said, keyboards.data(NAME, act, draft.id, *more)


DIALOG = Dialog(
    NAME,
    Action.SELF_REVIEW,
    show,
    {OCCASION: {Heard.WORDS: hear_occasion}, DUE: {Heard.WORDS: hear_day}},
    {
        "year": at_step(YEAR, hear=choose_year),
        "occasion": at_step(OCCASION, hear=choose_occasion),
        "toggle": at_step(AUDIENCE, hear=toggle),
        "chosen": at_step(AUDIENCE, hear=audience_chosen),
        "later": at_step(DUE, hear=choose_day),
        "open": at_step(PREVIEW, hear=open_now),
        "drop": drop,
    },
)
