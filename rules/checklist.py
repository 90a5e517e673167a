"""What a patrol must look at 巡河查看事项. The lists of the levels and of the kinds of keepers are the profile's."""

from dataclasses import dataclass
from datetime import date

from rules.roles import Role


@dataclass(frozen=True, slots=True)
class ThingToLook:
    """One thing to look at; what is abnormal opens an issue, of `issue_type` if the thing suggests one.

    `roles`: only for these, who then look at nothing else; empty for all of a level.
    """

    code: str
    name: str
    issue_type: str | None = None
    valid_from: date = date(2023, 1, 1)
    source: str = ""
    roles: frozenset[Role] = frozenset()


Things = tuple[ThingToLook, ...]
