"""The issues of a period by source and by tag (四乱, 三排, 三乱, six tasks): one query. Reads only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlalchemy.orm import Session

from rules.issue_types import IssueType
from storage.ledger.listing import Asked, selected, standing_states
from storage.models import Issue, Source


@dataclass(frozen=True, slots=True)
class Shares:
    """How many issues came from each source and stand under each tag, most first.

    An issue stands under every tag of its type, so the tags add up to more than the whole.
    """

    total: int
    sources: tuple[tuple[Source, int], ...]
    tags: tuple[tuple[str, int], ...]


def shares(
    session: Session,
    regions: Sequence[str],
    types: Iterable[IssueType],
    reported: tuple[datetime, datetime] | None,
    today: date,
    water_id: int | None = None,
) -> Shares:
    """Of the issues found in regions (by path) in a period; those untrue, merged or taken back do not count."""
    rows = session.execute(
        selected(Asked(regions, today, reported=reported, water_id=water_id), Issue.source, Issue.type, func.count())
        .where(Issue.state.in_(standing_states()))
        .group_by(Issue.source, Issue.type)
    ).all()
    tags_of = {each.code: each.tags for each in types}
    sources, tags = Counter[Source](), Counter[str]()
    for source, code, count in rows:
        sources[source] += count
        for tag in tags_of.get(code, ()):
            tags[tag] += count
    return Shares(sum(sources.values()), tuple(sources.most_common()), tuple(tags.most_common()))
