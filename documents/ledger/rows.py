"""What the ledger 台账 has of issues, in the words and days that its workbook shows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from documents.ledger.sheet import LedgerRow
from rules.issue_states import Act, State
from rules.issue_types import IssueType
from rules.profile import Profile
from storage.ledger.entries import Entry
from storage.ledger.photos import Shot, Shots

Thumbnail = Callable[[str], bytes | None]  # of the sha256 of a kept photo
_REVIEWS = {Act.CONFIRM: "同意销号", Act.SEND_BACK: "退回整改"}


def ledger_rows(
    entries: Iterable[Entry], profile: Profile, papers: Mapping[int, Sequence[str]] | None = None
) -> list[LedgerRow]:
    """The rows of the workbook in the order of the ledger, days as the jurisdiction's calendar has them.

    `papers` are the numbers 文号 of the papers in force about an issue, by its id.
    """
    zone = ZoneInfo(profile.timezone)
    types = {each.code: each for each in profile.issue_types}
    rows = ((entry.id, _row(entry, types.get(entry.type), zone)) for entry in entries)
    return [replace(row, order_number="、".join((papers or {}).get(id_, ()))) for id_, row in rows]


def with_photos(rows: Iterable[LedgerRow], shots: Iterable[Shots], thumbnail: Thumbnail) -> list[LedgerRow]:
    """The rows with their photos, given in the same order; `thumbnail` finds a kept photo and makes it small."""
    return [
        replace(row, photo_before=_photo(shot.before, thumbnail), photo_after=_photo(shot.after, thumbnail))
        for row, shot in zip(rows, shots, strict=True)
    ]


def _photo(media: Shot | None, thumbnail: Thumbnail) -> bytes | str | None:
    if media is None:
        return None
    return (thumbnail(media.sha256) if media.sha256 else None) or "照片打不开"


def _row(entry: Entry, kind: IssueType | None, zone: ZoneInfo) -> LedgerRow:
    course = entry.course
    return LedgerRow(
        number=entry.number,
        source=entry.source.word,
        found_on=_day(entry.reported_at, zone),
        township=entry.township,
        water=entry.water,
        place=_place(entry),
        issue=entry.words,
        type=kind.name if kind else entry.type,
        tags=kind.tags if kind else (),
        severity=entry.severity.word,
        state=entry.state.word,
        beside=_beside(entry),
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
        look_back=_look_back(entry, zone),
        open=entry.is_open,
    )


def _beside(entry: Entry) -> str:
    into = f" → {entry.merged_into}" if entry.merged_into else ""
    return into + (" 🔴挂牌督办" if entry.is_supervised else "")


def _look_back(entry: Entry, zone: ZoneInfo) -> str:
    day, found = _day(entry.course.looked_at, zone), entry.course.look_back
    return f"{day.month}月{day.day}日：{'反弹' if found is Act.RELAPSE else '未反弹'}" if day and found else ""


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
