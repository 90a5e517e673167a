"""`simulate`: other rules tried out on what was recorded 试算, before anybody is bound by them."""

import re
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.commands.opening import opened
from bot.config import Config
from bot.holidays import is_workday
from bot.texts import Texts
from documents.about_sheet import About
from documents.trial_sheet import trial_sheet
from rules import periods
from rules import profile as profiles
from rules.periods import Period, Span
from rules.profile_errors import Problem, ProfileError
from storage import audit
from storage.patrols.trials import try_out

_FORMS = (
    (re.compile(r"(20\d\d)[Qq]([1-4])"), Period.QUARTER, 3),
    (re.compile(r"(20\d\d)[Hh]([12])"), Period.HALF_YEAR, 6),
    (re.compile(r"(20\d\d)-(0?[1-9]|1[0-2])"), Period.MONTH, 1),
    (re.compile(r"(20\d\d)()"), Period.YEAR, 12),
)


def simulate(config: Config, tried: str, told: str, out: Path) -> str:
    """Writes the sheet and returns what came of it in words; refuses a wrong profile with all its lines."""
    profile, other = profiles.load(config.profile), profiles.load(tried)
    now = Clock()()
    zone = ZoneInfo(profile.timezone)
    today = now.astimezone(zone).date()
    period, span = asked(told)
    texts = Texts(zone, config.templates)
    with opened(config) as database:
        trial = database.read_now(try_out, profile, other, span, today, is_workday)
        about = About(other.title, at=now, audit_head=database.read_now(audit.stamp))
    title = texts.label("trial.title", title=other.title, period=periods.name(period, span))
    out.write_bytes(trial_sheet(trial, title, texts.label("trial.note"), about))
    return texts.plain("trial/result", title=other.title, period=periods.name(period, span), trial=trial)


def asked(told: str) -> tuple[Period, Span]:
    """The time that is meant by 2026Q3, 2026H1, 2026-10 or 2026."""
    for form, period, months in _FORMS:
        if found := form.fullmatch(told.strip()):
            month = (int(found[2] or 1) - 1) * months + 1
            return period, periods.span(period, date(int(found[1]), month, 1))
    raise ProfileError(told, (Problem(0, "试算的时间写作 2026Q3（季度）、2026H1（半年）、2026-10（月）或 2026（年）"),))
