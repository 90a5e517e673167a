"""The office's account of self-reviews: by level and round for a year, who is missing, what is overdue, as a sheet."""

from telegram import Update

from documents.about_sheet import About
from documents.self_reviews.sheet import self_reviews_sheet
from handlers import keyboards
from handlers.access import Action
from handlers.context import Context, aside
from handlers.issues.rights import ids
from handlers.keyboards import Button
from handlers.office import pages, scope
from handlers.self_reviews import mine, rights
from handlers.self_reviews.mine import NAME
from rules.refusals import Refusal
from storage import audit
from storage.models import SelfReviewRound
from storage.self_reviews import counts, rounds

PAGE = 15
WHICH = ("all", "late", "done")
EARLIEST = 2016


async def open_home(update: Update, context: Context) -> None:
    """The office's account of the year, or a chief's own self-review."""
    if rights.office_seats(context.desk):
        await _say_year(None, context, context.today.year)
    else:
        await mine.say_mine(None, context)


async def show_year(update: Update, context: Context, more: list[str]) -> None:
    """The account of a year (0: this one)."""
    (year,) = ids(more, 1)
    await context.nod()
    await _say_year(update, context, _year(context, year))


async def show_missing(update: Update, context: Context, more: list[str]) -> None:
    """The chiefs of a round who handed in nothing, page by page."""
    round_id, offset = ids(more, 2)
    one, paths = await _round(context, round_id), rights.office_paths(context.desk)
    people = await context.read(counts.missing, one, paths, context.today)
    steps = [
        (context.label(f"self_reviews.{key}"), keyboards.data(NAME, "missing", round_id, at))
        for key, at in pages.beside(offset, PAGE, len(people))
    ]
    rows = [steps] if steps else []
    if one.closed_at is None:
        rows.append([(context.label("self_reviews.close"), keyboards.data(NAME, "ask_close", round_id))])
    rows.append([(context.label("self_reviews.to_year"), keyboards.data(NAME, "office", one.year))])
    await context.nod()
    await pages.turn(update, context, "self_reviews/missing", keyboards.buttons(rows), round=one, total=len(people),
                     people=people[offset : offset + PAGE], first=offset + 1)  # fmt: skip


async def show_problems(update: Update, context: Context, more: list[str]) -> None:
    """The problems of a year: all, overdue, or waiting to be confirmed."""
    year, which, offset = _year(context, ids(more, 1)[0]), "".join(more[1:2]), ids(more[2:], 1)[0]
    if which not in WHICH:
        raise Refusal("refusal/button_too_old")
    paths = rights.office_paths(context.desk)
    found, total = await context.read(counts.listed, year, paths, context.today, which, offset)
    numbers = [
        (context.label("self_reviews.nth", n=n), keyboards.data(NAME, "open", each.id))
        for n, each in enumerate(found, offset + 1)
    ]
    steps = [
        (context.label(f"self_reviews.{key}"), keyboards.data(NAME, "problems", year, which, at))
        for key, at in pages.beside(offset, counts.PAGE, total)
    ]
    kinds = [_kind(context, year, each) for each in WHICH if each != which]
    back = [(context.label("self_reviews.to_year"), keyboards.data(NAME, "office", year))]
    rows = [*keyboards.in_rows(numbers, 4), *([steps] if steps else []), kinds, back]
    await context.nod()
    await pages.turn(update, context, "self_reviews/problems", keyboards.buttons(rows), year=year, which=which,
                     entries=found, total=total, first=offset + 1, today=context.today)  # fmt: skip


