"""The filters in words: over the list, and on the buttons that change them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from handlers import keyboards
from handlers.access import Action
from handlers.context import Context
from handlers.keyboards import Button
from handlers.office import scope
from rules.short_names import short_name
from storage.issues.telling import type_name
from storage.models import Region
from storage.office.sieve import Sieve


async def heading(context: Context, sieve: Sieve) -> str:
    """What is shown, in words: 待核实｜大路街道｜乱堆."""
    words = [context.label(f"sift.{sieve.kind}")]
    region = await region_name(context, sieve)
    words.append(region or scope.region_names(context.desk, Action.DECIDE_ISSUE))
    if sieve.type is not None:
        words.append(short_name(type_name(context.profile, sieve.type)))
    words += [each.word for each in (sieve.severity, sieve.source) if each is not None]
    if sieve.days is not None:
        words.append(context.label("sift.for_days", days=sieve.days))
    if sieve.starred is not None:
        words.append(context.label("sift.starred"))
    return context.label("sift.joined", words=words)


async def fields(context: Context, sieve: Sieve, code: str, names: Sequence[str]) -> list[Button]:
    """A button for each filter: what it is set to, or what it would narrow down."""
    told: dict[str, Any] = {
        "kind": context.label(f"sift.{sieve.kind}"),
        "region": await region_name(context, sieve),
        "type": sieve.type and short_name(type_name(context.profile, sieve.type)),
        "severity": sieve.severity and sieve.severity.word,
        "source": sieve.source and sieve.source.word,
        "days": sieve.days and context.label("sift.for_days", days=sieve.days),
    }
    return [
        (context.label("sift.set", value=told[name]) if told[name] else context.label(f"sift.by_{name}"),
         keyboards.data("sift", "ask", code, name))
        for name in names
    ]  # fmt: skip


async def region_name(context: Context, sieve: Sieve) -> str:
    """The name of the region it is narrowed down to, empty if to none."""
    if sieve.region_id is None:
        return ""
    return await context.read(_name, sieve.region_id)


def _name(session: Session, region_id: int) -> str:
    region = session.get(Region, region_id)
    return region.name if region else ""
