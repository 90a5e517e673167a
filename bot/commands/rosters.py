"""`import`: reads, checks, shows, imports a roster workbook."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.commands.opening import opened
from bot.config import Config
from bot.texts import Texts
from rules import profile as profiles
from storage.audit import By
from storage.roster import importing, reading
from storage.roster.book import RosterBook
from storage.roster.plan import Plan

Told = Callable[[int, int], None]
MOST_FAULTS = 200


@dataclass(frozen=True)
class Outcome:
    """What the check found: a report to read, the faults, the number of changes, and the workbook itself."""

    report: str
    errors: int
    changes: int
    book: RosterBook
    config: Config
    today: date


def check(config: Config, file: Path, told: Told) -> Outcome:
    """Reads and checks the workbook against the database; nothing is changed."""
    texts = _texts(config)
    today = Clock()().astimezone(texts.zone).date()
    book = reading.read(file.read_bytes())
    told(1, 2)
    with opened(config) as database:
        plan = database.read_now(importing.plan, book, today)
    told(2, 2)
    report = report_of(texts, plan)
    return Outcome(report, len(plan.faults), plan.changes, book, config, today)


def carry_out(outcome: Outcome, told: Told) -> str | None:
    """Imports in one transaction; the plan is made anew, for somebody may have been faster.

    Returns None, or the report that says why nothing can be imported any more.
    """
    with opened(outcome.config) as database:
        plan = database.write_now(importing.bring_in, By(Clock()()), outcome.book, outcome.today, told)
    return report_of(_texts(outcome.config), plan) if plan.faults else None


def _texts(config: Config) -> Texts:
    return Texts(ZoneInfo(profiles.load(config.profile).timezone), config.templates)


def report_of(texts: Texts, plan: Plan) -> str:
    """What an office reads before it says yes, as plain text."""
    return texts.plain("roster/plan", plan=plan, most=MOST_FAULTS)
