"""The tables, one file a group; importing this package makes the metadata complete."""

from rules.sources import Source
from storage.models.action_items import ActionItem, ActionItemIssue, ActionStep
from storage.models.alerts import Alert, Leave
from storage.models.base import Base
from storage.models.boundary import BoundaryCase, BoundarySide
from storage.models.briefs import BriefAsk, BriefPiece, PatrolPlan, PlanState
from storage.models.broadcasts import (
    Broadcast,
    BroadcastList,
    BroadcastQuestion,
    BroadcastRecipient,
    BroadcastRound,
)
from storage.models.campaigns import Campaign, CampaignMember, CampaignVisit, CampaignWater, Opinion
from storage.models.chains import ReminderChain, ReminderChoice
from storage.models.circulars import Circular, CircularName
from storage.models.conversation import Arrival, Draft, InboxUpdate
from storage.models.duty_lists import DutyList, DutyListItem, DutyNote, DutyReading
from storage.models.duty_reports import DutyReport, DutyReportStep
from storage.models.exports import Export, ExportState
from storage.models.groups import Group, GroupKind
from storage.models.inspections import FindingRoute, Inspection, IssueOrigin, Receiver
from storage.models.issued import IssuedFile
from storage.models.issues import Extension, Issue, IssueFollower, IssueStep, PlaceBy, Serial
from storage.models.lease import Lease
from storage.models.life import LookBackItem, LookBackRound, Supervision, Transfer
from storage.models.measures import Commitment, InterviewRecord, Measure, MeasurePaper, MeasureStep, SetAside
from storage.models.media import PICTURES, Keeping, Media, MediaKind, MediaUse, Subject
from storage.models.notices import Correction, Delivery, Notice, Urgency
from storage.models.office import ReplyTemplate, SavedSearch, Shortlisted
from storage.models.papers import Paper, PaperAddressee, PaperIssue
from storage.models.patrols import Patrol, PatrolMode, PatrolState, TrackPoint
from storage.models.people import Account, Appointment, Delegation, Person, Post
from storage.models.places import Region, Unit, Water
from storage.models.public import PublicBlock, SolvedAnswer, Submission
from storage.models.records import AuditRow, OfficeEntry
from storage.models.self_audits import SelfAudit
from storage.models.self_reviews import SelfReviewProblem, SelfReviewRound, SelfReviewSheet, SelfReviewStep
from storage.models.sign_boards import BoardPrint, SignBoard
from storage.search import upkeep as _search  # noqa: F401 - where tables are made, so are the search documents

__all__ = [
    "PICTURES",
    "Account",
    "ActionItem",
    "ActionItemIssue",
    "ActionStep",
    "Alert",
    "Appointment",
    "Arrival",
    "AuditRow",
    "Base",
    "BoardPrint",
    "BoundaryCase",
    "BoundarySide",
    "BriefAsk",
    "BriefPiece",
    "Broadcast",
    "BroadcastList",
    "BroadcastQuestion",
    "BroadcastRecipient",
    "BroadcastRound",
    "Campaign",
    "CampaignMember",
    "CampaignVisit",
    "CampaignWater",
    "Circular",
    "CircularName",
    "Commitment",
    "Correction",
    "Delegation",
    "Delivery",
    "Draft",
    "DutyList",
    "DutyListItem",
    "DutyNote",
    "DutyReading",
    "DutyReport",
    "DutyReportStep",
    "Export",
    "ExportState",
    "Extension",
    "FindingRoute",
    "Group",
    "GroupKind",
    "InboxUpdate",
    "Inspection",
    "InterviewRecord",
    "Issue",
    "IssueFollower",
    "IssueOrigin",
    "IssueStep",
    "IssuedFile",
    "Keeping",
    "Lease",
    "Leave",
    "LookBackItem",
    "LookBackRound",
    "Measure",
    "MeasurePaper",
    "MeasureStep",
    "Media",
    "MediaKind",
    "MediaUse",
    "Notice",
    "OfficeEntry",
    "Opinion",
    "Paper",
    "PaperAddressee",
    "PaperIssue",
    "Patrol",
    "PatrolMode",
    "PatrolPlan",
    "PatrolState",
    "Person",
    "PlaceBy",
    "PlanState",
    "Post",
    "PublicBlock",
    "Receiver",
    "Region",
    "ReminderChain",
    "ReminderChoice",
    "ReplyTemplate",
    "SavedSearch",
    "SelfAudit",
    "SelfReviewProblem",
    "SelfReviewRound",
    "SelfReviewSheet",
    "SelfReviewStep",
    "Serial",
    "SetAside",
    "Shortlisted",
    "SignBoard",
    "SolvedAnswer",
    "Source",
    "Subject",
    "Submission",
    "Supervision",
    "TrackPoint",
    "Transfer",
    "Unit",
    "Urgency",
    "Water",
]
