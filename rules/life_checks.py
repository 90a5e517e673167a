"""A life of an issue that cannot be lived: dead ends, no way to the end, questions that nobody answers."""

from collections.abc import Iterable, Mapping

from rules.issue_states import BIRTH, OPEN, Act, State
from rules.life import KNOWN, Life
from rules.toml_table import Notes

_BORN = (State.REGISTERED, State.DONE)  # reported, or put right on the spot
# What somebody asks can be answered wherever the issue may have got to by then.
_ANSWERS = {
    Act.ASK_EXTENSION: ((Act.GRANT_EXTENSION, Act.REFUSE_EXTENSION), frozenset({State.ASSIGNED, State.ACCEPTED})),
    Act.REFER: ((Act.ANSWER_TRANSFER,), OPEN - {State.REGISTERED}),
}


def check_life(life: Life, notes: Notes) -> None:
    """Notes everything at the line of the state it is about."""
    wrong = _check_ways(life, notes)
    if wrong:
        return  # what follows would only repeat it
    reached = _reached(life.ways, _BORN)
    if State.CLOSED not in _reached(life.ways, [State.REGISTERED]):
        notes.note(("life",), "从“待核实”走不到“已销号”，问题永远办不完")
    else:
        for state in [each for each in State if each in reached & OPEN]:
            if State.CLOSED not in _reached(life.ways, [state]):
                notes.note(("life", state), f"走到“{state.word}”就走不到“已销号”了，要有往下走的一步")
    for state in {before: None for before, _ in life.ways if before in OPEN and before not in reached}:
        if any(before is state and after is not state for (before, _), after in life.ways.items()):
            notes.note(("life", state), f"没有哪一步走到“{state.word}”，这一行不起作用")
    _check_answers(life, notes)


def _check_ways(life: Life, notes: Notes) -> bool:
    """Whether an act starts or ends where it cannot."""
    found = False
    for (state, act), after in life.ways.items():
        starts, ends = KNOWN.get(act, (OPEN | {State.CLOSED}, frozenset[State]()))
        reason = ""
        if state not in starts:
            reason = f"“{state.word}”时不能“{act.word}”"
        elif after not in ends and not (after is state and (not ends or state in ends)):
            wanted = "、".join(f"“{each.word}”" for each in State if each in ends)
            reason = f"“{act.word}”之后{f'只能是{wanted}' if wanted else '状态不变'}，不能是“{after.word}”"
        elif act in (Act.REFER, Act.ANSWER_TRANSFER) and not _keeps_its_place(state, after):
            reason = f"“{state.word}”时“{act.word}”，之后不能是“{after.word}”"
        if reason:
            found = True
            notes.note(("life", state, act), reason)
    return found


def _keeps_its_place(state: State, after: State) -> bool:
    """A transfer either takes an issue out of the office's hands and back for review, or leaves it where it is."""
    return after is state or after is State.REFERRED or (state is State.REFERRED and after is State.DONE)


def _check_answers(life: Life, notes: Notes) -> None:
    for act, (answers, where) in _ANSWERS.items():
        asked = [after for (_, asking), after in life.ways.items() if asking is act]
        reached = _reached(life.ways, asked) & where
        for state in [each for each in State if each in reached]:
            missing = [answer.word for answer in answers if (state, answer) not in life.ways]
            if missing:
                words = "、".join(f"“{word}”" for word in missing)
                notes.note(("life", state), f"可以“{act.word}”，“{state.word}”时却没有{words}")


def _reached(ways: Mapping[tuple[State, Act], State], begin: Iterable[State]) -> set[State]:
    onward: dict[State, set[State]] = {}
    for (before, act), after in (*ways.items(), *BIRTH.items()):
        if before is not None and act is not Act.RELAPSE:
            onward.setdefault(before, set()).add(after)
    found = list(begin)
    for state in found:
        found += sorted(onward.get(state, set()) - set(found))
    return set(found)
