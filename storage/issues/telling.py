"""Who hears of a step of an issue, in what part, with which buttons; the actor gets the direct answer instead."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from rules.issue_states import Act
from rules.profile import Profile
from storage import outbox
from storage.audit import By
from storage.issues.matters import Matter, seat_name
from storage.models import IssueStep, Person, Urgency
from storage.outbox import Tell
from storage.posts.above import above
from storage.public.hearing import plainly

MOST_WORDS = 500  # of somebody's words in a notice; the card has them whole


class Part(StrEnum):
    """As what a person hears of it; who is concerned twice hears it in the first of these parts."""

    ASSIGNEE = "assignee"
    OFFICE = "office"
    REPORTER = "reporter"
    CHIEF = "chief"
    FOLLOWER = "follower"
    SUPERIOR = "superior"


# Who must act next is told at once, the others in the daytime.
_NEXT: dict[Act, tuple[Part, ...]] = {
    Act.ASSIGN: (Part.ASSIGNEE,),
    Act.URGE: (Part.ASSIGNEE,),
    Act.SEND_BACK: (Part.ASSIGNEE,),
    Act.GRANT_EXTENSION: (Part.ASSIGNEE,),
    Act.REFUSE_EXTENSION: (Part.ASSIGNEE,),
    Act.RETURN: (Part.OFFICE,),
    Act.ASK_EXTENSION: (Part.OFFICE,),
    Act.SUBMIT: (Part.OFFICE, Part.REPORTER),
    Act.CONFIRM: (Part.ASSIGNEE, Part.REPORTER),
    Act.REJECT: (Part.REPORTER,),
    Act.MERGE: (Part.REPORTER,),
    Act.TAKE_IN: (Part.REPORTER,),
    Act.ANSWER_URGE: (Part.OFFICE,),
    Act.SUPERVISE: (Part.ASSIGNEE,),
    Act.RELAPSE: (Part.OFFICE, Part.ASSIGNEE),
    Act.FILE_CASE: (Part.OFFICE,),
    Act.ANSWER_TRANSFER: (Part.OFFICE,),
}
# What is filed with the superior chief and the office above 报上级备案.
_FILED = frozenset({Act.ASK_EXTENSION, Act.GRANT_EXTENSION, Act.SUPERVISE, Act.LIFT_SUPERVISION})
_ACTOR = select(Person.name).where(Person.id == bindparam("person_id"), Person.on_roster)


def tell_step(session: Session, by: By, profile: Profile, before: Matter, after: Matter, step: IssueStep) -> None:
    """Tells everybody concerned before or after the step, each once."""
    values = _values(session, by, profile, before, after, step)
    notices = [
        Tell(
            kind=f"rectification/told_{step.act}",
            key=f"issue:{step.issue_id}:{step.id}:{step.act}:{person}",
            person_id=person,
            values=values | {"part": part},
            urgency=Urgency.NOW if part in _NEXT.get(step.act, ()) else Urgency.DAYTIME,
            buttons=list(_buttons(step.act, part, after)),
        )
        for person, part in (concerned(before, after) | _superiors(session, profile, before, after, step)).items()
        if person != by.person_id
    ]
    unit = seat_name(session, after.issue.assignee_post_id or before.issue.assignee_post_id, None)
    outbox.tell(session, by.at, plainly(session, notices, step, unit))


def concerned(before: Matter, after: Matter) -> dict[int, Part]:
    """Everybody whose matter it is, before or after the step, and as what."""
    parts = (
        (Part.ASSIGNEE, after.assignees + before.assignees),
        (Part.OFFICE, after.office + before.office),
        (Part.REPORTER, after.reporters),
        (Part.CHIEF, after.chiefs),
        (Part.FOLLOWER, after.followers),
    )
    found: dict[int, Part] = {}
    for part, people in parts:
        for person in people:
            found.setdefault(person, part)
    return found


def _superiors(session: Session, profile: Profile, before: Matter, after: Matter, step: IssueStep) -> dict[int, Part]:
    if step.act not in _FILED:
        return {}
    known = concerned(before, after)
    day = step.at.astimezone(ZoneInfo(profile.timezone)).date()
    return {person: Part.SUPERIOR for person in above(session, after, day) if person not in known}


def type_name(profile: Profile, code: str) -> str:
    """The name of an issue type; a code that the profile no longer has stands for itself."""
    known = profile.issue_type(code)
    return known.name if known else code


def _values(
    session: Session, by: By, profile: Profile, before: Matter, after: Matter, step: IssueStep
) -> dict[str, Any]:
    issue = after.issue
    # What brought the issue where it is now has been read, with who did it.
    known = after.turn.step_id == step.id
    actor = after.turn.name if known else session.scalar(_ACTOR, {"person_id": by.person_id})
    return {
        "number": issue.number,
        "type": type_name(profile, issue.type),
        "severity": issue.severity.word,
        "place": after.place,
        "state": issue.state.word,
        "by": actor or "",
        "words": step.words[:MOST_WORDS],
        "assignee": after.assignee or before.assignee,
        "requirement": issue.requirement[:MOST_WORDS],
        "due_on": issue.due_on.isoformat() if issue.due_on else None,
        "until_on": step.until_on.isoformat() if step.until_on else None,
        "return_hours": profile.rectification_on(step.at.date()).return_hours,
        "lifted": before.marks.supervision is not None and after.marks.supervision is None,
    }


def _buttons(act: Act, part: Part, after: Matter) -> Iterator[list[list[str]]]:
    """Rows of [label key, callback data] under a notice."""
    issue_id, since = after.issue.id, after.turn.step_id
    if act is Act.ASSIGN and part is Part.ASSIGNEE:
        yield [_key("accept", issue_id, since), _key("return", issue_id, since)]
    if act is Act.ASK_EXTENSION and part is Part.OFFICE and after.pending is not None:
        more = (issue_id, since, after.pending.id)
        yield [_key("grant_extension", *more), _key("refuse_extension", *more)]
    if act in (Act.RETURN, Act.RELAPSE) and part is Part.OFFICE and after.issue.state == "verified":
        yield [_key("assign", issue_id, since)]
    if act is Act.SUBMIT and part in (Part.OFFICE, Part.REPORTER):
        yield [["rectification.photos", f"issue:photos:{issue_id}"]]
        yield [_key("confirm", issue_id, since), _key("send_back", issue_id, since)]
    if act is Act.URGE and part is Part.ASSIGNEE:
        yield [_key("answer_urge", issue_id, since)]
    if act in (Act.URGE, Act.SEND_BACK) and part is Part.ASSIGNEE and after.issue.state == "accepted":
        yield [_key("submit", issue_id, since), _key("progress", issue_id, since)]
    if act is Act.MERGE:
        yield [["rectification.open_other", f"issue:open:{after.issue.merged_into_id}"]]
    yield [["rectification.open", f"issue:open:{issue_id}"]]


def _key(act: str, *more: int) -> list[str]:
    return [f"rectification.{act}", ":".join(["issue", act, *map(str, more)])]
