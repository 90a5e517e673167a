"""Who may do which act on an issue now: one place for the check and for the buttons that follow from it."""

from typing import NamedTuple

from telegram import InlineKeyboardMarkup

from handlers import keyboards
from handlers.access import Action, may, require_in, require_post
from handlers.boundary import button as boundary
from handlers.context import Context
from handlers.evidence import button as evidence
from rules import deadlines
from rules.issue_states import Act, State
from rules.refusals import Refusal
from storage.issues import reviews, steps, supervising
from storage.issues.matters import Matter
from storage.issues.steps import Hand, Seen
from storage.posts.above import above
from storage.posts.desks import Desk
from storage.transfers import sending

LARGEST_ID = 2**31 - 1
_OFFICE = frozenset(
    {
        Act.VERIFY, Act.REJECT, Act.ASSIGN, Act.URGE, Act.GRANT_EXTENSION, Act.REFUSE_EXTENSION, Act.MERGE, Act.REFER,
    }
)  # fmt: skip
_COUNTY = frozenset({Act.SUPERVISE, Act.LIFT_SUPERVISION})
_MARKED = _COUNTY | {Act.REFER, Act.ANSWER_URGE}  # whether they are in time hangs on more than the state
_REVIEW = frozenset({Act.CONFIRM, Act.SEND_BACK})
_ASSIGNEE = frozenset({Act.ACCEPT, Act.RETURN, Act.SUBMIT, Act.PROGRESS, Act.ASK_EXTENSION, Act.ANSWER_URGE})
_SHOWN = (  # in the order of their buttons, two in a row
    Act.VERIFY, Act.ASSIGN, Act.REJECT, Act.ACCEPT, Act.SUBMIT, Act.CONFIRM, Act.SEND_BACK, Act.PROGRESS,
    Act.ANSWER_URGE, Act.ASK_EXTENSION, Act.RETURN, Act.GRANT_EXTENSION, Act.REFUSE_EXTENSION, Act.URGE, Act.MERGE,
    Act.REFER, Act.SUPERVISE, Act.LIFT_SUPERVISION,
)  # fmt: skip


class Warrant(NamedTuple):
    """As what somebody acts: for which post (None: as the reporter in person), as the office or not."""

    post_id: int | None
    is_office: bool


def ids(more: list[str], count: int) -> tuple[int, ...]:
    """The numbers in callback data; data that no button of ours carries is refused."""
    if len(more) < count or not all(part.isascii() and part.isdigit() for part in more[:count]):
        raise Refusal("refusal/button_too_old")
    numbers = tuple(int(part) for part in more[:count])
    if max(numbers) > LARGEST_ID:
        raise Refusal("refusal/button_too_old")
    return numbers


def hand(context: Context, warrant: Warrant) -> Hand:
    """Whose hand, by which rules, on which day."""
    return Hand(context.by(warrant.post_id), context.profile, context.today, context.house.is_workday)


async def matter_of(context: Context, issue_id: int) -> Matter:
    """The issue as it stands; of what an inspection under way has found nobody but the inspector hears."""
    now = await context.read(steps.read, issue_id, context.today)
    if now.is_secret_to(context.desk.person_id):
        raise Refusal("refusal/no_such_issue")
    return now


async def warranted(context: Context, seen: Seen, act: Act) -> tuple[Matter, Warrant]:
    """The issue, if this person may do the act to it and it stands as they saw it; refuses else."""
    now = await matter_of(context, seen.issue_id)
    warrant = warrant_for(context.desk, now, act)
    steps.require_in_order(now, seen, act, context.profile)
    if act in _MARKED:
        _in_time(context, now, act)
    return now, warrant


def warrant_for(desk: Desk, now: Matter, act: Act) -> Warrant:
    """As what the person may do an act; refuses who may not."""
    if act in _OFFICE:
        return Warrant(require_in(desk, Action.DECIDE_ISSUE, now.region_path).post_id, True)
    if act in _COUNTY:
        return Warrant(require_in(desk, Action.SUPERVISE, now.region_path).post_id, True)
    if act in _ASSIGNEE:
        return Warrant(require_post(desk, Action.RECTIFY, now.issue.assignee_post_id).post_id, False)
    if act in _REVIEW:
        return _reviewer(desk, now)
    raise Refusal("refusal/button_too_old")


def require_sight(desk: Desk, now: Matter) -> None:
    """Refuses to open an issue to somebody whom it does not concern."""
    concerned = {*now.reporters, *now.followers, *now.assignees, *now.chiefs, *now.office, *now.fixers, *now.handed}
    concerned |= {*now.marks.departments}
    if desk.person_id in concerned or desk.seat_of(now.issue.assignee_post_id):
        return
    require_in(desk, Action.SEE_LEDGER, now.region_path)


