"""A chief's own report: the year's figures, the parts still to be written, preview, handing in."""

from typing import TypeGuard

from telegram import Update

from handlers import keyboards
from handlers.context import Context
from handlers.duty_reports import paper, rights
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages
from rules.duty_reports import Part, ReportState, next_part, year_of
from rules.refusals import Refusal
from rules.roles import Role
from storage import issued
from storage.duty_reports import cards, deeds, obliged, writing
from storage.duty_reports.deeds import Ready
from storage.models import DutyReport

NAME = "duty_report"
_BEING_WRITTEN = (ReportState.DRAFT, ReportState.RETURNED)


async def say_mine(update: Update | None, context: Context, year: int = 0) -> None:
    """Shows the own report on a year (0: the one that is due); without an update as a new message."""
    year = year or year_of(context.today)
    one = await context.read(obliged.one, context.profile.duty_reports, year, context.today, context.person_id)
    report = await context.read(writing.report_of, context.person_id, year)
    rows = _ways(context, year)
    if one is None and report is None:
        await context.say("duty_reports/none", keyboards.buttons(rows), year=year)
        return
    if _is_kept(report):
        told, to, due_on = report.figures, report.receiver, report.due_on
    elif one is not None:
        told, to = await paper.figures_of(context, one), await context.read(cards.to_whom, one, context.today)
        due_on = one.due_on
    else:
        raise Refusal("refusal/duty_report_not_owed", year=year)
    card = await context.read(cards.card, report.id, context.today) if report else None
    rows = [*_deeds(context, year, report), *rows]
    values = {
        "year": year, "figures": told, "to": to, "due_on": due_on, "card": card, "today": context.today,
        "form": one.rule.form if one else "", "parts": report.parts if report else {}, "order": list(Part),
    }  # fmt: skip
    await pages.turn(update, context, "duty_reports/mine", keyboards.buttons(rows), **values)


async def open_mine(update: Update, context: Context, more: list[str]) -> None:
    """The own report on a year, from a notice or another year."""
    year = rights.year(context, more)
    await context.nod()
    await say_mine(update, context, year)


async def preview(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the Word file: as it would be handed in today, or as it was."""
    year = rights.year(context, more)
    report = await context.read(writing.report_of, context.person_id, year)
    await context.nod()
    if _is_kept(report) and report.file_sha256:
        content = await context.read(issued.content, report.file_sha256)
        await context.hand_over(content, report.file_name, "duty_reports/kept_file", year=year)
        return
    one, to = await paper.bound(context, year)
    facts = await paper.facts_of(context, one, to)
    name = context.label("duty_reports.preview_file", name=one.name, year=year)
    await context.hand_over(await paper.made(context, facts), name, "duty_reports/preview", year=year,
                            missing=next_part(facts.parts))  # fmt: skip


async def ask_submit(update: Update, context: Context, more: list[str]) -> None:
    """What handing in means: to whom it goes, that the figures are kept."""
    year = rights.year(context, more)
    one, to = await paper.bound(context, year)
    report = await context.read(writing.report_of, context.person_id, year)
    _require_whole(report)
    await context.nod()
    revision = report.revision if report else 0
    rows = [
        [(context.label("duty_reports.submit_now"), keyboards.data(NAME, "submit", year, revision))],
        [(context.label("duty_reports.look_again"), keyboards.data(NAME, "mine", year))],
    ]
    await context.say("duty_reports/confirm_submit", keyboards.buttons(rows), year=year, to=to, due_on=one.due_on,
                      today=context.today)  # fmt: skip


async def submit(update: Update, context: Context, more: list[str]) -> None:
    """Hands in: figures and file are kept, the receiver gets it, the chief too."""
    year, revision = rights.year(context, more), ids(more, 2)[1]
    one, to = await paper.bound(context, year)
    _require_whole(await context.read(writing.report_of, context.person_id, year))
    facts = await paper.facts_of(context, one, to)
    content = await paper.made(context, facts, proved=True)
    name = context.label("duty_reports.file", name=one.name, year=year)
    ready = Ready(dict(facts.figures), dict(facts.parts), to, content, name)
    by = context.by(one.main.post_id if context.desk.seat_of(one.main.post_id) else None)
    done = await context.transact(deeds.submit, by, one, revision, ready, context.today)
    await context.nod()
    await context.retire_buttons()
    await context.hand_over(content, name, "duty_reports/submitted", card=done, to=to)


def require_writable(report: DutyReport | None) -> None:
    """Refuses to change what is handed in."""
    if _is_kept(report):
        raise Refusal("refusal/duty_report_moved_on", state=report.state)


def _is_kept(report: DutyReport | None) -> TypeGuard[DutyReport]:
    """Whether it is handed in: its figures and its file stay as they were then."""
    return report is not None and report.state not in _BEING_WRITTEN


def _require_whole(report: DutyReport | None) -> None:
    require_writable(report)
    if missing := next_part(report.parts if report else {}):
        raise Refusal("refusal/duty_report_lacks", part=missing.word)


def _deeds(context: Context, year: int, report: DutyReport | None) -> list[list[Button]]:
    """Write, look, hand in; a report that is handed in can only be looked at."""
    look = [_key(context, "see_preview", "preview", year)]
    if _is_kept(report):
        return [look]
    parts = report.parts if report else {}
    written = [(context.label("duty_reports.write", part=part, written=bool(parts.get(part))),
                keyboards.data(NAME, "write", year, part)) for part in Part]  # fmt: skip
    hand_in = [] if next_part(parts) else [[_key(context, "submit", "ask_submit", year)]]
    return [[each] for each in written] + [look] + hand_in


def _ways(context: Context, year: int) -> list[list[Button]]:
    this = context.today.year
    years = [(context.label("duty_reports.year", year=each), keyboards.data(NAME, "mine", each))
             for each in (year - 1, year + 1) if this - 5 <= each <= this]  # fmt: skip
    rows = [years]
    if context.desk.seats_as(Role.GENERAL_CHIEF):
        rows.append([_key(context, "received", "received", year, 0)])
    if rights.is_office(context.desk):
        rows.append([_key(context, "office_view", "office", year)])
    return rows


def _key(context: Context, label: str, act: str, *more: object) -> Button:
    return context.label(f"duty_reports.{label}"), keyboards.data(NAME, act, *more)
