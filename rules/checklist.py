"""What a patrol must look at 巡河查看事项. The list of each level is the profile's."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ThingToLook:
    """One thing to look at; what is abnormal opens an issue, of `issue_type` if the thing suggests one."""

    code: str
    name: str
    issue_type: str | None = None
    valid_from: date = date(2023, 1, 1)
    source: str = ""