async def require_eyes(context: Context, now: Matter) -> None:
    """As `require_sight`; a superior with whom something about the issue is filed may look too."""
    try:
        require_sight(context.desk, now)
    except Refusal:
        if context.desk.person_id not in await context.read(above, now, context.today):
            raise


def acts_now(context: Context, now: Matter) -> list[Act]:
    """What this person may do to the issue at this moment."""
    possible = context.profile.life.possible(now.issue.state)
    return [act for act in _SHOWN if act in possible and _open_to(context, now, act)]


def keyboard(context: Context, now: Matter, photos: bool = True) -> InlineKeyboardMarkup | None:
    """The buttons for what this person may do now; each carries the step that it was made for.

    `photos`: with the button that shows before and after, where there is something to compare.
    """
    shown = [(context.label(f"rectification.{act}"), _data(now, act)) for act in acts_now(context, now)]
    rows = [list(row) for row in keyboards.in_rows(shown, 2)]
    if photos and now.issue.state in (State.DONE, State.CLOSED):
        rows.append([(context.label("rectification.photos"), keyboards.data("issue", "photos", now.issue.id))])
    rows += _beside(context, now)
    rows += boundary.row(context, now)
    rows += evidence.row(context, now)
    return keyboards.buttons(rows) if rows else None


def _beside(context: Context, now: Matter) -> list[list[keyboards.Button]]:
    """What hangs on it: a department's answer, a look-back of what is closed, the issues that were merged."""
    rows: list[list[keyboards.Button]] = []
    out = now.marks.transfer
    if out is not None and context.desk.seat_of(out.post_id):
        acts = (["received"] if out.received_at is None else ["file"]) + ["answer"]
        rows.append([(context.label(f"transfer.{act}"), keyboards.data("transfer", act, out.id)) for act in acts])
    if now.issue.state is State.CLOSED and _seat_in(context.desk, Action.LOOK_BACK, now) is not None:
        rows.append([(context.label("rectification.look_back"), keyboards.data("look_back", "choose", now.issue.id))])
    if now.issue.merged_into_id:
        other = keyboards.data("issue", "open", now.issue.merged_into_id)
        rows.append([(context.label("rectification.open_other"), other)])
    if now.issue.state in (State.ASSIGNED, State.ACCEPTED) and _seat_in(context.desk, Action.DRAFT_PAPER, now):
        rows.append([(context.label("papers.about_issue"), keyboards.data("paper", "draft", now.issue.id))])
    merged = [(number, keyboards.data("issue", "open", other)) for other, number in now.marks.merged]
    return [*rows, *(list(row) for row in keyboards.in_rows(merged, 3))]


def _data(now: Matter, act: Act) -> str:
    answers = act in (Act.GRANT_EXTENSION, Act.REFUSE_EXTENSION)
    more = [now.pending.id] if answers and now.pending else []
    return keyboards.data("issue", act, now.issue.id, now.turn.step_id, *more)


def _open_to(context: Context, now: Matter, act: Act) -> bool:
    if act in (Act.GRANT_EXTENSION, Act.REFUSE_EXTENSION) and now.pending is None:
        return False
    try:
        warrant_for(context.desk, now, act)
        _in_time(context, now, act)
    except Refusal:
        return False
    return True


def _in_time(context: Context, now: Matter, act: Act) -> None:
    rules = context.profile.rectification_on(context.today)
    if act is Act.RETURN and now.issue.assigned_at is not None:
        deadlines.may_return(rules, now.issue.assigned_at, context.now)
    if act is Act.ANSWER_URGE and not now.marks.is_urged:
        raise Refusal("refusal/urging_answered", number=now.issue.number)
    if act is Act.REFER:
        sending.may_refer(now)
    if act is Act.SUPERVISE:
        supervising.may_supervise(context.profile.supervision, now)
    if act is Act.LIFT_SUPERVISION and now.marks.supervision is None:
        raise Refusal("refusal/not_supervised", number=now.issue.number)
    late = now.issue.due_on is not None and context.today > now.issue.due_on
    if act is Act.ASK_EXTENSION and (now.pending is not None or late or now.granted >= rules.extensions):
        raise Refusal("refusal/no_more_extensions", limit=rules.extensions)


def _reviewer(desk: Desk, now: Matter) -> Warrant:
    if desk.person_id is None:
        raise Refusal("refusal/not_bound")
    seat = _seat_in(desk, Action.DECIDE_ISSUE, now)
    reviews.may_review(now, desk.person_id, seat is not None)
    if seat is not None:
        return Warrant(seat, True)
    return Warrant(now.issue.reporter_post_id if desk.seat_of(now.issue.reporter_post_id) else None, False)


def _seat_in(desk: Desk, action: Action, now: Matter) -> int | None:
    if not may(desk, action):
        return None
    try:
        return require_in(desk, action, now.region_path).post_id
    except Refusal:
        return None
