"""What an update left in the records: told again when the answer to it may have been lost in a crash."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from rules.issue_states import Act
from storage.inspections.going import name_of
from storage.models import (
    ActionItem,
    Campaign,
    CampaignVisit,
    Inspection,
    Issue,
    IssueStep,
    LookBackRound,
    Opinion,
    Paper,
    Patrol,
    PatrolState,
    Region,
    SignBoard,
    Submission,
    Water,
)
from storage.models.records import AuditRow

LONGEST_NAME = 40  # letters of a title or of what somebody said

# What is told again beside issues, patrols and inspections: by the subject in the audit chain, with its acts.
ACTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "campaign": frozenset(
            {"open_campaign", "extend_campaign", "close_campaign", "campaign_members", "campaign_waters"}
        ),
        "campaign_visit": frozenset({"campaign_visit"}),
        "opinion": frozenset({"submit_opinion", "forward_opinion", "answer_opinion"}),
        "paper": frozenset({"draft", "sign", "give_back", "drop", "withdraw", "receive", "reply"}),
        "action_item": frozenset({"record", "progress", "finish", "confirm", "send_back", "solve"}),
        "sign_board": frozenset({"put_up", "print_anew", "turn"}),
        "issue": frozenset({"put_to_both_sides", "answer_boundary", "say_solved", "say_not_solved"}),
        "look_back_round": frozenset({"draw_look_back"}),
        "inspection": frozenset({"give_up"}),
        "delegation": frozenset({"delegate", "withdraw_delegation"}),
    }
)


@dataclass(frozen=True, slots=True)
class Done:
    """What one update did for good: an act on a numbered issue, the end of a patrol or of an inspection.

    `many`: the act was done to so many issues at once. `what` is "<subject>.<act>" of ACTS, with a `name` for it.
    """

    number: str | None = None
    act: Act | None = None
    water: str | None = None
    patrol: PatrolState | None = None
    inspection: str | None = None
    many: int = 0
    what: str | None = None
    name: str = ""


def done_by(session: Session, update_id: int) -> Done | None:
    """The last thing the update did for good; None if it only went on in a dialog."""
    inspection = session.scalar(
        select(Inspection)
        .join(AuditRow, (AuditRow.subject == "inspection") & (AuditRow.subject_id == Inspection.id))
        .where(AuditRow.update_id == update_id, AuditRow.act == "conclude")
    )
    if inspection is not None:
        return Done(inspection=name_of(session, inspection))
    issue = session.execute(
        select(Issue.number, IssueStep.act)
        .join(Issue, Issue.id == IssueStep.issue_id)
        .where(IssueStep.update_id == update_id)
        .order_by(IssueStep.id.desc())
    ).first()
    if issue is not None:
        touched = select(func.count(IssueStep.issue_id.distinct())).where(IssueStep.update_id == update_id)
        many = session.scalar(touched) or 0
        return Done(number=issue.number, act=issue.act, many=many if many > 1 else 0)
    handed_in = session.scalar(select(Submission.number).where(Submission.update_id == update_id))
    if handed_in is not None:
        return Done(number=handed_in, act=Act.REGISTER)
    patrol = session.execute(
        select(Water.name, Patrol.state)
        .join(Patrol, Patrol.water_id == Water.id)
        .join(AuditRow, (AuditRow.subject == "patrol") & (AuditRow.subject_id == Patrol.id))
        .where(AuditRow.update_id == update_id, Patrol.ended_at.is_not(None))
    ).first()
    return Done(water=patrol.name, patrol=patrol.state) if patrol is not None else _recorded(session, update_id)


def _recorded(session: Session, update_id: int) -> Done | None:
    """What else the audit chain says of the update, the last first."""
    rows = select(AuditRow.subject, AuditRow.subject_id, AuditRow.act).where(AuditRow.update_id == update_id)
    for subject, subject_id, act in session.execute(rows.order_by(AuditRow.id.desc())):
        if act in ACTS.get(subject, ()):
            name = _NAMES.get(subject)
            called = session.scalar(name(subject_id)) if name and subject_id is not None else ""
            return Done(what=f"{subject}.{act}", name=" ".join((called or "").split())[:LONGEST_NAME])
    return None


_NAMES: Mapping[str, Callable[[int], Select[Any]]] = MappingProxyType(
    {
        "campaign": lambda id_: select(Campaign.name).where(Campaign.id == id_),
        "campaign_visit": lambda id_: (
            select(Water.name).join(CampaignVisit, CampaignVisit.water_id == Water.id).where(CampaignVisit.id == id_)
        ),
        "opinion": lambda id_: select(Opinion.words).where(Opinion.id == id_),
        "paper": lambda id_: select(func.coalesce(Paper.number, Paper.title)).where(Paper.id == id_),
        "action_item": lambda id_: select(ActionItem.title).where(ActionItem.id == id_),
        "sign_board": lambda id_: (
            select(Water.name).join(SignBoard, SignBoard.water_id == Water.id).where(SignBoard.id == id_)
        ),
        "issue": lambda id_: select(Issue.number).where(Issue.id == id_),
        "look_back_round": lambda id_: (
            select(Region.name).join(LookBackRound, LookBackRound.region_id == Region.id).where(LookBackRound.id == id_)
        ),
    }
)
