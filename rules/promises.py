"""What somebody promises at an interview 承诺事项, as it is typed: 补齐巡河任务，12月20日前; a line each."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from rules.typed_days import typed_day

MOST = 20
LONGEST = 300
_END = re.compile(
    r"[\s，,；;、（(]*((?:20\d\d\s*[年./\-]\s*)?\d{1,2}\s*[月./\-]\s*\d{1,2}\s*[日号]?|\d{1,3}\s*天)\s*(?:之?前|内)?(?:完成)?[\s。；;）)]*$"
)


class Promises(NamedTuple):
    """What was understood, and the lines whose day was not."""

    understood: tuple[tuple[str, date], ...]
    unclear: tuple[str, ...]


def read(lines: Iterable[str], today: date) -> Promises:
    """Each line with its day at the end; a line without one is unclear: a promise has a day."""
    understood: list[tuple[str, date]] = []
    unclear: list[str] = []
    for line in (each.strip() for each in lines):
        if not line:
            continue
        found = _END.search(line)
        day = typed_day(found[1].removesuffix("内"), today) if found else None
        what = re.sub(r"^\d{1,2}[.、．]\s*", "", line[: found.start()]).strip() if found else ""
        if day is None or not what:
            unclear.append(line)
        else:
            understood.append((what[:LONGEST], day))
    return Promises(tuple(understood[:MOST]), tuple(unclear))
