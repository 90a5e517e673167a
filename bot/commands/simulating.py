"""`simulate`: other rules tried out on what was recorded 试算, before anybody is bound by them."""

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.commands.opening import opened
from bot.config import Config
from bot.holidays import calendar
from bot.texts import Texts
from documents.about_sheet import About
from documents.trial_sheet import trial_sheet
from rules import periods
from rules import profile as profiles
from rules.periods import Period, Span
from storage import audit
from storage.patrols.trials import try_out


def simulate(config: Config, tried: str, asked: tuple[Period, Span], out: Path) -> str:
    """Writes the sheet and returns what came of it in words; refuses a wrong profile with all its lines."""
    profile, other = profiles.load(config.profile), profiles.load(tried)
    now = Clock()()
    zone = ZoneInfo(profile.timezone)
    today = now.astimezone(zone).date()
    period, span = asked
    texts = Texts(zone, config.templates)
    with opened(config) as database:
        trial = database.read_now(try_out, profile, other, span, today, calendar(profile.holidays))
        about = About(other.title, at=now, audit_head=database.read_now(audit.stamp))
    title = texts.label("trial.title", title=other.title, period=periods.name(period, span))
    out.write_bytes(trial_sheet(trial, title, texts.label("trial.note"), about))
    return texts.plain("trial/result", title=other.title, period=periods.name(period, span), trial=trial)
