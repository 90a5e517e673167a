"""The card of a patrol: minutes, metres, share, grade, whether it counts; then the picture."""

import logging

from telegram import InlineKeyboardMarkup
from telegram.error import NetworkError

from documents.patrols.map import Finding, NamedLine, PatrolPicture, patrol_map
from handlers import keyboards
from handlers.access import Action, may
from handlers.context import Context, aside
from handlers.patrol import going
from rules import periods
from rules.action_items import ItemKind
from rules.roles import CHIEFS, Level, post_word
from rules.words import numbered
from storage.models import Draft
from storage.patrols import view as patrol_view
from storage.patrols.view import PatrolView, Surroundings
from storage.posts import duties

log = logging.getLogger(__name__)


async def say(context: Context, draft: Draft, seen: PatrolView | None = None) -> None:
    """Says the card and sends the picture of a patrol that is over; then the dialog is left.

    The draft goes only when the card was said: after a crash in between the card is said then.
    """
    view = seen or await going.read(context, draft)
    await context.say("patrol/card", keyboards.menu(context), view=view, patrol=view.patrol,
                      minutes=int(view.judged.facts.minutes), progress=await _progress(context, view))  # fmt: skip
    context.house.afterwards.closed(context.desk.chat_id, draft.id)
    await _send_picture(context, view)


async def _send_picture(context: Context, view: PatrolView) -> None:
    try:
        picture = await aside(draw, context, view)
    except (ArithmeticError, LookupError, OSError, ValueError):
        # The patrol is stored and its card was said: a picture that cannot be drawn is no matter of the chief's.
        log.exception("The picture of patrol %s could not be drawn", view.patrol.id)
        await context.say("patrol/no_picture")
        return
    try:
        await context.show_picture(picture, "patrol/picture", _decided(context, view), view=view, patrol=view.patrol)
    except NetworkError as error:
        log.warning("The picture of patrol %s did not get through (%s)", view.patrol.id, type(error).__name__)


def _decided(context: Context, view: PatrolView) -> InlineKeyboardMarkup | None:
    """A chief above the village decides things on the way (clause L4): recording them is one tap away."""
    if view.role not in CHIEFS or view.level is Level.VILLAGE or not may(context.desk, Action.RECORD_DECISION):
        return None
    data = keyboards.data("items", "new", ItemKind.FROM_PATROL, view.patrol.id)
    return keyboards.buttons([[(context.label("items.record_from_patrol"), data)]])


def draw(context: Context, view: PatrolView) -> bytes:
    """The picture of a patrol; slow, for a thread."""
    around = context.house.database.read_now(patrol_view.surroundings, view.patrol.water_id)
    return patrol_map(_picture(view, around, context.profile.track.reach_width), context.house.zone)


def _picture(view: PatrolView, around: Surroundings, reach_width: float) -> PatrolPicture:
    measured, facts = view.judged.measured, view.judged.facts
    return PatrolPicture(
        water=view.water,
        chief=f"{view.walker} {view.title or post_word(view.role, view.level)}",
        began_at=facts.started_at,
        ended_at=facts.ended_at,
        minutes=facts.minutes,
        metres=measured.metres,
        share=measured.share,
        grade=view.judged.grade,
        reach=around.reach,
        reach_width=reach_width,
        neighbours=tuple(NamedLine(name, line) for name, line in around.neighbours),
        legs=measured.legs,
        dropped=measured.dropped,
        findings=_findings(view),
        counts=view.judged.verdict.counts,
        of_point=view.role.keeps_points,
    )


def _findings(view: PatrolView) -> tuple[Finding, ...]:
    if not view.found:
        return tuple(Finding(thing.name) for thing in view.abnormal)
    return tuple(Finding(numbered(found.name, found.number), found.place) for found in view.found)


async def _progress(context: Context, view: PatrolView) -> list[dict[str, object]]:
    """Where the chief stands with the patrols of the period; nothing for a delegate, whose duty it isn't."""
    if view.patrol.delegated:
        return []
    owed = await context.read(
        duties.duties_of, context.profile, [view.patrol.post_id], context.today, context.house.is_workday,
        view.patrol.person_id,
    )  # fmt: skip
    return [
        {"period": periods.name(each.standing.quota.period, each.standing.span), "standing": each.standing}
        for each in owed
    ]
