"""What the buttons of a report do: place, type, severity, changes."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update

from handlers import keyboards
from handlers.context import Context
from handlers.report.asking import put
from handlers.report.hearing import radii
from rules.geodesy import Place
from rules.issue_types import Severity
from rules.refusals import Refusal
from storage import places
from storage.models import Draft, PlaceBy
from storage.reports import making
from storage.reports import places as report_places
from storage.reports.making import Step

Tap = Callable[[Update, Context, Draft], Coroutine[Any, Any, None]]


def told_by(update: Update) -> str:
    """The part of the callback data behind the draft: what was chosen."""
    more = keyboards.tapped(update)
    if not more:
        raise Refusal("refusal/button_too_old")
    return more[0]


async def choose_reach(update: Update, context: Context, draft: Draft) -> None:
    """The place is the reach itself; asks what is missing."""
    water_id = told_by(update)
    if not water_id.isdecimal() or len(water_id) > 9:
        raise Refusal("refusal/button_too_old")
    await context.nod()
    heard = await context.transact(report_places.take_reach, context.now, draft.id, int(water_id), radii(context))
    await put(context, heard, draft.data)


async def take_track(update: Update, context: Context, draft: Draft) -> None:
    """The place is where the patrol was last heard to be."""
    patrol_id = draft.data.get("patrol_id")
    point = await context.read(places.newest_point, patrol_id) if patrol_id else None
    if point is None:
        raise Refusal("refusal/button_too_old")
    await _take_place(context, draft, point.place, PlaceBy.LIVE)


async def take_exif(update: Update, context: Context, draft: Draft) -> None:
    """The place is where the camera says the photo was taken."""
    exif = draft.data.get("exif")
    if not exif:
        raise Refusal("refusal/button_too_old")
    await _take_place(context, draft, Place(exif[0], exif[1]), PlaceBy.EXIF)


async def insist(update: Update, context: Context, draft: Draft) -> None:
    """The far place is right, says the person; asks what is missing."""
    await context.nod()
    heard = await context.transact(report_places.insist, context.now, draft.id, radii(context))
    await put(context, heard, draft.data)


async def choose_type(update: Update, context: Context, draft: Draft) -> None:
    """Keeps the type with its usual severity; asks what is missing, or shows the whole."""
    code = told_by(update)
    if context.profile.issue_type(code) is None:
        raise Refusal("refusal/button_too_old")
    await _keep(context, draft, type=code, severity=None, group=None)


async def open_group(update: Update, context: Context, draft: Draft) -> None:
    """Shows the types of a group, or the groups again."""
    number = told_by(update)
    await _keep(context, draft, Step.TYPE, group=int(number) if number.isdecimal() and len(number) < 4 else None)


async def choose_severity(update: Update, context: Context, draft: Draft) -> None:
    """Keeps how grave it is."""
    chosen = told_by(update)
    if chosen not in set(Severity):
        raise Refusal("refusal/button_too_old")
    await _keep(context, draft, severity=chosen)


async def on_the_spot(update: Update, context: Context, draft: Draft) -> None:
    """It was put right at once; asks for a photo of that."""
    if not context.desk.on_roster:
        raise Refusal("refusal/not_your_role")
    await _keep(context, draft, Step.AFTER, on_the_spot=True)


async def to_assign(update: Update, context: Context, draft: Draft) -> None:
    """It is to be assigned after all."""
    await _keep(context, draft, on_the_spot=False)


async def clear_photos(update: Update, context: Context, draft: Draft) -> None:
    """Puts the photos aside and asks for others."""
    await context.nod()
    heard = await context.transact(making.clear_photos, context.now, draft.id, radii(context))
    await put(context, heard, draft.data)


def going_to(step: Step | None) -> Tap:
    """A button that only opens a question (None: whatever is missing, else the summary)."""

    async def go(update: Update, context: Context, draft: Draft) -> None:
        """Opens the question."""
        await _keep(context, draft, step, group=None)

    return go


async def _take_place(context: Context, draft: Draft, place: Place, place_by: PlaceBy) -> None:
    await context.nod()
    own = places.own_of(context.desk)
    heard = await context.transact(
        report_places.take_place, context.now, draft.id, place, place_by, own, radii(context)
    )
    await put(context, heard, draft.data)


async def _keep(context: Context, draft: Draft, step: Step | None = None, **told: Any) -> None:
    await context.nod()
    heard = await context.transact(making.hear, context.now, draft.id, radii(context), step, **told)
    await put(context, heard, draft.data)


TAPS: dict[str, Tap] = {
    "reach": choose_reach,
    "track": take_track,
    "exif": take_exif,
    "insist": insist,
    "in_words": going_to(Step.PLACE_WORDS),
    "type": choose_type,
    "group": open_group,
    "severity": choose_severity,
    "on_the_spot": on_the_spot,
    "to_assign": to_assign,
    "clear_photos": clear_photos,
    "back": going_to(None),
    "change_photos": going_to(Step.PHOTOS),
    "change_place": going_to(Step.PLACE),
    "change_type": going_to(Step.TYPE),
    "change_severity": going_to(Step.SEVERITY),
    "change_words": going_to(Step.WORDS),
}
