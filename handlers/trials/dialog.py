"""Trying rules out: an office picks a shipped profile or sends its own file, chooses a time, gets answer and sheet.

Keys of `draft.data`: name (of a shipped profile) or file_id (of what was sent), title.
"""

from telegram import Document, Update

from documents.about_sheet import About
from documents.trial_sheet import trial_sheet
from handlers import keyboards, received
from handlers.access import Action, regions_of
from handlers.context import Context, aside
from handlers.dialogs import Dialog, Heard, ask, give_up, open_dialog, step_on
from handlers.keyboards import Button
from handlers.routes import Entry
from handlers.tapping import at_step
from rules import periods, trials
from rules import profile as profiles
from rules.periods import Period
from rules.profile import Profile, ProfileError
from rules.refusals import Refusal
from storage import audit, drafts
from storage.models import Draft
from storage.patrols.trials import try_out

NAME = "trial"
LARGEST = 512 * 1024  # bytes of a profile; the shipped ones have 30,000
MOST_PROBLEMS = 12


async def begin(update: Update, context: Context) -> None:
    """Asks which rules."""
    draft = await open_dialog(context, NAME, "rules")
    await show(context, draft)


async def show(context: Context, draft: Draft) -> None:
    """Asks which rules, then which time."""
    if draft.step == "rules":
        rows = [[_button(context, draft, "shipped", name, title=profiles.load(name).title)]
                for name in profiles.shipped()]  # fmt: skip
    else:
        rows = [[_button(context, draft, period.value, name=_name(context, period))] for period in trials.PERIODS]
    rows.append([_button(context, draft, "drop")])
    await ask(context, draft, "trial/ask", keyboards.buttons(rows), step=draft.step, title=draft.data.get("title"))


async def take_shipped(update: Update, context: Context, draft: Draft) -> None:
    """Keeps a profile that comes with the program."""
    name = keyboards.word_tapped(update)
    if name not in profiles.shipped():
        raise Refusal("refusal/button_too_old")
    await _keep(context, draft, name=name, title=profiles.load(name).title)


async def take_file(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the profile that was sent; of a wrong one all mistakes are said with their lines."""
    message = update.effective_message
    assert message is not None and message.document is not None  # noqa: S101, PT018 - only files come here
    _bounded(message.document)
    try:
        profile = await _read(context, message.document.file_id, message.document.file_name or "")
    except ProfileError as error:
        problems = [str(problem) for problem in error.problems]
        await context.say("trial/wrong_file", file=error.path, problems=problems[:MOST_PROBLEMS],
                          more=max(0, len(problems) - MOST_PROBLEMS))  # fmt: skip
        await show(context, draft)
        return
    await _keep(context, draft, file_id=message.document.file_id, title=profile.title)


async def run(update: Update, context: Context, draft: Draft) -> None:
    """Tries the rules and says what came of it; then the sheet."""
    query = update.callback_query
    assert query is not None  # noqa: S101 - only taps come here
    period = Period(keyboards.parts(query.data or "")[1])
    data, span = draft.data, periods.last_whole(period, context.today)
    tried = profiles.load(data["name"]) if "name" in data else await _read(context, data["file_id"], data["title"])
    regions = regions_of(context.desk, Action.TRY_RULES)
    await context.nod()
    trial = await context.house.database.read_at_leisure(
        try_out, context.profile, tried, span, context.today, context.house.is_workday, regions
    )
    values = {"title": tried.title, "period": periods.name(period, span)}
    title = context.label("trial.title", **values)
    about = About(title, context.desk.name, context.now, await context.read(audit.stamp))
    content = await aside(trial_sheet, trial, title, context.label("trial.note"), about)
    await context.transact(drafts.close, draft.id)
    await context.retire_buttons()
    await context.say("trial/result", keyboards.menu(context), trial=trial, **values)
    await context.hand_over(content, context.label("trial.file", **values), "trial/sheet", rows=len(trial.rows))


async def drop(update: Update, context: Context, draft: Draft) -> None:
    """Leaves without trying."""
    await give_up(context, draft, "trial/dropped")


async def _keep(context: Context, draft: Draft, **said: object) -> None:
    await show(context, await step_on(context, draft, "period", **said))


def _bounded(document: Document) -> None:
    received.bounded(document)
    if not (document.file_name or "").lower().endswith(".toml") or (document.file_size or 0) > LARGEST:
        raise Refusal("refusal/not_a_profile")


async def _read(context: Context, file_id: str, name: str) -> Profile:
    content = await context.house.keeper.fetch(file_id)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal("refusal/not_a_profile") from None
    return await aside(profiles.read, text, name)


def _name(context: Context, period: Period) -> str:
    return periods.name(period, periods.last_whole(period, context.today))


def _button(context: Context, draft: Draft, act: str, *more: object, **values: object) -> Button:
    return context.label(f"trial.{act}", **values), keyboards.data(NAME, act, draft.id, *more)


DIALOG = Dialog(
    NAME,
    Action.TRY_RULES,
    show,
    {"rules": {Heard.FILE: take_file}},
    {
        "shipped": at_step("rules", hear=take_shipped),
        **{period.value: at_step("period", hear=run) for period in trials.PERIODS},
        "drop": drop,
    },
)
ENTRY = Entry("trial", Action.TRY_RULES, begin)
