"""考核倒计时: what I still lack before each coming assessment; to an office, who lacks what, as a sheet."""

from typing import Any

from sqlalchemy.orm import Session
from telegram import Update

from documents.assessment_sheet import assessment_sheet
from handlers import keyboards
from handlers.access import Action, may, regions_of
from handlers.context import Context, aside
from handlers.routes import Entry
from rules.assessments import next_one
from rules.refusals import Refusal
from storage.assessments import concerned
from storage.assessments.lack import Lacking
from storage.assessments.lacking import Look

MOST = 5


async def show(update: Update, context: Context) -> None:
    """The coming assessments, the nearest first; whose own, what is lacking."""
    oversees = may(context.desk, Action.SEE_FIGURES)
    coming: list[dict[str, Any]] = []
    keys = []
    for number, look in sorted(_looks(context), key=lambda each: each[1].on):
        own = await context.read(look.at, [context.person_id])
        if own or oversees:
            coming.append(_said(look, own[0] if own else None))
        if oversees:
            words = context.label("reminding.sheet_of", assessment=look.assessment.name)
            keys.append([(words, keyboards.data("reminding", "sheet", number, look.on))])
    await context.say("reminding/countdown", keyboards.buttons(keys) if keys else None, coming=coming)


async def sheet(update: Update, context: Context, more: list[str]) -> None:
    """Who lacks what in the regions one oversees, as of now."""
    regions = regions_of(context.desk, Action.SEE_FIGURES)
    look = _look_for(context, more)
    await context.nod()
    people = await context.read(_everybody, look, regions)
    told = {"assessment": look.assessment.name, "due_on": look.on, "today": context.today}
    content = await aside(assessment_sheet, look.assessment.name, look.on, context.today, people)
    lacking = sum(not each.is_complete for each in people)
    name = context.text("reminding/sheet_name", **told)
    await context.hand_over(content, name, "reminding/sheet", people=len(people), lacking=lacking, **told)


def _looks(context: Context) -> list[tuple[int, Look]]:
    found = []
    for number, assessment in enumerate(context.profile.assessments):
        coming = next_one(assessment, context.today)
        if coming is not None:
            rules = context.profile, assessment, *coming, context.today, context.house.is_workday
            found.append((number, Look(*rules)))
    return found


def _look_for(context: Context, more: list[str]) -> Look:
    """The assessment that a button was made for; one that is over, or that the rules have no more, is refused."""
    for number, look in _looks(context):
        if more == [str(number), look.on.isoformat()]:
            return look
    raise Refusal("refusal/assessment_over")


def _everybody(session: Session, look: Look, regions: tuple[str, ...]) -> list[Lacking]:
    found: list[Lacking] = []
    last = 0
    while people := concerned.next_people(session, look.assessment, look.today, last, regions):
        found += look.at(session, people)
        last = people[-1]
    return found


def _said(look: Look, own: Lacking | None) -> dict[str, Any]:
    mine = "none" if own is None else "complete" if own.is_complete else "lacking"
    return {
        "assessment": look.assessment.name,
        "due_on": look.on,
        "days": (look.on - look.today).days,
        "mine": mine,
        **(own.said(MOST) if own else {}),
    }


ENTRY = Entry("countdown", Action.SEE_DUTIES, show)
