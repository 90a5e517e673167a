"""The condition that an issue is found by a term: by what was written of it, or by a name that it has to do with.

Names are looked up where they stand, because they change without the issue: a post is handed over, a river renamed.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, column, or_, select, table, union

from rules.ledger_words import spellings
from rules.sources import Source
from storage.models import Appointment, Issue, Person, Post, Region, Unit, Water
from storage.posts.holders import in_office
from storage.search.terms import written

# The tables themselves: to word this by their classes takes three times as long, and every word looked for is worded.
_APPOINTMENTS: Any = Appointment.__table__.c
_ISSUES: Any = Issue.__table__.c
_PEOPLE: Any = Person.__table__.c
_POSTS: Any = Post.__table__
_UNITS: Any = Unit.__table__.c
_CHILDREN: Any = {each: table(each.__tablename__, column("id"), column("parent_id")) for each in (Water, Region)}


def found(term: str, type_names: Mapping[str, str], today: date) -> ColumnElement[bool]:
    """The issue has the term in its number, words, requirement, steps, additions; or it stands in the name of its
    type (`type_names`, code to name and tags), of its source, of its water or region or one they lie in, of the unit
    or person who has it in hand today, of its reporter on the roster.
    """
    types = [code for code, name in type_names.items() if any(each in name for each in spellings(term))]
    sources = [source for source in Source if len(term) > 1 and any(each in source.word for each in spellings(term))]
    at_units = _POSTS.join(Unit.__table__, _UNITS.id == _POSTS.c.unit_id)
    units = select(_POSTS.c.id).select_from(at_units).where(_has(_UNITS.name, term))
    people = select(_PEOPLE.id).where(_PEOPLE.on_roster, _has(_PEOPLE.name, term))
    held = select(_APPOINTMENTS.post_id).where(_APPOINTMENTS.person_id.in_(people), in_office(today))
    ways = [written(spelling) for spelling in spellings(term)]
    ways += [
        select(_ISSUES.id).where(condition)
        for condition in (
            _ISSUES.water_id.in_(below(Water, _has(Water.__table__.c.name, term))),
            _ISSUES.region_id.in_(below(Region, _has(Region.__table__.c.name, term))),
            _ISSUES.assignee_post_id.in_(units),
            _ISSUES.assignee_post_id.in_(held),
            _ISSUES.reporter_id.in_(people),
            *([_ISSUES.type.in_(types)] if types else []),
            *([_ISSUES.source.in_(sources)] if sources else []),
        )
    ]
    return Issue.id.in_(union(*ways))


def _has(name: Any, term: str) -> ColumnElement[bool]:
    """The words stand in the column, capital or small; % and _ are letters like any other."""
    return or_(*(name.icontains(spelling, autoescape=True) for spelling in spellings(term)))


def below(of: type[Water] | type[Region], named: ColumnElement[bool]) -> Select[int]:
    """The ids of what is named and of all that lies below it in the tree."""
    tree: Any = of.__table__
    listed = select(tree.c.id).where(named).cte(recursive=True)
    child = _CHILDREN[of].alias()
    return select(listed.union(select(child.c.id).where(listed.c.id == child.c.parent_id)).c.id)
