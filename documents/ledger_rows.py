"""What the ledger 台账 has of issues, in the words and days that its workbook shows."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from documents.ledger_sheet import LedgerRow
from rules.issue_states import Act, State
from rules.profile import Profile
from storage.ledger_entries import Entry

_REVIEWS = {Act.CONFIRM: "同意销号", Act.SEND_BACK: "退回整改"}


def ledger_rows(entries: Iterable[Entry], profile: Profile) -> list[LedgerRow]:
    """The rows of the workbook in the order of the ledger, days as the jurisdiction's calendar has them."""
    zone = ZoneInfo(profile.timezone)
    names = {each.code: each.name for each in profile.issue_types}
    return [_row(entry, names.get(entry.type, entry.type), zone) for entry in entries]


def _row(entry: Entry, type_name: str, zone: ZoneInfo) -> LedgerRow:
    course = entry.course
    return LedgerRow(
        number=entry.number,
        source=entry.source.word,
        found_on=_day(entry.reported_at, zone),
        township=entry.township,
        water=entry.water,
        place=_place(entry),
        issue=entry.words,
        type=type_name,
        severity=entry.severity.word,
        state=entry.state.word,
        unit=entry.unit,
        person="、".join(entry.people),
        measure=entry.requirement,
        # Where a review moved the last day, the day in force is the one that counts.
        due_on=course.first_due_on if course.extended_to else entry.due_on,
        progress=_progress(entry, zone),
        extended_to=entry.due_on if course.extended_to else None,
        done_on=_day(entry.done_at, zone) if entry.state in (State.DONE, State.CLOSED) else None,
        reviewed_by=course.reviewed_by,
        reviewed_on=_day(course.reviewed_at, zone),
        review=_REVIEWS[course.review] if course.review else "",
        closed_on=_day(entry.closed_at, zone),
        open=entry.is_open,
    )


def _place(entry: Entry) -> str:
    if entry.lat is None or entry.lon is None:
        return entry.region
    return f"{entry.region}（东经{entry.lon:.5f}°，北纬{entry.lat:.5f}°）"


def _progress(entry: Entry, zone: ZoneInfo) -> str:
    at = entry.course.progress_at
    if at is None:
        return ""
    day = at.astimezone(zone)
    return f"{day.month}月{day.day}日：{entry.course.progress}"


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None
