"""The course of the chains of one matter on one day: which begin, who is told at which step, which have ended."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from rules.chains import Chain, ChainToday, DueStep, Ended, Target, Until
from rules.warnings import Matter
from storage.chains.pieces import Beginning, Piece
from storage.chains.running import Running, Stood, among, between, stood
from storage.outbox import Tell
from storage.posts.holders import Holder

People = Mapping[Target, Sequence[Holder]]


@dataclass(frozen=True, slots=True)
class Case:
    """One matter that is not done: what is due to be told today, and who stands where today.

    The matter is `person_id`'s, or that of who holds `post_id`; with `is_vacant` nobody does, and who stands for
    them cannot answer the reminder in their place.
    """

    key: str
    chain: Chain
    due_on: date
    due: tuple[DueStep, ...]
    people: People
    row: Any
    subject_id: int | None = None
    post_id: int | None = None
    person_id: int | None = None
    is_vacant: bool = False


Word = Callable[[Case, DueStep, Holder], Tell]


@dataclass
class Course:
    """Matters are gone through in the order of their ids, some at a time: what runs of them is read with each lot."""

    session: Session
    matter: Matter
    today: date
    word: Word
    _running: dict[str, Running] = field(default_factory=dict)
    _left: dict[str, Running] = field(default_factory=dict)
    _met: list[int] = field(default_factory=list)

    def up_to(self, after: int, last: int | None) -> frozenset[int | None]:
        """Begins with a lot, of the people (patrols) or subjects up to an id; says whose matters have chains."""
        return self._begin(between(self.session, self.matter, after, last))

    def only(self, ids: Collection[int]) -> frozenset[int | None]:
        """Begins with a lot of some people or subjects."""
        return self._begin(among(self.session, self.matter, ids))

    def runs(self, key: str) -> bool:
        """Whether the chain has begun and not ended."""
        return key in self._running

    def done(self, key: str) -> None:
        """The matter is done: its chain ends."""
        if (one := self._left.pop(key, None)) is not None:
            self._met.append(one.id)

    def piece(self, cases: Iterable[Case] = (), open_subjects: Collection[int] = ()) -> Piece:
        """What is told of the lot's matters today, and how their chains go on.

        The chains of matters that are not among `cases` end: done, or void where the subject is open all the same
        (under another deadline), or the duty is not the person's any more.
        """
        told = [case for case in cases if case.due or self.runs(case.key)]
        snapshots = stood(self.session, {self._running[case.key].id for case in told if self._may_differ(case)})
        piece, keys = Piece(), set[str]()
        for case in told:
            one = self._left.pop(case.key, None) or self._running.get(case.key)
            if one is None:
                piece.begun.append(_beginning(self.matter, case))
            else:
                piece.ids[case.key] = one.id
                _note_changes(piece, one.id, case, snapshots.get(one.id), self.today)
                _overtake(piece, one, case)
            self._tell(piece, keys, case, one)
        self._end(piece, open_subjects)
        return piece

    def _begin(self, running: dict[str, Running]) -> frozenset[int | None]:
        self._running, self._left, self._met = running, dict(running), []
        return frozenset(one.person_id for one in running.values())

    def _end(self, piece: Piece, open_subjects: Collection[int]) -> None:
        for one in self._left.values():
            is_done = one.subject_id is not None and one.subject_id not in open_subjects
            piece.ended.setdefault(Ended.DONE if is_done else Ended.VOID, []).append(one.id)
        if self._met:
            piece.ended.setdefault(Ended.DONE, []).extend(self._met)

    def _may_differ(self, case: Case) -> bool:
        asked = any(due.to is not Target.OWN or case.person_id is None for due in case.due)
        return asked and case.key in self._running

    def _tell(self, piece: Piece, keys: set[str], case: Case, one: Running | None) -> None:
        own = {holder.person_id for holder in case.people.get(Target.OWN, ())}
        for due in case.due:
            if due.step.until is Until.ACKNOWLEDGED and one is not None and one.acknowledged:
                continue
            for holder in case.people.get(due.to, ()):
                if due.to is not Target.OWN and holder.person_id in own:
                    continue
                notice = self.word(case, due, holder)
                if notice.key not in keys:
                    keys.add(notice.key)
                    piece.append(notice)
                    if due.to is Target.OWN and not case.is_vacant:
                        piece.own[notice.key] = (case.key, due.step.name)


def laid(chain: Chain | None, today: date, is_workday: Callable[[date], bool]) -> ChainToday | None:
    """The chain laid on a day; None where nobody is reminded."""
    return None if chain is None else ChainToday(chain, today, is_workday)


def above_on(case: Case, today: date) -> dict[str, Any]:
    """When others hear of it, and who: what a person's own reminder says beforehand; nothing once they know."""
    step = case.chain.above_step()
    on = None if step is None else case.due_on + timedelta(days=step.days)
    if step is None or on is None or on <= today:
        return {"superior_on": None, "above": []}
    return {"superior_on": on.isoformat(), "above": [to.word for to in step.to if to is not Target.OWN]}


def _beginning(matter: Matter, case: Case) -> Beginning:
    steps = [
        {"step": step.name, "on": (case.due_on + timedelta(days=step.days)).isoformat(), "to": list(step.to)}
        for step in case.chain.steps
    ]
    people = {target.value: _said(holders) for target, holders in case.people.items()}
    snapshot = {"steps": steps, "people": people}
    return Beginning(case.key, matter, case.due_on, snapshot, case.subject_id, case.post_id, case.person_id)


def _note_changes(piece: Piece, chain_id: int, case: Case, before: Stood | None, today: date) -> None:
    """Where others stand at a step than at the start, the row says who hears it instead of whom."""
    if before is None:
        return
    changes = list(before.changes)
    for due in case.due:
        then = before.snapshot["people"].get(due.to.value, [])
        now = _said(case.people.get(due.to, ()))
        noted = [each for each in changes if (each["step"], each["target"]) == (due.step.name, due.to)]
        if _persons(noted[-1]["told"] if noted else then) != _persons(now):
            names = [each["name"] for each in then]
            changes.append({"step": due.step.name, "on": today.isoformat(), "target": due.to.value,
                            "instead_of": names, "told": now})  # fmt: skip
    if len(changes) > len(before.changes):
        piece.changes[chain_id] = changes


def _overtake(piece: Piece, one: Running, case: Case) -> None:
    """A reminder put off is not repeated once the next one has come."""
    own = {due.step.name for due in case.due if due.to is Target.OWN}
    if one.snoozed_step is not None and own and one.snoozed_step not in own:
        piece.overtaken.append(one.id)


def _said(holders: Iterable[Holder]) -> list[dict[str, Any]]:
    return [{"post": each.post_id, "person": each.person_id, "name": each.name} for each in holders]


def _persons(told: Iterable[Mapping[str, Any]]) -> set[int]:
    return {each["person"] for each in told}
