"""The Word file of a report: as it would be today, or from what was kept when it was handed in."""

from dataclasses import replace
from typing import Any

from documents.duty_reports.report import TEMPLATE, ReportFacts, duty_report
from handlers.context import Context, aside
from handlers.own_templates import refusing_unusable
from storage import audit
from storage.duty_reports import cards, figures, writing
from storage.duty_reports.obliged import Obliged


async def bound(context: Context, year: int, person_id: int | None = None) -> tuple[Obliged, str]:
    """A person's duty to report (the speaker's by default) and to whom; refuses who owes none."""
    rules = context.profile.duty_reports
    who = context.person_id if person_id is None else person_id
    return await context.read(cards.bound, rules, year, context.today, who)


async def figures_of(context: Context, one: Obliged) -> dict[str, Any]:
    """The figures as of today, without keeping anybody waiting."""
    at_leisure = context.house.database.read_at_leisure
    return await at_leisure(figures.figures, context.profile, one, context.today, context.house.is_workday)


async def facts_of(context: Context, one: Obliged, to: str) -> ReportFacts:
    """What the file says today."""
    report = await context.read(writing.report_of, one.person_id, one.year)
    parts = dict(report.parts) if report else {}
    title = one.main.title or one.main.seat
    told = await figures_of(context, one)
    return ReportFacts(one.year, one.name, title, to, told, parts, context.today)


async def made(context: Context, facts: ReportFacts, *, proved: bool = False) -> bytes:
    """The file; with the head of the audit chain where it is handed in."""
    if proved:
        facts = replace(facts, audit_head=await context.read(audit.stamp))
    template = context.house.speech.own_file(f"word/{TEMPLATE}")
    with refusing_unusable(TEMPLATE):
        return await aside(duty_report, facts, template)
