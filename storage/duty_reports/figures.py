"""What is printed on a report: all figures of the year as JSON, computed anew until it is handed in, then kept."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from rules.profile import Profile
from rules.workdays import IsWorkday
from storage.duty_reports import overview, patrols, work
from storage.duty_reports.obliged import Obliged
from storage.posts.duties import records_began


def figures(session: Session, profile: Profile, one: Obliged, today: date, is_workday: IsWorkday) -> dict[str, Any]:
    """The figures as of a day: posts with the own days, rivers, patrols, issues, self-review, measures."""
    zone = ZoneInfo(profile.timezone)
    until = min(one.days.last, today)
    months = patrols.by_month(session, one, today, zone)
    since = records_began(session, zone) or one.days.first
    return {
        "as_of": today.isoformat(),
        "from": one.days.first.isoformat(),
        "until": until.isoformat(),
        "posts": [
            {"seat": each.seat, "title": each.title, "from": each.span.first.isoformat(),
             "until": each.span.last.isoformat()}
            for each in one.tenures
        ],
        "rivers": overview.overview(session, one, until),
        "duties": patrols.required(session, profile, one, today, is_workday, since),
        "since": since.isoformat() if since > one.days.first else None,
        "months": months,
        "patrols": sum(each["patrols"] for each in months),
        "valid": sum(each["valid"] for each in months),
        "metres": sum(each["metres"] for each in months),
        "issues": work.issues(session, one, today, zone),
        "self_review": work.self_review(session, one, today),
        "measures": work.measures(session, one),
    }  # fmt: skip
