"""Writes a roster in bulk: ids are drawn first, so that trees and paths are known before the first row is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from storage.audit import Change
from storage.models import Appointment, Base, Person, Post, Region, Unit, Water
from storage.roster.book import Record
from storage.roster.lines import measures
from storage.roster.plan import Difference, Work
from storage.roster.terms import Term
from storage.roster.writer import Told, Writer, fresh_ids, paths_of


def write(session: Session, work: Work, told: Told) -> list[Change]:
    """Writes everything; returns what the audit shall remember of each appointment."""
    tables = (work.regions, work.waters, work.units, work.people)
    total = sum(len(table.new) + len(table.changed) for table in tables) + len(work.posts) + len(work.terms)
    writer = Writer(session, told, total)
    writer.ids["region"] = _write_tree(writer, Region, work.regions, work.known.regions, _region)
    writer.ids["water"] = _write_tree(
        writer, Water, work.waters, work.known.waters, lambda record: _water(record, writer.ids["region"])
    )
    writer.ids["unit"] = _write_flat(
        writer, Unit, "code", work.units, work.known.units, lambda record: _unit(record, writer.ids["region"])
    )
    writer.ids["person"] = _write_flat(
        writer, Person, "phone", work.people, work.known.people, _person
    )  # fmt: skip
    writer.ids["post"] = _write_posts(writer, work)
    return _write_terms(writer, work.terms)


def _write_tree(
    writer: Writer,
    table: type[Base],
    change: Difference,
    stored: Mapping[str, Record],
    columns: Callable[[Record], Record],
) -> dict[str, int]:
    ids = _ids(writer, table, change, stored)
    everyone = {**stored, **change.changed, **change.new}
    paths = paths_of({code: record["parent"] for code, record in everyone.items()}, ids)

    def row(code: str) -> Record:
        record = everyone[code]
        parent = ids[record["parent"]] if record["parent"] else None
        return {"id": ids[code], "code": code, "parent_id": parent, "path": paths[code]} | columns(record)

    moved = [code for code, was in stored.items() if was["path"] != paths[code] and code not in change.changed]
    writer.insert(table, [row(code) for code in _parents_first(change.new, paths)])
    writer.update(table, [row(code) for code in (*change.changed, *moved)])
    return ids


def _write_flat(
    writer: Writer,
    table: type[Base],
    key: str,
    change: Difference,
    stored: Mapping[str, Record],
    columns: Callable[[Record], Record],
) -> dict[str, int]:
    ids = _ids(writer, table, change, stored)
    writer.insert(table, [{"id": ids[code], key: code} | columns(rec) for code, rec in change.new.items()])
    writer.update(table, [{"id": ids[code], key: code} | columns(rec) for code, rec in change.changed.items()])
    return ids


def _write_posts(writer: Writer, work: Work) -> dict[str, int]:
    drawn = dict(zip(work.posts, fresh_ids(writer.session, Post, len(work.posts)), strict=True))
    rows = [
        {
            "id": drawn[text_key],
            "key": text_key,
            "role": key.role,
            "level": key.level,
            "region_id": writer.ids["region"][key.region],
            "water_id": writer.ids["water"].get(key.water),
            "unit_id": writer.ids["unit"].get(key.unit),
        }
        for text_key, key in work.posts.items()
    ]
    writer.insert(Post, rows)
    return {key: record["id"] for key, record in work.known.posts.items()} | drawn


def _write_terms(writer: Writer, terms: Sequence[Term]) -> list[Change]:
    new = [term for term in terms if term.stored is None]
    drawn = fresh_ids(writer.session, Appointment, len(new))
    begun = [{"id": number} | _term(writer, term) for number, term in zip(drawn, new, strict=True)]
    changed = [(term.stored, {"id": term.stored.id} | _dates(term)) for term in terms if term.stored]
    writer.insert(Appointment, begun)
    writer.update(Appointment, [row for _, row in changed])
    acts = [Change("appointment_begun", "appointment", row["id"], _json(row)) for row in begun]
    for was, row in changed:
        act = "appointment_ended" if was.until_on is None and row["until_on"] else "appointment_changed"
        before = {"title": was.title, "from_on": was.from_on, "until_on": was.until_on}
        acts.append(Change(act, "appointment", was.id, {"before": _json(before), "after": _json(row)}))
    return acts


def _term(writer: Writer, term: Term) -> Record:
    holder = {"post_id": writer.ids["post"][term.key], "person_id": writer.ids["person"][term.phone]}
    return holder | _dates(term)


def _dates(term: Term) -> Record:
    return {"title": term.title, "from_on": term.from_on, "until_on": term.until_on}


def _json(row: Mapping[str, Any]) -> Record:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in row.items()
        if name != "id" and value is not None
    }


def _ids(writer: Writer, table: type[Base], change: Difference, stored: Mapping[str, Record]) -> dict[str, int]:
    drawn = fresh_ids(writer.session, table, len(change.new))
    return {code: record["id"] for code, record in stored.items()} | dict(zip(change.new, drawn, strict=True))


def _parents_first(new: Mapping[str, Record], paths: Mapping[str, str]) -> list[str]:
    # Among equals those with a line come together: rows of the same columns go to the database in one batch.
    return sorted(new, key=lambda code: (paths[code].count("/"), not new[code].get("line")))


def _region(record: Record) -> Record:
    return {"name": record["name"], "level": record["level"]}


def _water(record: Record, regions: Mapping[str, int]) -> Record:
    line = record.get("line")
    # A None given to a JSON column would be kept as the JSON word null; left out it is NULL.
    return (
        {
            "name": record["name"],
            "kind": record["kind"],
            "region_id": regions[record["region"]],
            "note": record.get("note", ""),
            "removed_on": None,
        }
        | measures(line)
        | ({"line": line} if line else {})
    )


def _unit(record: Record, regions: Mapping[str, int]) -> Record:
    return {"name": record["name"], "region_id": regions[record["region"]]}


def _person(record: Record) -> Record:
    return {"name": record["name"], "workplace": record.get("workplace", ""), "on_roster": True}
