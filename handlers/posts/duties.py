"""My duties 我的职责: what is owed this period, what is done and next due, what is open; one message."""

from telegram import Update

from handlers import keyboards
from handlers.access import Action, may
from handlers.context import Context
from handlers.routes import Entry
from rules import periods
from storage import drafts
from storage.issues import mine
from storage.issues.mine import OpenIssue
from storage.patrols import reaches
from storage.posts import duties
from storage.posts.duties import Duty


async def show(update: Update, context: Context) -> None:
    """Says what the person owes, has done, and what lies with them."""
    posts = [seat.post_id for seat in context.desk.seats]
    owed = await context.read(
        duties.duties_of, context.profile, posts, context.today, context.house.is_workday, context.person_id
    )
    issues = await context.read(mine.open_issues, posts)
    unfinished = await context.read(drafts.parked, context.desk.chat_id)
    draft = context.desk.draft
    lent = await context.read(reaches.reaches_of, context.person_id, context.today)
    rows = [
        [(context.label("duties.resume", dialog=context.label(f"dialog.{each.dialog}")),
          keyboards.data("draft", "resume", each.id))]
        for each in ([draft] if draft else []) + unfinished[:3]
    ]  # fmt: skip
    rows += _doors(context)
    await context.say(
        "duties/mine",
        keyboards.buttons(rows) if rows else keyboards.menu(context),
        name=context.desk.name,
        patrols=may(context.desk, Action.PATROL),
        owed=[_told(each) for each in owed],
        issues=[_issue(context, each) for each in issues[: mine.MOST]],
        more=max(0, len(issues) - mine.MOST),
        overdue=sum(1 for each in issues if each.due_on is not None and each.due_on < context.today),
        today=context.today,
        lent=[reach for reach in lent if reach.delegated],
    )


def _doors(context: Context) -> list[list[keyboards.Button]]:
    """The year's duty list 履职清单, and what somebody else may do for this person."""
    rows, year = [], context.today.year
    if may(context.desk, Action.SEE_DUTY_LIST):
        list_of_year = keyboards.data("duty_list", "show", year, 0, 0)
        rows.append([(context.label("duty_list.of_duties", year=year), list_of_year)])
    if may(context.desk, Action.DELEGATE):
        rows.append([(context.label("delegation.begin"), keyboards.data("delegations", "begin"))])
    return rows


def _told(duty: Duty) -> dict[str, object]:
    standing = duty.standing
    return {
        "places": duty.places,
        "rhythm": standing.quota.period,
        "period": periods.name(standing.quota.period, standing.span),
        "standing": standing,
        "left": duty.left,
    }


def _issue(context: Context, issue: OpenIssue) -> dict[str, object]:
    known = context.profile.issue_type(issue.type)
    return {"issue": issue, "name": known.name if known else issue.type}


ENTRY = Entry("duties", Action.SEE_DUTIES, show)
