"""Matters listed in the order of their ids, gone through some at a time; or some of them only."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from reminders.course import Case, Course, laid
from rules.chains import ChainToday
from rules.profile import Profile
from rules.workdays import IsWorkday
from storage.chains.pieces import Piece

R = TypeVar("R")


@dataclass(frozen=True)
class Listed(Generic[R]):
    """A kind of matter: what is open and has a day, so `many` rows after an id; the id in a row; what to tell of rows.

    With `one_chain` a subject has a single chain: while it is open, one under another deadline is void, not done.
    """

    rows: Callable[[Session, int, int], Sequence[R]]
    id_of: Callable[[R], int]
    cases: Callable[[Session, Sequence[R], ChainToday, date], Iterator[Case]]
    many: int
    one_chain: bool = True

    def all(self, course: Course, profile: Profile, is_workday: IsWorkday) -> Iterator[Piece]:
        """Every matter of the kind; the chains of what is not listed any more end."""
        session, today, last = course.session, course.today, 0
        chain = laid(profile.chain(course.matter, today), today, is_workday)
        while chain is not None and (rows := self.rows(session, last, self.many)):
            before, last = last, self.id_of(rows[-1])
            course.up_to(before, last)
            still_open = {self.id_of(row) for row in rows} if self.one_chain else ()
            yield course.piece(self.cases(session, rows, chain, today), still_open)
            if len(rows) < self.many:
                break
        course.up_to(last, None)
        yield course.piece()

    def of(self, ids: Collection[int], course: Course, profile: Profile, is_workday: IsWorkday) -> Iterator[Piece]:
        """Some matters only."""
        session, today = course.session, course.today
        chain = laid(profile.chain(course.matter, today), today, is_workday)
        if chain is not None:
            found = [row for one in ids for row in self.rows(session, one - 1, 1) if self.id_of(row) == one]
            course.only(ids)
            yield course.piece(self.cases(session, found, chain, today))
