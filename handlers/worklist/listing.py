"""The queue by filters: a page of issues, oldest first, with what may be done to all of them at once."""

from telegram import InlineKeyboardMarkup, Update

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.dialogs import Taps
from handlers.keyboards import Button
from handlers.office import pages
from handlers.worklist import bulk, choosing, codes, headings
from rules.refusals import Refusal
from storage.issues import marks
from storage.issues.telling import type_name
from storage.office import sieve as sieves
from storage.office.sieve import PAGE, Line, Mark, Sieve

NAME = "sift"
FIELDS = ("kind", "region", "type", "severity", "source", "days")


async def show_list(update: Update, context: Context, more: list[str]) -> None:
    """Shows a page on the very message that has the button: "<filters>[:n|b:<place>:<id>]"."""
    if len(more) not in (1, 4) or (len(more) == 4 and more[1] not in ("n", "b")):
        raise Refusal("refusal/button_too_old")
    sieve = codes.decoded(context, more[0])
    after = codes.mark_of(more) if len(more) == 4 else None
    await context.nod()
    await show(update, context, sieve, after, back=len(more) == 4 and more[1] == "b")


async def show(
    update: Update, context: Context, sieve: Sieve, after: Mark | None = None, *, back: bool = False
) -> None:
    """Says a page of what the filters let through."""
    view = codes.view(context)
    lines = await context.read(sieves.page, view, sieve, after, PAGE + 1, back)
    shown = lines[-PAGE:] if back else lines[:PAGE]
    if not shown and after is not None:
        await show(update, context, sieve)
        return
    earlier = len(lines) > PAGE if back else after is not None
    later = back or len(lines) > PAGE
    total = await context.read(sieves.counted, view, sieve)
    values = {
        "heading": await headings.heading(context, sieve),
        "shown": [{"item": one, "type": type_name(context.profile, one.type)} for one in shown],
        "total": total,
        "most": sieves.MOST_COUNTED,
        "today": context.today,
        "kind": sieve.kind,
        "red": await context.read(marks.supervised, [one.id for one in shown]),
    }
    keys = await _keys(context, sieve, shown, total, turns=(earlier, later))
    await pages.turn(update, context, "sift/list", keys, **values)


async def _keys(
    context: Context, sieve: Sieve, shown: list[Line], total: int, turns: tuple[bool, bool]
) -> InlineKeyboardMarkup:
    code = codes.encoded(context, sieve)
    rows: list[list[Button]] = [
        list(row)
        for row in keyboards.in_rows([(one.number, keyboards.data("issue", "open", one.id)) for one in shown], 3)
    ]
    rows.append(_turns(context, code, shown, turns))
    act = bulk.ACTS.get(sieve.kind)
    if act is not None and total > 1:
        count = min(total, sieves.MOST_COUNTED)
        rows.append([(context.label(f"sift.all_{act}", count=count), keyboards.data(NAME, "bulk", code))])
    if total > 1 or sieve != Sieve(sieve.kind):
        rows += [list(row) for row in keyboards.in_rows(await headings.fields(context, sieve, code, FIELDS), 3)]
    last = [(context.label("office.all"), keyboards.data("queue", "all"))]
    if sieve != Sieve(sieve.kind):
        last.insert(0, (context.label("sift.clear"), keyboards.data(NAME, "page", codes.of_kind(context, sieve.kind))))
        last.insert(1, (context.label("saved.keep"), keyboards.data("saved", "keep", code)))
    return keyboards.buttons(row for row in [*rows, last] if row)


def _turns(context: Context, code: str, shown: list[Line], turns: tuple[bool, bool]) -> list[Button]:
    if not shown:
        return []
    ends = (("earlier", "b", shown[0].mark, turns[0]), ("later_page", "n", shown[-1].mark, turns[1]))
    return [
        (context.label(f"rectification.{label}"), keyboards.data(NAME, "page", code, way, *mark))
        for label, way, mark, there in ends
        if there
    ]


TAPS = Taps(
    NAME,
    {
        "page": (Action.DECIDE_ISSUE, show_list),
        "ask": (Action.DECIDE_ISSUE, choosing.ask),
        "bulk": (Action.DECIDE_ISSUE, bulk.begin),
    },
)
