"""Ready words 常用语: what an office says again and again when it assigns, returns, sends back, rejects or urges.

The program ships some; an office adds its own, and changes or takes away any. Words of the office nearest to the
issue come first; whoever is asked for a reason there gets them too.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.issue_states import Act
from rules.refusals import Refusal
from storage import audit
from storage.audit import By
from storage.models import ReplyTemplate
from storage.posts.holders import ids_of

ACTS = (Act.ASSIGN, Act.RETURN, Act.SEND_BACK, Act.REJECT, Act.URGE)
MOST = 20  # of one office for one act: they are buttons under a message
LONGEST = 200


class Ready(NamedTuple):
    """One sentence. `id` is the office's row, None for words as shipped under the label `shipped`."""

    words: str
    type: str | None
    id: int | None
    shipped: str | None


def of_office(session: Session, region_id: int, act: Act, shipped: Mapping[str, str]) -> list[Ready]:
    """What an office has for an act: its own first, then what is shipped and was not taken away."""
    rows = select(ReplyTemplate).where(ReplyTemplate.region_id == region_id, ReplyTemplate.act == act)
    rows = rows.where(ReplyTemplate.removed_at.is_(None)).order_by(ReplyTemplate.id)
    found = session.scalars(rows).all()
    changed = {row.shipped: row for row in found if row.shipped is not None}
    own = [Ready(row.words, row.type, row.id, None) for row in found if row.shipped is None]
    for label, words in shipped.items():
        row = changed.get(label)
        if row is None or row.words:
            kind = label.split(".")[-1] if act is Act.ASSIGN else None
            own.append(Ready(row.words if row else words, kind, row.id if row else None, label))
    return own


def offered(session: Session, region_path: str, act: Act, type_code: str, shipped: Mapping[str, str]) -> list[str]:
    """The sentences for an issue of a type in a region, nearest office first, each once; those for its type first."""
    ways = ids_of(region_path)
    rows = select(ReplyTemplate.region_id).where(ReplyTemplate.region_id.in_(ways), ReplyTemplate.act == act)
    with_words = set(session.scalars(rows))
    offices = [region for region in ways if region in with_words] or [0]
    found = [ready for region in offices for ready in of_office(session, region, act, shipped)]
    taken = _taken_away(session, offices, act)
    fitting = [one for one in found if one.shipped not in taken or one.id is not None]
    typed = [one.words for one in fitting if one.type == type_code]
    general = [one.words for one in fitting if one.type is None]
    other = [one.words for one in fitting if act is Act.ASSIGN and one.type == "other"]
    return list(dict.fromkeys([*typed, *general, *(other if not typed else ())]))


def add(session: Session, by: By, region_id: int, act: Act, type_code: str | None, words: str) -> ReplyTemplate:
    """Adds a sentence of the office's own; refuses when there are too many."""
    own = [one for one in of_office(session, region_id, act, {}) if one.shipped is None]
    if len(own) >= MOST:
        raise Refusal("refusal/too_many_replies", most=MOST)
    return _write(session, by, ReplyTemplate(region_id=region_id, act=act, type=type_code), words)


def change(session: Session, by: By, region_id: int, act: Act, ready: Ready, words: str) -> ReplyTemplate:
    """Puts other words in the place of a sentence; empty words take a shipped one away."""
    row = session.get(ReplyTemplate, ready.id) if ready.id is not None else None
    if row is None:
        kind = None if ready.shipped else ready.type
        row = ReplyTemplate(region_id=region_id, act=act, type=kind, shipped=ready.shipped)
    return _write(session, by, row, words)


def remove(session: Session, by: By, region_id: int, act: Act, ready: Ready) -> None:
    """Takes a sentence away; a shipped one can be brought back."""
    if ready.shipped is not None:
        change(session, by, region_id, act, ready, "")
        return
    row = session.get(ReplyTemplate, ready.id)
    if row is not None and row.region_id == region_id:
        row.removed_at = by.at
        audit.record(session, by, "remove", "reply", row.id, before=row.words)


def bring_back(session: Session, by: By, region_id: int, act: Act) -> None:
    """The shipped sentences of an act stand again as they were shipped; the office's own stay."""
    rows = select(ReplyTemplate).where(ReplyTemplate.region_id == region_id, ReplyTemplate.act == act)
    for row in session.scalars(rows.where(ReplyTemplate.shipped.is_not(None), ReplyTemplate.removed_at.is_(None))):
        row.removed_at = by.at
        audit.record(session, by, "remove", "reply", row.id, before=row.words)


def _taken_away(session: Session, offices: list[int], act: Act) -> set[str | None]:
    rows = select(ReplyTemplate.shipped).where(ReplyTemplate.region_id.in_(offices), ReplyTemplate.act == act)
    return set(session.scalars(rows.where(ReplyTemplate.shipped.is_not(None), ReplyTemplate.removed_at.is_(None))))


def _write(session: Session, by: By, row: ReplyTemplate, words: str) -> ReplyTemplate:
    before = row.words
    assert by.person_id is not None  # noqa: S101 - only people write
    row.words, row.person_id, row.changed_at = words[:LONGEST], by.person_id, by.at
    session.add(row)
    session.flush()
    audit.record(session, by, "change", "reply", row.id, before=before or "", after=row.words)
    return row
