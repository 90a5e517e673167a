"""What the patrol log 巡河日志 says of patrols, in the words and days that its papers show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from documents.patrols.log import FoundIssue, PatrolLog, Seen
from documents.patrols.track_files import Mark, TrackFile
from rules.geodesy import Place
from rules.roles import post_word
from storage.ledger.entries import Entry
from storage.patrols.view import PatrolView

ABNORMAL = "异常"


def patrol_log(view: PatrolView, issues: Mapping[str, Entry], picture: bytes | None = None) -> PatrolLog:
    """One patrol; `issues` by number says how far each that was found on the way is."""
    facts, measured = view.judged.facts, view.judged.measured
    fixes = [fix for leg in measured.legs for fix in leg]
    return PatrolLog(
        chief=view.walker,
        post=f"受{view.chief}委托" if view.chief else view.title or post_word(view.role, view.level),
        water=view.water,
        began_at=facts.started_at,
        ended_at=facts.ended_at,
        minutes=facts.minutes,
        metres=measured.metres,
        share=measured.share,
        start=_place(fixes[0].place) if fixes else "",
        end=_place(fixes[-1].place) if fixes else "",
        grade=f"{view.judged.grade.value}级（{view.judged.grade.word}）",
        counts=bool(view.patrol.counts),
        seen=[Seen(thing.name, ABNORMAL if told == "abnormal" else "") for thing, told in view.looked if told],
        issues=[FoundIssue(found.number, found.name, _handled(issues.get(found.number))) for found in view.found],
        remarks="；".join(filter(None, (view.patrol.note, view.patrol.reason))),
        map=picture,
    )


def track_file(view: PatrolView) -> TrackFile:
    """Its track, with the issues found as marks."""
    marks = [Mark(found.place, f"{found.number} {found.name}") for found in view.found if found.place]
    return TrackFile(f"{view.water}巡河轨迹", view.walker, view.judged.measured.legs, marks)


def _place(place: Place) -> str:
    return f"东经{place.lon:.5f}°，北纬{place.lat:.5f}°"


def _handled(entry: Entry | None) -> str:
    if entry is None:
        return ""
    due = f"，限{_day(entry.due_on)}" if entry.is_open and entry.due_on else ""
    return f"{entry.state.word}{f'（{entry.unit}{due}）' if entry.unit else ''}"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
