"""Who sees which duty report and may answer it; the year that a button names."""

from handlers.access import Action
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.office import scope
from rules.duty_reports import ReportDeed, ReportState
from rules.refusals import Refusal
from rules.roles import CHIEFS, Role
from storage.duty_reports.cards import ReportCard
from storage.posts.desks import Desk, Seat

EARLIEST = 2016


def year(context: Context, more: list[str]) -> int:
    """The year that a button names first; refuses one nobody's button names."""
    (told,) = ids(more, 1)
    if told and not EARLIEST <= told <= context.today.year:
        raise Refusal("refusal/button_too_old")
    return told


def is_chief(desk: Desk) -> bool:
    """Whether the person may have a report of their own."""
    return bool(desk.seats_as(*CHIEFS))


def is_office(desk: Desk) -> bool:
    """Whether the person follows the reports of a region."""
    return bool(scope.seats(desk, Action.DUTY_REPORT))


def office_paths(desk: Desk) -> tuple[str, ...]:
    """The regions whose reports the person follows; refuses who follows none."""
    return scope.paths(desk, Action.DUTY_REPORT)


def require_sight(desk: Desk, card: ReportCard) -> None:
    """A report that was handed in: its receivers and the office of the region; one that is written: its author."""
    handed_in = card.report.revision > 0
    above = desk.person_id in card.receivers or _office(desk, card) is not None
    if desk.person_id != card.report.person_id and not (handed_in and above):
        raise Refusal("refusal/not_your_matter")


def deeds_now(desk: Desk, card: ReportCard) -> list[ReportDeed]:
    """What this person may do with the report as it stands, in the order of the buttons."""
    if desk.person_id not in card.receivers or desk.person_id == card.report.person_id:
        return []
    if card.report.state is ReportState.SUBMITTED:
        return [ReportDeed.RECEIVE, ReportDeed.ANSWER, ReportDeed.RETURN]
    return [ReportDeed.ANSWER] if card.report.state is ReportState.RECEIVED else []


def acting_post(desk: Desk, card: ReportCard, deed: ReportDeed) -> int | None:
    """The post for which the person does it; refuses who may not, and what is out of order."""
    if desk.person_id not in card.receivers or desk.person_id == card.report.person_id:
        raise Refusal("refusal/not_your_matter")
    if deed not in deeds_now(desk, card):
        raise Refusal("refusal/duty_report_moved_on", state=card.report.state)
    general = next(iter(desk.seats_as(Role.GENERAL_CHIEF)), None)
    seat = _office(desk, card) or general
    return seat.post_id if seat else None


def _office(desk: Desk, card: ReportCard) -> Seat | None:
    return scope.seat_over(desk, Action.DUTY_REPORT, card.region_path)
