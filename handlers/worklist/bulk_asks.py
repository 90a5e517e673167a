"""The questions of the dialog 批量办理: the preview, one unit, one day, one requirement for all."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from telegram import InlineKeyboardMarkup

from handlers import keyboards
from handlers.access import Action, regions_of
from handlers.context import Context
from handlers.dialogs import ask, ask_again
from rules.issue_states import Act
from storage.issues import candidates
from storage.issues.candidates import Candidate
from storage.issues.telling import type_name
from storage.models import Draft, Issue
from storage.office.bulk import MOST

NAME = "bulk"
LINES = 8
SHARES = 6
UNITS = 8
_SAMPLE = 20  # of whose likeliest units the choice is made


async def show(context: Context, draft: Draft) -> None:
    """Asks the question of the current step."""
    template, keys, told = await _question(context, draft)
    await ask(context, draft, template, keys, **told)


async def show_again(context: Context, draft: Draft) -> None:
    """Changes the question that stands there already."""
    template, keys, told = await _question(context, draft)
    await ask_again(context, draft, template, keys, **told)


async def _question(context: Context, draft: Draft) -> tuple[str, InlineKeyboardMarkup, dict[str, object]]:
    if draft.step == "unit":
        found = await _units(context, draft)
        return "bulk/ask_unit", _unit_keys(context, draft, found), {"search": draft.data.get("search"), "found": found}
    if draft.step == "due":
        rule = (context.label("bulk.by_rule"), keyboards.data(NAME, "rule", draft.id))
        return "bulk/ask_due", keyboards.buttons([[rule], _back(context, draft)]), {}
    if draft.step == "words":
        rows = [*_ready_rows(context, draft), _back(context, draft)]
        return "bulk/ask_words", keyboards.buttons(rows), {"act": draft.data["deed"]}
    return "bulk/preview", _preview_keys(context, draft), _preview(context, draft)


def _preview(context: Context, draft: Draft) -> dict[str, object]:
    told: dict[str, Any] = draft.data
    shares = sorted(told["shares"].items(), key=lambda item: -item[1])
    return {
        "act": told["deed"],
        "count": len(told["picks"]),
        "lines": [one | {"type": type_name(context.profile, one["type"])} for one in told["lines"]],
        "shares": shares[:SHARES],
        "other_shares": len(shares) - SHARES,
        "dues": [date.fromisoformat(day) for day in told["dues"]],
        "excluded": told["excluded"][:LINES],
        "excluded_in_all": len(told["excluded"]),
        "left": told["left"],
        "most": MOST,
        "words": told.get("words", ""),
    }


def _preview_keys(context: Context, draft: Draft) -> InlineKeyboardMarkup:
    act, count = Act(draft.data["deed"]), len(draft.data["picks"])
    rows = []
    if count:
        rows.append([(context.label(f"bulk.confirm_{act}", count=count), keyboards.data(NAME, "confirm", draft.id))])
    if act is Act.ASSIGN:
        rows.append([_ask(context, draft, "unit"), _ask(context, draft, "due"), _ask(context, draft, "words")])
    if act is Act.URGE:
        rows.append([(context.label("bulk.say"), keyboards.data(NAME, "ask", draft.id, "words"))])
    rows.append([(context.label("rectification.cancel"), keyboards.data(NAME, "cancel", draft.id))])
    return keyboards.buttons(rows)


def _ask(context: Context, draft: Draft, step: str) -> keyboards.Button:
    return context.label(f"bulk.ask_{step}"), keyboards.data(NAME, "ask", draft.id, step)


def _ready_rows(context: Context, draft: Draft) -> list[list[keyboards.Button]]:
    ready = enumerate(draft.data.get("ready", []))
    return [[(words, keyboards.data(NAME, "ready", draft.id, number))] for number, words in ready]


def _back(context: Context, draft: Draft) -> list[keyboards.Button]:
    return [(context.label("bulk.back"), keyboards.data(NAME, "ask", draft.id, "preview"))]


def _unit_keys(context: Context, draft: Draft, found: list[Candidate]) -> InlineKeyboardMarkup:
    rows = [
        [(context.label("office.candidate", one=one), keyboards.data(NAME, "to", draft.id, one.post_id))]
        for one in found
    ]
    own = (context.label("bulk.each_its_own"), keyboards.data(NAME, "to", draft.id, 0))
    return keyboards.buttons([*rows, [own], _back(context, draft)])


async def _units(context: Context, draft: Draft) -> list[Candidate]:
    paths = regions_of(context.desk, Action.DECIDE_ISSUE)
    issue_ids = draft.data["ids"][:_SAMPLE]
    return await context.read(_likely, issue_ids, paths[0], draft.data.get("search") or "", context.today)


def _likely(session: Session, issue_ids: list[int], path: str, search: str, today: date) -> list[Candidate]:
    """The units that are likely for most of the issues; or those with the words in their name."""
    issues = [session.get_one(Issue, issue_id) for issue_id in issue_ids]
    if search:
        return candidates.named(session, issues[0], path, search, today)[:UNITS]
    known: dict[int, Candidate] = {}
    votes: Counter[int] = Counter()
    for issue in issues:
        for rank, one in enumerate(candidates.suggested(session, issue, path, today)[:UNITS]):
            known.setdefault(one.post_id, one)
            votes[one.post_id] += UNITS - rank
    return [known[post_id] for post_id, _ in votes.most_common(UNITS)]
