"""The kinds of issues as buttons: the frequent ones first, the others two taps away in their groups."""

from itertools import chain, zip_longest

from handlers.context import Context
from handlers.keyboards import Button, data, in_rows
from rules.issue_types import IssueType
from storage.issues import registering
from storage.models import Draft
from storage.reports import making

FREQUENT = 5


async def rows(context: Context, draft: Draft) -> list[list[Button]]:
    """The buttons of the group that was opened, else the frequent types and the groups."""
    groups = context.profile.issue_groups()
    opened = draft.data.get("group")
    names = list(groups)
    if isinstance(opened, int) and opened < len(names):
        back = (context.label("report.back_to_groups"), data(making.DIALOG, "group", draft.id, "all"))
        return [*([_type_button(draft, each)] for each in groups[names[opened]]), [back]]
    listed = [[_type_button(draft, each)] for each in await _frequent(context, draft)]
    shut = [
        (context.label("report.group", name=name), data(making.DIALOG, "group", draft.id, number))
        for number, name in enumerate(names)
    ]
    return [*listed, *(list(row) for row in in_rows(shut, 3))]


async def _frequent(context: Context, draft: Draft) -> list[IssueType]:
    """What the patrol suggests, what is reported most often of late, then the first of each group in turn."""
    codes = [draft.data.get("suggested_type") or "", *await context.read(registering.frequent_types, FREQUENT)]
    known = [found for code in codes if (found := context.profile.issue_type(code)) is not None]
    in_turn = chain.from_iterable(zip_longest(*context.profile.issue_groups().values()))
    everything = {each.code: each for each in (*known, *(each for each in in_turn if each is not None))}
    return list(everything.values())[:FREQUENT]


def _type_button(draft: Draft, each: IssueType) -> Button:
    return each.name, data(making.DIALOG, "type", draft.id, each.code)
