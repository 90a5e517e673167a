"""Which issues a paper is about, picked from the ledger one by one or all that are shown; and to whom it goes."""

from typing import Any

from telegram import Update

from handlers import keyboards
from handlers.context import Context
from handlers.issues.rights import ids
from handlers.papers.drafting_asks import OFFERED, asked_of, path_of, show, show_again, type_names
from handlers.wording import words
from rules.ledger_words import Show
from rules.papers import MOST_ADDRESSEES, MOST_ISSUES, PaperKind, title
from rules.refusals import Refusal
from storage import drafts
from storage.ledger import listing
from storage.models import Draft
from storage.papers import addressing, cards, drafting


async def pick(update: Update, context: Context, draft: Draft) -> None:
    """Takes an issue, or leaves it out again."""
    (issue_id,) = ids(keyboards.tapped(update), 1)
    chosen: list[int] = draft.data["issues"]
    if issue_id not in chosen:
        await context.read(drafting.check_issues, (issue_id,), path_of(draft))
    if issue_id not in chosen and len(chosen) >= MOST_ISSUES:
        raise Refusal("refusal/paper_too_long", most=MOST_ISSUES)
    issues = [each for each in chosen if each != issue_id] if issue_id in chosen else [*chosen, issue_id]
    await go_on(context, draft, issues=issues)


async def pick_all(update: Update, context: Context, draft: Draft) -> None:
    """Takes everything that is shown, on all pages."""
    found = await context.read(listing.page, asked_of(context, draft), 0, MOST_ISSUES + 1)
    issues = list(dict.fromkeys([*draft.data["issues"], *(each.id for each in found)]))
    if len(issues) > MOST_ISSUES:
        raise Refusal("refusal/paper_too_long", most=MOST_ISSUES)
    await go_on(context, draft, issues=issues)


async def pick_none(update: Update, context: Context, draft: Draft) -> None:
    """Lets go of all."""
    await go_on(context, draft, issues=[])


async def turn(update: Update, context: Context, draft: Draft) -> None:
    """Shows another page."""
    (offset,) = ids(keyboards.tapped(update), 1)
    await (go_on(context, draft, offset=offset) if draft.step == "issues" else go_on(context, draft, start=offset))


async def narrow(update: Update, context: Context, draft: Draft) -> None:
    """Shows another part of the ledger."""
    wanted = keyboards.word_tapped(update)
    if wanted not in OFFERED:
        raise Refusal("refusal/button_too_old")
    await go_on(context, draft, show=Show(wanted), offset=0)


async def clear(update: Update, context: Context, draft: Draft) -> None:
    """Forgets the words looked for."""
    await go_on(context, draft, search="", sought="", offset=0, start=0)


async def search(update: Update, context: Context, draft: Draft) -> None:
    """Looks for issues or addressees by what was typed: a place, a unit, a name, a number."""
    assert update.effective_message is not None  # noqa: S101 - only messages come here
    said = words(update.effective_message).text[:30]
    told: dict[str, Any] = {"search": said, "offset": 0} if draft.step == "issues" else {"sought": said, "start": 0}
    draft = await context.transact(drafts.hear, draft.id, context.now, **told)
    await show(context, draft)


async def issues_done(update: Update, context: Context, draft: Draft) -> None:
    """Has the issues; suggests title, addressees and words, and shows the whole."""
    kind = PaperKind(draft.data["kind"])
    if kind.needs_issues and not draft.data["issues"]:
        raise Refusal("refusal/paper_without_issues", kind=kind)
    told = await _suggestions(context, draft, kind)
    step = "preview" if told["title"] else "title"
    draft = await context.transact(drafts.hear, draft.id, context.now, step, **told)
    await context.nod()
    await show_again(context, draft)


async def address(update: Update, context: Context, draft: Draft) -> None:
    """Takes an addressee, or leaves them out again."""
    (post_id,) = ids(keyboards.tapped(update), 1)
    chosen: list[int] = draft.data["posts"]
    found = await context.read(addressing.of_posts, context.profile.paper, [post_id], path_of(draft), context.today)
    if not found:
        raise Refusal("refusal/post_is_vacant")
    if post_id not in chosen and len(chosen) >= MOST_ADDRESSEES:
        raise Refusal("refusal/paper_too_many_addressees", most=MOST_ADDRESSEES)
    posts = [each for each in chosen if each != post_id] if post_id in chosen else [*chosen, post_id]
    await go_on(context, draft, posts=posts)


async def go_on(context: Context, draft: Draft, step: str | None = None, **told: Any) -> None:
    """Keeps what was tapped and changes the standing question."""
    draft = await context.transact(drafts.hear, draft.id, context.now, step, **told)
    await context.nod()
    await show_again(context, draft)


async def _suggestions(context: Context, draft: Draft, kind: PaperKind) -> dict[str, Any]:
    data, types = draft.data, type_names(context)
    entries = await context.read(cards.issues_of, data["issues"], context.today)
    names = [types.get(each.type, each.type) for each in entries]
    own = data.get("title", "") if data.get("own_title") else ""
    posts = data["posts"] or await context.read(addressing.assigned_to, data["issues"], path_of(draft), context.today)
    return {
        "title": own or title(kind, [each.place for each in entries], names),
        "words": data.get("words") or (context.label(f"papers.words_{kind}") if data["issues"] else ""),
        "posts": list(posts),
    }
