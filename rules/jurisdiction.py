"""The rules of one jurisdiction as a value: what handlers, storage and reminders ask of a profile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rules import chains, quotas, snoozing, validity, warnings
from rules.absences import LeaveRules
from rules.alerts import AlertRule
from rules.assessments import Assessment
from rules.boundary import BoundaryRules
from rules.briefs import BriefRules
from rules.chains import Chain
from rules.checklist import Things
from rules.circulars import CircularRule
from rules.deadlines import RectificationRules
from rules.duty_lists import DutyRule
from rules.duty_reports import DutyReportRule
from rules.holidays import Holiday
from rules.issue_types import IssueType, grouped
from rules.ladder import Ladder
from rules.life import Life
from rules.look_back import LookBackRules
from rules.papers import PaperRules
from rules.periods import Period
from rules.pictures import PhotoRules
from rules.public_reports import PublicRules
from rules.quiet import QuietHours
from rules.quotas import Quota
from rules.roles import Level, Role
from rules.self_reviews import SelfReviewRules
from rules.snoozing import RemindingRules
from rules.supervision import SupervisionRules
from rules.tracks import TrackRules
from rules.transfers import TransferRules
from rules.validity import PatrolRules, ValidPatrol
from rules.warnings import Matter, WarningPlan


@dataclass(frozen=True)
class Profile:
    """The rules of one jurisdiction; `level` is that of its chief office."""

    name: str
    title: str
    region: str
    level: Level
    timezone: str
    number_prefix: str
    sources: tuple[str, ...]
    quotas: tuple[Quota, ...]
    valid_patrol: tuple[ValidPatrol, ...]
    checklists: Mapping[Level, Things]
    own_checklists: Mapping[Role, Things]
    issue_types: tuple[IssueType, ...]
    rectification: tuple[RectificationRules, ...]
    life: Life
    transfer: TransferRules
    supervision: SupervisionRules
    look_back: LookBackRules
    warnings: tuple[WarningPlan, ...]
    quiet: QuietHours
    track: TrackRules
    patrol: PatrolRules
    photo: PhotoRules
    public: PublicRules
    boundary: BoundaryRules
    paper: PaperRules = field(default_factory=PaperRules)
    self_review: SelfReviewRules = field(default_factory=SelfReviewRules)
    duty_reports: tuple[DutyReportRule, ...] = ()
    chains: tuple[Chain, ...] = ()
    reminding: RemindingRules = field(default_factory=RemindingRules)
    assessments: tuple[Assessment, ...] = ()
    circulars: tuple[CircularRule, ...] = ()
    alerts: tuple[AlertRule, ...] = ()
    leave: LeaveRules = field(default_factory=LeaveRules)
    duties: tuple[DutyRule, ...] = ()
    brief: BriefRules = field(default_factory=BriefRules)
    ladder: Ladder = field(default_factory=Ladder)
    holidays: tuple[Holiday, ...] = ()

    def quotas_for(self, role: Role, level: Level | None, day: date) -> tuple[Quota, ...]:
        """The patrol quotas of a post on a day."""
        return quotas.in_force(self.quotas, role, level, day)

    def valid_patrol_for(self, role: Role, level: Level | None, day: date) -> ValidPatrol | None:
        """What makes a patrol of a post count on a day; None where nothing is asked."""
        return validity.in_force(self.valid_patrol, role, level, day)

    def things_to_look(self, level: Level | None, day: date | None = None, role: Role | None = None) -> Things:
        """What a patrol of a post looks at (on a day); who has no own list and no level looks at what villages do."""
        own = self.own_checklists[role] if role else ()
        things = own or self.checklists.get(level or Level.VILLAGE, ())
        return things if day is None else tuple(thing for thing in things if thing.valid_from <= day)

    def issue_type(self, code: str) -> IssueType | None:
        """The issue type with a code."""
        return next((each for each in self.issue_types if each.code == code), None)

    def issue_groups(self) -> dict[str, tuple[IssueType, ...]]:
        """The issue types by group, for a phone's keyboard."""
        return grouped(self.issue_types)

    def rectification_on(self, day: date) -> RectificationRules:
        """The rules of returning and extending on a day: the newest in force, else the oldest there is."""
        begun = [rule for rule in self.rectification if rule.valid_from <= day]
        if begun:
            return max(begun, key=lambda rule: rule.valid_from)
        return min(self.rectification, key=lambda rule: rule.valid_from)

    def warning_plan(self, matter: Matter, day: date, period: Period | None = None) -> WarningPlan | None:
        """When to warn of a rectification, or of patrols of a period, on a day."""
        return warnings.in_force(self.warnings, matter, day, period)

    def chain(self, matter: Matter, day: date, period: Period | None = None) -> Chain | None:
        """Who hears of a matter when, on a day; patrols have a chain for each period. None: nobody is reminded."""
        return chains.in_force(self.chains, self.warnings, matter, day, period)

    @property
    def first_digest_hour(self) -> int:
        """The hour of the earliest digest that anybody may have chosen."""
        return snoozing.hours(self.reminding, self.quiet)[0]
