"""The office's account of duty reports: by level for a year, who is missing, who handed in, drafts, as a sheet."""

from telegram import Update

from documents.about_sheet import About
from documents.duty_reports.sheet import duty_reports_sheet
from handlers import keyboards
from handlers.access import Action
from handlers.context import Context, aside
from handlers.duty_reports import mine, paper, rights
from handlers.duty_reports.mine import NAME
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages, scope
from rules.duty_reports import year_of
from rules.refusals import Refusal
from storage import audit
from storage.duty_reports import account
from storage.duty_reports.account import Entry

PAGE = 8
WHICH = ("missing", "in", "left")


async def open_home(update: Update, context: Context) -> None:
    """The office's account of the year that is due, or a chief's own report."""
    if rights.is_office(context.desk):
        await _say_year(None, context, year_of(context.today))
    else:
        await mine.say_mine(None, context)


async def show_year(update: Update, context: Context, more: list[str]) -> None:
    """The account of a year."""
    year = rights.year(context, more)
    await context.nod()
    await _say_year(update, context, year or year_of(context.today))


async def show_list(update: Update, context: Context, more: list[str]) -> None:
    """Who is missing, who handed in, who left office in the year: page by page."""
    year, which, (offset,) = rights.year(context, more), "".join(more[1:2]), ids(more[2:], 1)
    if which not in WHICH:
        raise Refusal("refusal/button_too_old")
    listed = [each for each in await _entries(context, year) if _kind(each) == which]
    some = listed[offset : offset + PAGE]
    numbers = [_number(context, year, n, each) for n, each in enumerate(some, offset + 1)]
    steps = [
        (context.label(f"duty_reports.{key}"), keyboards.data(NAME, "list", year, which, at))
        for key, at in pages.beside(offset, PAGE, len(listed))
    ]
    back = [(context.label("duty_reports.to_year"), keyboards.data(NAME, "office", year))]
    rows = [*keyboards.in_rows(numbers, 4), *([steps] if steps else []), back]
    await context.nod()
    await pages.turn(update, context, "duty_reports/list", keyboards.buttons(rows), year=year, which=which,
                     entries=some, total=len(listed), first=offset + 1, today=context.today)  # fmt: skip


async def draft(update: Update, context: Context, more: list[str]) -> None:
    """Hands over somebody's report as it would be today: who left office in the year cannot ask for it."""
    year, person_id = rights.year(context, more), ids(more, 2)[1]
    if not any(each.person_id == person_id for each in await _entries(context, year)):
        raise Refusal("refusal/not_your_region")
    one, to = await paper.bound(context, year, person_id)
    await context.nod()
    facts = await paper.facts_of(context, one, to)
    name = context.label("duty_reports.preview_file", name=one.name, year=year)
    await context.hand_over(await paper.made(context, facts), name, "duty_reports/draft_of", year=year, name=one.name)


async def export(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the year as a workbook."""
    year = rights.year(context, more)
    listed = await _entries(context, year)
    await context.nod()
    if not listed:
        await context.say("duty_reports/nothing_to_export", year=year)
        return
    region = scope.region_names(context.desk, Action.DUTY_REPORT)
    title = context.label("duty_reports.title", region=region, year=year)
    about = About(title, context.desk.name, context.now, await context.read(audit.stamp))
    lines = account.by_level(listed, context.today)
    content = await aside(duty_reports_sheet, lines, listed, year, title, context.today, about)
    name = context.label("duty_reports.sheet_file", region=region, year=year)
    await context.hand_over(content, name, "duty_reports/exported", year=year, total=len(listed))


async def _say_year(update: Update | None, context: Context, year: int) -> None:
    listed = await _entries(context, year)
    counts = {which: sum(_kind(each) == which for each in listed) for which in WHICH}
    rows: list[list[Button]] = [
        [(context.label(f"duty_reports.which_{which}", count=count), keyboards.data(NAME, "list", year, which, 0))]
        for which, count in counts.items()
        if count
    ]
    if listed:
        rows.append([(context.label("duty_reports.export"), keyboards.data(NAME, "sheet", year))])
    this = context.today.year
    rows.append([(context.label("duty_reports.year", year=each), keyboards.data(NAME, "office", each))
                 for each in (year - 1, year + 1) if rights.EARLIEST <= each <= this])  # fmt: skip
    if rights.is_chief(context.desk):
        rows.append([(context.label("duty_reports.own"), keyboards.data(NAME, "mine", year))])
    told = {"region": scope.region_names(context.desk, Action.DUTY_REPORT), "year": year,
            "lines": account.by_level(listed, context.today), "ruled": bool(context.profile.duty_reports)}  # fmt: skip
    await pages.turn(update, context, "duty_reports/year", keyboards.buttons(rows), **told)


async def _entries(context: Context, year: int) -> list[Entry]:
    paths, rules = rights.office_paths(context.desk), context.profile.duty_reports
    return await context.house.database.read_at_leisure(account.entries, rules, year, context.today, paths)


def _kind(each: Entry) -> str:
    if each.handed_in:
        return "in"
    return "missing" if each.serving else "left"


def _number(context: Context, year: int, n: int, each: Entry) -> Button:
    """A number opens the report that was handed in, else gives the draft."""
    words = context.label("duty_reports.nth", n=n)
    if each.handed_in and each.report_id:
        return words, keyboards.data(NAME, "open", each.report_id)
    return words, keyboards.data(NAME, "draft", year, each.person_id)
