"""The button under an issue that leads to its evidence."""

from handlers import keyboards
from handlers.access import Action, may, require_in
from handlers.context import Context
from handlers.keyboards import Button
from rules.refusals import Refusal
from storage.issues.matters import Matter


def row(context: Context, now: Matter) -> list[list[Button]]:
    """For who sees the region's ledger."""
    if not may(context.desk, Action.SEE_LEDGER):
        return []
    try:
        require_in(context.desk, Action.SEE_LEDGER, now.region_path)
    except Refusal:
        return []
    return [[(context.label("evidence.show"), keyboards.data("evidence", "show", now.issue.id))]]
