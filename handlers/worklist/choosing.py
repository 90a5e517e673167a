"""Choosing a filter: its values, each with how many issues it would leave; on the very message of the list."""

from dataclasses import replace
from typing import Any

from telegram import Update

from handlers import keyboards
from handlers.context import Context
from handlers.office import pages
from handlers.worklist import codes, headings
from rules.issue_types import Severity
from rules.refusals import Refusal
from rules.short_names import short_name
from rules.sources import Source
from storage.issues.telling import type_name
from storage.models import Issue
from storage.office import sieve as sieves
from storage.office.sieve import Kind, Sieve

MOST = 24
_FIELD = {"region": "region_id"}
Choice = tuple[Any, str, int | None]  # the value, its words, how many


async def ask(update: Update, context: Context, more: list[str]) -> None:
    """Lists what a filter can be set to."""
    if len(more) != 2 or more[1] not in _CHOICES:
        raise Refusal("refusal/button_too_old")
    sieve, name = codes.decoded(context, more[0]), more[1]
    field = _FIELD.get(name, name)
    await context.nod()
    wider = codes.without(sieve, field)
    choices = await _CHOICES[name](context, wider)
    rows = [
        (
            context.label("sift.choice", words=words, count=count, chosen=getattr(sieve, field) == value),
            _page(context, replace(sieve, **{field: value})),
        )
        for value, words, count in choices[:MOST]
    ]
    any_one = [] if name == "kind" else [(context.label("sift.any_value"), _page(context, wider))]
    back = (context.label("sift.back"), _page(context, sieve))
    keys = keyboards.buttons([*keyboards.in_rows(rows, 2), [*any_one, back]])
    heading = await headings.heading(context, sieve)
    await pages.turn(update, context, "sift/ask", keys, heading=heading, field=context.label(f"sift.by_{name}"))


def _page(context: Context, sieve: Sieve) -> str:
    return keyboards.data("sift", "page", codes.encoded(context, sieve))


async def _kinds(context: Context, sieve: Sieve) -> list[Choice]:
    view = codes.view(context)
    counts = [(kind, await context.read(sieves.counted, view, replace(sieve, kind=kind))) for kind in Kind]
    return [(kind, context.label(f"sift.{kind}"), count) for kind, count in counts]


async def _regions(context: Context, sieve: Sieve) -> list[Choice]:
    found = await context.read(sieves.by_region, codes.view(context), sieve)
    return [(region_id, name, count) for region_id, (name, count) in found.items()]


async def _types(context: Context, sieve: Sieve) -> list[Choice]:
    found = await context.read(sieves.shared_out, codes.view(context), sieve, Issue.type)
    known = {each.code for each in context.profile.issue_types}
    ordered = sorted(found.items(), key=lambda item: -item[1])
    return [(code, short_name(type_name(context.profile, code)), n) for code, n in ordered if code in known]


async def _severities(context: Context, sieve: Sieve) -> list[Choice]:
    found = await context.read(sieves.shared_out, codes.view(context), sieve, Issue.severity)
    return [(each, each.word, found[each]) for each in reversed(Severity) if each in found]


async def _sources(context: Context, sieve: Sieve) -> list[Choice]:
    found = await context.read(sieves.shared_out, codes.view(context), sieve, Issue.source)
    return [(each, each.word, found[each]) for each in Source if each in found]


async def _ages(context: Context, sieve: Sieve) -> list[Choice]:
    view = codes.view(context)
    counts = [(days, await context.read(sieves.counted, view, replace(sieve, days=days))) for days in codes.AGES]
    return [(days, context.label("sift.for_days", days=days), count) for days, count in counts]


_CHOICES = {
    "kind": _kinds,
    "region": _regions,
    "type": _types,
    "severity": _severities,
    "source": _sources,
    "days": _ages,
}
