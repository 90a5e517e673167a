"""A jurisdiction's rules as data: read from TOML, each rule with its date and its source."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rules import life_checks, life_parts
from rules import profile_checks as checks
from rules import profile_parts as parts
from rules.boundary import boundary_rules
from rules.briefs import brief_rules
from rules.checklist import ThingToLook
from rules.jurisdiction import Profile
from rules.pictures import PhotoRules
from rules.profile_alerts import alert_rules, check_alerts, leave_rules, with_alerts
from rules.profile_assessments import assessment_rules
from rules.profile_chains import chain_rules, reminding_rules
from rules.profile_circulars import circular_rules
from rules.profile_duty_lists import duty_rules
from rules.profile_duty_reports import duty_report_rules
from rules.profile_errors import Problem, ProfileError
from rules.profile_holidays import holidays
from rules.profile_measures import ladder_rules
from rules.profile_papers import paper_rules
from rules.profile_self_reviews import self_review_rules
from rules.public_reports import public_rules
from rules.roles import Level, Role
from rules.toml_lines import lines_of
from rules.toml_table import Notes, Table
from rules.tracks import TrackRules
from rules.validity import PatrolRules

__all__ = ["PatrolRules", "PhotoRules", "Problem", "Profile", "ProfileError", "TrackRules", "load", "shipped"]

_SHIPPED = Path(__file__).parent / "profiles"
# Tables that stand once, by the profile's own names.
_SINGLE: Mapping[str, Callable[[Table], Any]] = {
    "life": life_parts.life,
    "transfer": life_parts.transfer,
    "supervision": life_parts.supervision,
    "look_back": life_parts.look_back,
    "quiet": parts.quiet, "track": parts.track, "patrol": parts.patrol, "photo": parts.photo, "public": public_rules,
}  # fmt: skip

# Such as a profile may leave out: what is usual stands in Profile.
_OPTIONAL_SINGLE: Mapping[str, Callable[[Table], Any]] = {
    "leave": leave_rules,
    "paper": paper_rules,
    "self_review": self_review_rules,
    "brief": brief_rules,
    "reminding": reminding_rules,
}
# What else it may leave out: the part itself looks whether its tables are there.
_OPTIONAL: Mapping[str, Callable[[Table], Any]] = {
    "ladder": ladder_rules,
    "duty_reports": duty_report_rules,
    "duties": duty_rules,
    "circulars": circular_rules,
    "holidays": holidays,
    "chains": chain_rules,
    "assessments": assessment_rules,
}


@cache
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
    things = file.each("look", parts.thing_to_look)
    quotas, alerts = file.each("quota", parts.quota), alert_rules(file)
    profile = Profile(
        name=file.take("name", str),
        title=file.take("title", str),
        region=file.take("region", str),
        level=file.word("level", Level),
        timezone=file.take("timezone", str, "Asia/Shanghai"),
        number_prefix=file.take("number_prefix", str, ""),
        sources=file.texts("sources"),
        quotas=with_alerts(quotas, alerts),
        alerts=alerts,
        valid_patrol=file.each("valid_patrol", parts.valid_patrol),
        checklists={level: tuple(thing for levels, thing in things if level in levels) for level in Level},
        own_checklists={role: tuple(thing for _, thing in things if role in thing.roles) for role in Role},
        issue_types=file.each("issue_type", parts.issue_type),
        rectification=file.each("rectification", parts.rectification),
        warnings=file.each("warning", parts.warning),
        **{key: file.table(key).made(part) for key, part in _SINGLE.items()},
        boundary=file.table("boundary", required=False).made(boundary_rules),
        **{key: file.table(key).made(part) for key, part in _OPTIONAL_SINGLE.items() if file.has(key)},
        **{key: part(file) for key, part in _OPTIONAL.items()},
    )
    file.close()
    _check(profile, things, notes)
    check_alerts(alerts, quotas, notes)
    return profile


def _check(profile: Profile, things: Sequence[tuple[frozenset[Level], ThingToLook]], notes: Notes) -> None:
    checks.check_timezone(profile.timezone, notes)
    checks.check_quotas(profile.quotas, notes)
    checks.check_valid_patrols(profile.valid_patrol, profile.patrol.max_hours, notes)
    checks.check_quiet(profile.quiet, notes)
    checks.check_warnings(profile.warnings, notes)
    checks.check_issue_types(profile.issue_types, notes)
    life_checks.check_life(profile.life, notes)
    checks.check_things(things, profile.issue_types, profile.quotas, notes)
