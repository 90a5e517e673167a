"""What was asked of the ledger as JSON and back, so that an export can be taken up again after a stop."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from rules.ledger_words import Show
from storage.ledger.listing import Asked


def as_json(asked: Asked) -> dict[str, Any]:
    """Every field of the question; days and moments as ISO."""
    return {each.name: _plain(getattr(asked, each.name)) for each in fields(asked)}


def from_json(told: Mapping[str, Any]) -> Asked:
    """The question again; fields that a later version has more keep their defaults."""
    known = {each.name for each in fields(Asked)}
    values = {name: _read(value) for name, value in told.items() if name in known}
    return Asked(**values | {"show": Show(values["show"])})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Mapping):
        return {"map": {str(key): _plain(each) for key, each in value.items()}}
    if isinstance(value, Collection) and not isinstance(value, str):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_read(each) for each in value)
    if not isinstance(value, dict):
        return value
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    if "day" in value:
        return date.fromisoformat(value["day"])
    return {key: _read(each) for key, each in value["map"].items()}