async def export(update: Update, context: Context, more: list[str]) -> None:
    """Hands over the year as a workbook: the account by level, every problem, who is missing."""
    year, paths, today = _year(context, ids(more, 1)[0]), rights.office_paths(context.desk), context.today
    at_leisure = context.house.database.read_at_leisure
    lines, counted = await at_leisure(counts.by_level, year, paths, today)
    entries, total = await at_leisure(counts.listed, year, paths, today, "all", 0, None)
    missing = [(one.round, await at_leisure(counts.missing, one.round, paths, today)) for one in counted]
    await context.nod()
    if not counted:
        await context.say("self_reviews/nothing_to_export", year=year)
        return
    region = scope.region_names(context.desk, Action.SELF_REVIEW)
    title = context.label("self_reviews.title", region=region, year=year)
    about = About(title, context.desk.name, context.now, await context.read(audit.stamp))
    content = await aside(self_reviews_sheet, lines, entries, missing, title, today, about)
    name = context.label("self_reviews.file", region=region, year=year)
    await context.hand_over(content, name, "self_reviews/exported", year=year, total=total)


async def ask_close(update: Update, context: Context, more: list[str]) -> None:
    """What closing a round means, before it is done."""
    one = await _round(context, ids(more, 1)[0])
    rows = [
        [(context.label("self_reviews.close_now"), keyboards.data(NAME, "close", one.id))],
        [(context.label("self_reviews.to_year"), keyboards.data(NAME, "office", one.year))],
    ]
    await context.nod()
    await context.say("self_reviews/confirm_close", keyboards.buttons(rows), round=one)


async def close(update: Update, context: Context, more: list[str]) -> None:
    """Closes a round: nobody is chased any more."""
    one = await _round(context, ids(more, 1)[0])
    path = await context.read(rounds.region_path, one)
    seat = scope.seat_over(context.desk, Action.SELF_REVIEW, path)
    if seat is None:
        raise Refusal("refusal/not_your_region")
    closed = await context.transact(rounds.close_round, context.by(seat.post_id), one.id)
    await context.nod()
    await context.retire_buttons()
    await context.say("self_reviews/closed", keyboards.menu(context), round=closed)


async def _say_year(update: Update | None, context: Context, year: int) -> None:
    paths = rights.office_paths(context.desk)
    lines, counted = await context.read(counts.by_level, year, paths, context.today)
    rows: list[list[Button]] = [[(context.label("self_reviews.open_round"), keyboards.data(NAME, "new"))]]
    rows += [[_missing(context, one.round, one.missing)] for one in counted if one.missing][:4]
    if lines:
        rows.append([_kind(context, year, each) for each in WHICH])
        rows.append([(context.label("self_reviews.export"), keyboards.data(NAME, "sheet", year))])
    years = [each for each in (year - 1, year + 1) if EARLIEST <= each <= context.today.year]
    rows.append([(context.label("self_reviews.year", year=each), keyboards.data(NAME, "office", each))
                 for each in years])  # fmt: skip
    if rights.is_chief(context.desk):
        rows.append([(context.label("self_reviews.own"), keyboards.data(NAME, "mine", 0))])
    told = {"region": scope.region_names(context.desk, Action.SELF_REVIEW), "year": year, "lines": lines,
            "rounds": counted, "together": counts.together(lines), "today": context.today}  # fmt: skip
    await pages.turn(update, context, "self_reviews/year", keyboards.buttons(rows), **told)


async def _round(context: Context, round_id: int) -> SelfReviewRound:
    """A round that concerns chiefs of the office's region."""
    paths = rights.office_paths(context.desk)
    one = await context.read(rounds.one_within, round_id, paths)
    if one is None:
        raise Refusal("refusal/not_your_region")
    return one


def _missing(context: Context, one: SelfReviewRound, count: int) -> Button:
    words = context.label("self_reviews.missing", occasion=one.occasion, count=count)
    return words, keyboards.data(NAME, "missing", one.id, 0)


def _kind(context: Context, year: int, which: str) -> Button:
    return context.label(f"self_reviews.which_{which}"), keyboards.data(NAME, "problems", year, which, 0)


def _year(context: Context, year: int) -> int:
    """The year of a button, 0 for this one."""
    if year and not EARLIEST <= year <= context.today.year:
        raise Refusal("refusal/button_too_old")
    return year or context.today.year
