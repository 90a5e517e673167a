"""The condition that an issue is found by a term: by what was written of it, or by a name that it has to do with.

Names are looked up where they stand, because they change without the issue: a post is handed over, a river renamed.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select, union
from sqlalchemy.orm import InstrumentedAttribute, aliased

from rules.ledger_words import spellings
from rules.sources import Source
from storage.models import Appointment, Issue, Person, Post, Region, Unit, Water
from storage.posts.holders import in_office
from storage.search.terms import written


def found(term: str, type_names: Mapping[str, str], today: date) -> ColumnElement[bool]:
    """The issue has the term in its number, words, requirement, steps, additions; or it stands in the name of its
    type (`type_names`, code to name and tags), of its source, of its water or region or one they lie in, of the unit
    or person who has it in hand today, of its reporter on the roster.
    """
    types = [code for code, name in type_names.items() if any(each in name for each in spellings(term))]
    sources = [source for source in Source if len(term) > 1 and any(each in source.word for each in spellings(term))]
    units = select(Post.id).join(Unit, Unit.id == Post.unit_id).where(_has(Unit.name, term))
    people = select(Person.id).where(Person.on_roster, _has(Person.name, term))
    held = select(Appointment.post_id).where(Appointment.person_id.in_(people), in_office(today))
    ways = [written(spelling) for spelling in spellings(term)]
    ways += [
        select(Issue.id).where(condition)
        for condition in (
            Issue.water_id.in_(below(Water, _has(Water.name, term))),
            Issue.region_id.in_(below(Region, _has(Region.name, term))),
            Issue.assignee_post_id.in_(units),
            Issue.assignee_post_id.in_(held),
            Issue.reporter_id.in_(people),
            *([Issue.type.in_(types)] if types else []),
            *([Issue.source.in_(sources)] if sources else []),
        )
    ]
    return Issue.id.in_(union(*ways))


def _has(column: InstrumentedAttribute[str], term: str) -> ColumnElement[bool]:
    """The words stand in the column, capital or small; % and _ are letters like any other."""
    return or_(*(column.icontains(spelling, autoescape=True) for spelling in spellings(term)))


def below(table: type[Water] | type[Region], named: ColumnElement[bool]) -> Select[int]:
    """The ids of what is named and of all that lies below it in the tree."""
    listed = select(table.id).where(named).cte(recursive=True)
    child = aliased(table)
    return select(listed.union(select(child.id).where(child.parent_id == listed.c.id)).c.id)
