"""How each step of a report is asked: the words, the buttons; what open issues there are nearby."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import InputMediaPhoto

from documents.nearby_map import NearbyIssue, NearbyPicture, nearby_map
from handlers import keyboards
from handlers.context import Context, aside
from handlers.dialogs import ask, ask_again
from handlers.keyboards import Button, data, in_rows
from handlers.report import types
from rules.geodesy import Place
from rules.issue_types import Severity
from storage import places
from storage.issues import nearby
from storage.issues.nearby import NearIssue
from storage.models import Draft
from storage.reports import making
from storage.reports.making import Step

Rows = list[list[Button]]
_AROUND_M = 1_500.0
_MOST_REACHES = 4


async def show(context: Context, draft: Draft) -> None:
    """Says the question of the current step; after a pause the keyboard that shares the place comes first."""
    if draft.prompt_id is None:
        await context.say("report/begun", keyboards.place_request(context), told=view(context, draft), data=draft.data)
        if _step(draft) is Step.EVIDENCE and not draft.data.get("where"):
            return
    await put(context, draft, anew=True)


async def put(context: Context, draft: Draft, was: Mapping[str, Any] | None = None, *, anew: bool = False) -> None:
    """Asks the current question: `anew` below what was said, else in place of the question that stands there.

    `was` is what the draft had heard before: open issues nearby are shown when they are others than before.
    """
    step = _step(draft)
    if step is Step.SUMMARY and draft.data.get("offered") and draft.data["offered"] != (was or {}).get("offered"):
        await _show_nearby(context, draft)
        anew = True
    rows = await _ROWS[step](context, draft)
    say = ask if anew else ask_again
    keyboard = keyboards.buttons(rows) if rows else None
    await say(context, draft, f"report/{step}", keyboard, told=view(context, draft), data=draft.data)


def view(context: Context, draft: Draft) -> dict[str, Any]:
    """What was told so far, in words: the type's name, its severity, the hints of the severity."""
    heard = draft.data
    known = context.profile.issue_type(heard.get("type") or "")
    severity = Severity(heard["severity"]) if heard.get("severity") else known.severity if known else None
    counts = {name: heard.get(name, 0) for name in ("photos", "after", "voices", "forwarded")}
    return counts | {
        "words": heard.get("words", ""),
        "cut": heard.get("cut", False),
        "where": heard.get("where"),
        "place_by": heard.get("place_by"),
        "place_words": heard.get("place_words", ""),
        "type": known.name if known else "",
        "severity": severity.word if severity else "",
        "hints": {each.word: hint for each, hint in known.hints.items()} if known else {},
        "on_the_spot": heard.get("on_the_spot", False),
        "public": not context.desk.on_roster,
        "nearby": len(heard.get("offered") or []),
        "patrol": bool(heard.get("patrol_id")),
        "under": heard.get("under", ""),
    }


def _step(draft: Draft) -> Step:
    """The step of a draft; whoever opened it may have named one that is no question of ours."""
    return Step(draft.step) if draft.step in set(Step) else making.missing(draft.data)


async def _show_nearby(context: Context, draft: Draft) -> None:
    """A small map with the open issues nearby, and a photo of each, as one album."""
    here = Place(*draft.data["place"])
    found = await context.read(nearby.still_open, draft.data["offered"], here)
    if not found:
        return
    waters = await context.read(places.lines_around, here, _AROUND_M)
    listed = tuple(NearbyIssue(_words(context, one), one.place, one.metres) for one in found)
    picture = await aside(nearby_map, NearbyPicture(here, listed, tuple(waters)))
    photos = [one.photo for one in found if one.photo]
    if not photos:
        await context.show_picture(picture, "report/nearby", issues=found)
        return
    caption = context.text("report/nearby", issues=found)
    album = [InputMediaPhoto(picture, caption=caption, parse_mode="HTML"), *map(InputMediaPhoto, photos)]
    await context.bot.send_media_group(context.desk.chat_id, album)


def _words(context: Context, one: NearIssue) -> str:
    known = context.profile.issue_type(one.type)
    return f"{one.number} {known.name if known else one.type} {one.state.word}"


