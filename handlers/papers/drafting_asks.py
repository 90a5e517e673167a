"""The questions of the dialog 拟文: which kind, which issues, to whom, what to do by when; and the whole."""

from typing import Any

from telegram import InlineKeyboardMarkup

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.dialogs import ask, ask_again
from handlers.keyboards import Button
from handlers.office import pages
from handlers.papers.drafting_keys import back, cancel, data, due_keys, kind_keys, preview_keys
from rules import ledger_words
from rules.ledger_words import Show
from rules.papers import MOST_ADDRESSEES, MOST_ISSUES, PaperKind
from storage.ledger import listing
from storage.ledger.listing import Asked
from storage.models import Draft
from storage.papers import addressing, cards
from storage.papers.addressing import Addressee

PAGE = 6
OFFERED = (Show.OVERDUE, Show.OPEN)

Question = tuple[str, InlineKeyboardMarkup, dict[str, Any]]


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    template, keys, told = await _question(context, draft)
    await ask(context, draft, template, keys, **told)


async def show_again(context: Context, draft: Draft) -> None:
    """Changes the question that stands there already."""
    template, keys, told = await _question(context, draft)
    await ask_again(context, draft, template, keys, **told)


async def _question(context: Context, draft: Draft) -> Question:
    if draft.step == "kind":
        return "papers/ask_kind", kind_keys(context, draft), {"issues": len(draft.data["issues"])}
    told: dict[str, Any] = {"kind": PaperKind(draft.data["kind"])}
    if draft.step == "issues":
        return await _issues(context, draft, told)
    if draft.step == "posts":
        return await _posts(context, draft, told)
    told |= {key: draft.data.get(key) for key in ("title", "words", "due", "copies")}
    if draft.step == "preview":
        return "papers/preview", preview_keys(context, draft), told | await _chosen(context, draft)
    keys = due_keys(context, draft) if draft.step == "due" else []
    if draft.step == "copies" and told["copies"]:
        keys = [[(context.label("papers.no_copies"), data(draft, "no_copies"))]]
    return f"papers/ask_{draft.step}", keyboards.buttons([*keys, *back(context, draft)]), told


async def _issues(context: Context, draft: Draft, told: dict[str, Any]) -> Question:
    asked = asked_of(context, draft)
    counts = await context.read(listing.counted, asked)
    total, chosen = counts[asked.show], set(draft.data["issues"])
    offset = min(draft.data.get("offset", 0), max(0, (total - 1) // PAGE * PAGE))
    entries = await context.read(listing.page, asked, offset, PAGE)
    picks = [
        (context.label("papers.pick", number=each.number, chosen=each.id in chosen), data(draft, "pick", each.id))
        for each in entries
    ]
    shows = [
        (context.label("papers.show", word=each.word, count=counts[each], chosen=each is asked.show),
         data(draft, "show", each))
        for each in OFFERED
    ]  # fmt: skip
    rows: list[list[Button]] = [
        *(list(row) for row in keyboards.in_rows(picks, 2)),
        [(context.label(f"papers.{k}"), data(draft, "page", to)) for k, to in pages.beside(offset, PAGE, total)],
        shows,
        _issue_acts(context, draft, min(total, MOST_ISSUES)),
        _way_on(context, draft),
    ]
    told |= {"entries": entries, "total": total, "chosen": chosen, "search": draft.data.get("search", ""),
             "types": type_names(context), "today": context.today, "show": asked.show}  # fmt: skip
    return "papers/ask_issues", keyboards.buttons(row for row in rows if row), told


def _issue_acts(context: Context, draft: Draft, total: int) -> list[Button]:
    row = [(context.label("papers.pick_all", count=total), data(draft, "all"))] if total > 1 else []
    if draft.data["issues"]:
        row.append((context.label("papers.pick_none"), data(draft, "none")))
    if draft.data.get("search"):
        row.append((context.label("papers.clear_search"), data(draft, "clear")))
    return row


def _way_on(context: Context, draft: Draft) -> list[Button]:
    count = len(draft.data["issues"])
    on = (context.label("papers.issues_done", count=count), data(draft, "done"))
    is_enough = count or not PaperKind(draft.data["kind"]).needs_issues
    return [*([on] if is_enough else []), cancel(context, draft)]


async def _posts(context: Context, draft: Draft, told: dict[str, Any]) -> Question:
    chosen, found = draft.data["posts"], await candidates(context, draft)
    start = draft.data.get("start", 0) if draft.data.get("start", 0) < len(found) else 0
    picks = [
        [(context.label("papers.to", one=one, chosen=one.post_id in chosen), data(draft, "to", one.post_id))]
        for one in found[start : start + PAGE]
    ]
    rows: list[list[Button]] = [
        *picks,
        [(context.label(f"papers.{k}"), data(draft, "turn", to)) for k, to in pages.beside(start, PAGE, len(found))],
        [(context.label("papers.suggestions"), data(draft, "suggest"))] if draft.data.get("sought") else [],
        [(context.label("papers.posts_done", count=len(chosen)), data(draft, "ask", "preview"))] if chosen else [],
        [cancel(context, draft)],
    ]
    told |= await _chosen(context, draft) | {"sought": draft.data.get("sought", ""), "found": len(found)}
    return "papers/ask_posts", keyboards.buttons(row for row in rows if row), told | {"most": MOST_ADDRESSEES}


async def candidates(context: Context, draft: Draft) -> list[Addressee]:
    """Who may be addressed: found by the words looked for, else suggested from the issues; the chosen first."""
    told, rules = draft.data, context.profile.paper
    path, own, today = path_of(draft), told["post_id"], context.today
    if told.get("sought"):
        return await context.read(addressing.named, rules, told["sought"], path, own, today)
    chosen = await context.read(addressing.of_posts, rules, told["posts"], path, today)
    near = await context.read(addressing.suggested, rules, told["issues"], path, own, today)
    return list({each.post_id: each for each in [*chosen, *near]}.values())


async def _chosen(context: Context, draft: Draft) -> dict[str, Any]:
    posts, issues = draft.data["posts"], draft.data["issues"]
    found = await context.read(addressing.of_posts, context.profile.paper, posts, path_of(draft), context.today)
    entries = await context.read(cards.issues_of, issues, context.today)
    return {
        "names": [each.name for each in found],
        "unbound": [each.name for each in found if not each.bound],
        "numbers": [each.number for each in entries],
    }


def path_of(draft: Draft) -> str:
    """Where the addressees may sit: below the office; a letter 函 may go to anybody on the roster."""
    return draft.data["path"] if PaperKind(draft.data["kind"]).needs_issues else "/"


def asked_of(context: Context, draft: Draft) -> Asked:
    """What part of the ledger is offered to choose from."""
    said = ledger_words.read(draft.data.get("search", ""), context.profile.number_prefix)
    inside = [path for path in regions_of(context.desk, Action.DRAFT_PAPER) if path.startswith(draft.data["path"])]
    return Asked(
        regions=inside or [draft.data["path"]],
        today=context.today,
        show=Show(draft.data.get("show", Show.OPEN)),
        number=said.number,
        terms=said.terms,
        type_names=type_names(context),
    )


def type_names(context: Context) -> dict[str, str]:
    """The names of the issue types by their codes."""
    return {each.code: each.name for each in context.profile.issue_types}
