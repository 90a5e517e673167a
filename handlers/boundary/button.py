"""The office's button under an issue that may be somebody else's: 🤝 跨界会商."""

from handlers import keyboards
from handlers.access import Action, may, require_in
from handlers.context import Context
from handlers.keyboards import Button
from rules.refusals import Refusal
from storage.boundary.asking import UNDECIDED
from storage.issues.matters import Matter

NAME = "boundary"


def row(context: Context, now: Matter) -> list[list[Button]]:
    """One row for an office, while nobody has the issue in hand."""
    if now.issue.state not in UNDECIDED or not may(context.desk, Action.DECIDE_ISSUE):
        return []
    try:
        require_in(context.desk, Action.DECIDE_ISSUE, now.region_path)
    except Refusal:
        return []
    return [[(context.label("boundary.begin"), keyboards.data(NAME, "begin", now.issue.id))]]
