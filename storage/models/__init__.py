"""The tables, one file a group; importing this package makes the metadata complete."""

from rules.sources import Source
from storage.models.action_items import ActionItem, ActionItemIssue, ActionStep
from storage.models.base import Base
from storage.models.boundary import BoundaryCase, BoundarySide
from storage.models.campaigns import Campaign, CampaignMember, CampaignVisit, CampaignWater, Opinion
from storage.models.conversation import Arrival, Draft, InboxUpdate
from storage.models.exports import Export, ExportState
from storage.models.inspections import FindingRoute, Inspection, IssueOrigin, Receiver
from storage.models.issued import IssuedFile
from storage.models.issues import Extension, Issue, IssueFollower, IssueStep, PlaceBy, Serial
from storage.models.life import LookBackItem, LookBackRound, Supervision, Transfer
from storage.models.media import Keeping, Media, MediaKind, MediaUse, Subject
from storage.models.notices import Delivery, Notice, Urgency
from storage.models.office import ReplyTemplate, SavedSearch, Shortlisted
from storage.models.papers import Paper, PaperAddressee, PaperIssue
from storage.models.patrols import Patrol, PatrolMode, PatrolState, TrackPoint
from storage.models.people import Account, Appointment, Delegation, Person, Post
from storage.models.places import Region, Unit, Water
from storage.models.public import PublicBlock, SolvedAnswer, Submission
from storage.models.records import AuditRow, OfficeEntry
from storage.models.sign_boards import BoardPrint, SignBoard
from storage.search import upkeep as _search  # noqa: F401 - where tables are made, so are the search documents

__all__ = [
    "Account",
    "ActionItem",
    "ActionItemIssue",
    "ActionStep",
    "Appointment",
    "Arrival",
    "AuditRow",
    "Base",
    "BoardPrint",
    "BoundaryCase",
    "BoundarySide",
    "Campaign",
    "CampaignMember",
    "CampaignVisit",
    "CampaignWater",
    "Delegation",
    "Delivery",
    "Draft",
    "Export",
    "ExportState",
    "Extension",
    "FindingRoute",
    "InboxUpdate",
    "Inspection",
    "Issue",
    "IssueFollower",
    "IssueOrigin",
    "IssueStep",
    "IssuedFile",
    "Keeping",
    "LookBackItem",
    "LookBackRound",
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
    "PatrolState",
    "Person",
    "PlaceBy",
    "Post",
    "PublicBlock",
    "Receiver",
    "Region",
    "ReplyTemplate",
    "SavedSearch",
    "Serial",
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
