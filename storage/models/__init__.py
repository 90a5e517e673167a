"""The tables, one file a group; importing this package makes the metadata complete."""

from rules.sources import Source
from storage.models.base import Base
from storage.models.conversation import Arrival, Draft, InboxUpdate
from storage.models.issues import Extension, Issue, IssueFollower, IssueStep, PlaceBy, Serial
from storage.models.media import Keeping, Media, MediaKind, MediaUse, Subject
from storage.models.notices import Delivery, Notice, Urgency
from storage.models.patrols import Patrol, PatrolMode, PatrolState, TrackPoint
from storage.models.people import Account, Appointment, Delegation, Person, Post
from storage.models.places import Region, Unit, Water
from storage.models.records import AuditRow, OfficeEntry

__all__ = [
    "Account",
    "Appointment",
    "Arrival",
    "AuditRow",
    "Base",
    "Delegation",
    "Delivery",
    "Draft",
    "Extension",
    "InboxUpdate",
    "Issue",
    "IssueFollower",
    "IssueStep",
    "Keeping",
    "Media",
    "MediaKind",
    "MediaUse",
    "Notice",
    "OfficeEntry",
    "Patrol",
    "PatrolMode",
    "PatrolState",
    "Person",
    "PlaceBy",
    "Post",
    "Region",
    "Serial",
    "Source",
    "Subject",
    "TrackPoint",
    "Unit",
    "Urgency",
    "Water",
]