async def _evidence_rows(context: Context, draft: Draft) -> Rows:
    return [[_button(context, draft, "drop")]]


async def _place_rows(context: Context, draft: Draft) -> Rows:
    rows = [[_reach_button(context, draft, *reach)] for reach in (await _reaches(context, draft))[:_MOST_REACHES]]
    if draft.data.get("patrol_id"):
        point = await context.read(places.newest_point, draft.data["patrol_id"])
        if point is not None:
            rows.append([_button(context, draft, "track", at=point.at)])
    if draft.data.get("exif"):
        rows.append([_button(context, draft, "exif", at=draft.data["exif"][2])])
    return [*rows, [_button(context, draft, "in_words"), _button(context, draft, "drop")]]


async def _reaches(context: Context, draft: Draft) -> list[tuple[int, str]]:
    """The reach the report was opened for, then those the person answers for; each (id, name)."""
    found = {}
    if draft.data.get("water_id"):
        where = await context.read(places.on_reach, draft.data["water_id"])
        if where is not None and where.water_id is not None:
            found[where.water_id] = where.name
    for seat in context.desk.seats:
        if seat.water_id is not None and seat.water_name is not None:
            found.setdefault(seat.water_id, seat.water_name)
    return list(found.items())


def _reach_button(context: Context, draft: Draft, water_id: int, name: str) -> Button:
    return context.label("report.reach", name=name), data(making.DIALOG, "reach", draft.id, water_id)


async def _far_rows(context: Context, draft: Draft) -> Rows:
    return [[_button(context, draft, "insist")], *await _place_rows(context, draft)]


async def _type_rows(context: Context, draft: Draft) -> Rows:
    return await types.rows(context, draft)


async def _severity_rows(context: Context, draft: Draft) -> Rows:
    levels = [(each.word, data(making.DIALOG, "severity", draft.id, each)) for each in Severity]
    return [levels, [_button(context, draft, "back")]]


async def _summary_rows(context: Context, draft: Draft) -> Rows:
    rows: Rows = []
    if draft.data.get("offered"):
        found = await context.read(nearby.still_open, draft.data["offered"], Place(*draft.data["place"]))
        rows = [[_join_button(context, draft, one)] for one in found]
    rows.append([_button(context, draft, "submit_new" if rows else "submit")])
    if context.desk.on_roster:
        rows.append([_button(context, draft, "to_assign" if draft.data.get("on_the_spot") else "on_the_spot")])
    changes = [
        _button(context, draft, act)
        for act in ("change_photos", "change_place", "change_type", "change_severity", "change_words", "drop")
    ]
    return [*rows, *(list(row) for row in in_rows(changes, 2))]


def _join_button(context: Context, draft: Draft, one: NearIssue) -> Button:
    label = context.label("report.join", number=one.number, metres=one.metres)
    return label, data(making.DIALOG, "join", draft.id, one.id)


async def _photos_rows(context: Context, draft: Draft) -> Rows:
    clear = [_button(context, draft, "clear_photos")] if draft.data.get("photos") else []
    return [[*clear, _button(context, draft, "back")]]


async def _back_rows(context: Context, draft: Draft) -> Rows:
    return [[_button(context, draft, "back")]]


async def _after_rows(context: Context, draft: Draft) -> Rows:
    return [[_button(context, draft, "after_done" if draft.data.get("after") else "no_after")]]


_ACTS = {"submit_new": "submit", "no_after": "back", "after_done": "back"}


def _button(context: Context, draft: Draft, act: str, **values: Any) -> Button:
    return context.label(f"report.{act}", **values), data(making.DIALOG, _ACTS.get(act, act), draft.id)


_ROWS: Mapping[Step, Callable[[Context, Draft], Awaitable[Rows]]] = {
    Step.EVIDENCE: _evidence_rows,
    Step.PLACE: _place_rows,
    Step.FAR: _far_rows,
    Step.PLACE_WORDS: _back_rows,
    Step.TYPE: _type_rows,
    Step.SEVERITY: _severity_rows,
    Step.SUMMARY: _summary_rows,
    Step.PHOTOS: _photos_rows,
    Step.WORDS: _back_rows,
    Step.AFTER: _after_rows,
}
