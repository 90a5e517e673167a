"""Duty reports 述职 (clause F3c): who has not handed in hears before, on and after the day; the office, how many."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules.chains import stages_today
from rules.profile import Profile
from rules.warnings import Stage
from rules.workdays import IsWorkday
from storage.duty_reports.account import Entry, entries
from storage.models import Urgency
from storage.outbox import Tell
from storage.posts.duties import records_began
from storage.posts.holders import offices

SUBJECT = "duty_report_warning"
CHASED_FOR = timedelta(days=60)  # after the day; later the office takes it up itself
PEOPLE_A_PIECE = 500


def warnings(session: Session, profile: Profile, today: date, is_workday: IsWorkday) -> Iterator[list[Tell]]:
    """Every warning about duty reports that is true today, on this year and the one gone by.

    A day before the first records is not warned of: a program set up in January chases nobody for December.
    """
    for year in (today.year - 1, today.year):
        near = {rule for rule in profile.duty_reports if
                -timedelta(days=rule.before_days + 15) <= today - rule.due_on(year) <= CHASED_FOR}  # fmt: skip
        began = (records_began(session, ZoneInfo(profile.timezone)) or date.max) if near else date.max
        rules = {rule for rule in near if began <= rule.due_on(year)}
        if not rules:
            continue
        listed = entries(session, profile.duty_reports, year, today)
        staged = [
            (each, stage)
            for each in listed
            if each.rule in rules and each.serving and not each.handed_in
            for stage in stages_today(each.rule.plan, each.due_on, today, is_workday)
        ]
        told = [_to_reporter(each, year, stage) for each, stage in staged]
        told += _to_offices(session, [each for each, stage in staged if stage is Stage.OVERDUE], year, today)
        for start in range(0, len(told), PEOPLE_A_PIECE):
            yield told[start : start + PEOPLE_A_PIECE]


def _to_reporter(each: Entry, year: int, stage: Stage) -> Tell:
    return Tell(
        kind=f"{SUBJECT}/{stage}",
        key=f"{SUBJECT}:{stage}:{year}:{each.due_on}:{each.person_id}",
        person_id=each.person_id,
        values={"year": year, "due_on": each.due_on.isoformat(), "to": each.to, "begun": each.report_id is not None},
        urgency=Urgency.DIGEST if stage is Stage.BEFORE else Urgency.DAYTIME,
        buttons=[[["duty_reports.open_own", f"duty_report:mine:{year}"]]],
    )


def _to_offices(session: Session, late: Sequence[Entry], year: int, today: date) -> list[Tell]:
    """Each office once for each day that reports were due by."""
    in_charge = offices(session, {each.region_id for each in late}, today)
    counted = Counter((each.due_on, office.person_id) for each in late for office in in_charge.get(each.region_id, ()))
    return [
        Tell(
            kind=f"{SUBJECT}/office",
            key=f"{SUBJECT}:office:{year}:{due_on}:{person_id}",
            person_id=person_id,
            values={"year": year, "due_on": due_on.isoformat(), "missing": count},
            urgency=Urgency.DIGEST,
            buttons=[[["duty_reports.who_is_missing", f"duty_report:list:{year}:missing:0"]]],
        )
        for (due_on, person_id), count in counted.items()
    ]
