"""A jurisdiction's rules as data: read from TOML, each rule with its date and its source."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from rules import life_checks, life_parts, quotas, validity, warnings
from rules import profile_checks as checks
from rules import profile_parts as parts
from rules.boundary import BoundaryRules, boundary_rules
from rules.checklist import Things, ThingToLook
from rules.deadlines import RectificationRules
from rules.issue_types import IssueType, grouped
from rules.life import Life
from rules.look_back import LookBackRules
from rules.papers import PaperRules
from rules.periods import Period
from rules.pictures import PhotoRules
from rules.profile_errors import Problem, ProfileError
from rules.profile_papers import paper_rules
from rules.public_reports import PublicRules, public_rules
from rules.quiet import QuietHours
from rules.quotas import Quota
from rules.roles import Level, Role
from rules.supervision import SupervisionRules
from rules.toml_lines import lines_of
from rules.toml_table import Notes, Table
from rules.tracks import TrackRules
from rules.transfers import TransferRules
from rules.validity import PatrolRules, ValidPatrol
from rules.warnings import Matter, WarningPlan

__all__ = ["PatrolRules", "PhotoRules", "Problem", "Profile", "ProfileError", "TrackRules", "load", "shipped"]

T = TypeVar("T")

_SHIPPED = Path(__file__).parent / "profiles"
_SINGLE: Mapping[str, Callable[[Table], Any]] = {
    "life": life_parts.life,
    "transfer": life_parts.transfer,
    "supervision": life_parts.supervision,
    "look_back": life_parts.look_back,  # tables that stand once, by the profile's own names
    "quiet": parts.quiet, "track": parts.track, "patrol": parts.patrol, "photo": parts.photo, "public": public_rules,
}  # fmt: skip


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
    paper: PaperRules
    boundary: BoundaryRules

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


def shipped() -> tuple[str, ...]:
    """The names of the profiles that come with the program."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml")))


def load(name_or_path: str | Path) -> Profile:
    """A shipped profile by its name, or any file by its path; a wrong file raises ProfileError with all problems."""
    path = _SHIPPED / f"{name_or_path}.toml" if str(name_or_path) in shipped() else Path(name_or_path)
    try:
        return read(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError):
        known = "、".join(shipped())
        raise ProfileError(str(path), (Problem(0, f"读不到这个规则文件；自带的有：{known}"),)) from None


@lru_cache(maxsize=8)  # a profile is a value: the same text is the same rules
def read(text: str, path: str) -> Profile:
    """The profile that a TOML text describes; `path` only names it in errors."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(path, (_not_toml(error, text),)) from None
    notes = Notes(lines_of(text))
    profile = _profile(Table(data, (), notes), notes)
    if notes.problems:
        raise ProfileError(path, tuple(notes.problems))
    return profile


def _not_toml(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    place = re.search(r"at line (\d+)", str(error))
    line = int(place[1]) if place else max(1, len(text.splitlines()))
    return Problem(line, "这里不是正确的 TOML 写法，请检查引号、括号、等号，以及同一个键有没有写两遍")


def _profile(file: Table, notes: Notes) -> Profile:
    things = _each(file, "look", parts.thing_to_look)
    profile = Profile(
        name=file.take("name", str),
        title=file.take("title", str),
        region=file.take("region", str),
        level=file.word("level", Level),
        timezone=file.take("timezone", str, "Asia/Shanghai"),
        number_prefix=file.take("number_prefix", str, ""),
        sources=file.texts("sources"),
        quotas=_each(file, "quota", parts.quota),
        valid_patrol=_each(file, "valid_patrol", parts.valid_patrol),
        checklists={level: tuple(thing for levels, thing in things if level in levels) for level in Level},
        own_checklists={role: tuple(thing for _, thing in things if role in thing.roles) for role in Role},
        issue_types=_each(file, "issue_type", parts.issue_type),
        rectification=_each(file, "rectification", parts.rectification),
        warnings=_each(file, "warning", parts.warning),
        **{key: _one(file, key, part) for key, part in _SINGLE.items()},
        boundary=_closed(file.table("boundary", required=False), boundary_rules),
        paper=paper_rules(file),
    )
    file.close()
    _check(profile, things, notes)
    return profile


def _each(file: Table, key: str, part: Callable[[Table], T]) -> tuple[T, ...]:
    return tuple(_closed(table, part) for table in file.tables(key))


def _one(file: Table, key: str, part: Callable[[Table], T]) -> T:
    return _closed(file.table(key), part)


def _closed(table: Table, part: Callable[[Table], T]) -> T:
    made = part(table)
    table.close()
    return made


def _check(profile: Profile, things: Sequence[tuple[frozenset[Level], ThingToLook]], notes: Notes) -> None:
    checks.check_timezone(profile.timezone, notes)
    checks.check_quotas(profile.quotas, notes)
    checks.check_valid_patrols(profile.valid_patrol, profile.patrol.max_hours, notes)
    checks.check_quiet(profile.quiet, notes)
    checks.check_warnings(profile.warnings, notes)
    checks.check_issue_types(profile.issue_types, notes)
    life_checks.check_life(profile.life, notes)
    checks.check_things(things, profile.issue_types, profile.quotas, notes)
