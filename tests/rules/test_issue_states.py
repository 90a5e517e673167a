import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.issue_states import OPEN, Act, State, after, may_confirm, possible
from rules.refusals import Refusal

CHIEF_ZHANG, FIXER_WANG, OFFICE_LIU, STRANGER = 1, 2, 3, 4


def walk(*acts: Act) -> State:
    state = after(None, Act.REGISTER)
    for act in acts:
        state = after(state, act)
    return state


@pytest.mark.parametrize(
    ("acts", "ends"),
    [
        ([], State.REGISTERED),
        ([Act.VERIFY, Act.ASSIGN, Act.ACCEPT, Act.PROGRESS, Act.SUBMIT, Act.CONFIRM], State.CLOSED),
        ([Act.VERIFY, Act.ASSIGN, Act.RETURN], State.VERIFIED),
        ([Act.VERIFY, Act.ASSIGN, Act.RETURN, Act.ASSIGN, Act.ACCEPT], State.ACCEPTED),
        ([Act.VERIFY, Act.ASSIGN, Act.ACCEPT, Act.SUBMIT, Act.SEND_BACK], State.ACCEPTED),
        ([Act.VERIFY, Act.ASSIGN, Act.ACCEPT, Act.ASK_EXTENSION, Act.GRANT_EXTENSION, Act.URGE], State.ACCEPTED),
        ([Act.VERIFY, Act.ASSIGN, Act.ASK_EXTENSION, Act.REFUSE_EXTENSION], State.ASSIGNED),
        ([Act.REJECT], State.INVALID),
        ([Act.VERIFY, Act.MERGE], State.MERGED),
        ([Act.FIX_ON_SPOT, Act.CONFIRM], State.CLOSED),
    ],
)
def test_the_way_of_an_issue(acts: list[Act], ends: State) -> None:
    assert walk(*acts) is ends


@pytest.mark.parametrize(
    ("state", "act"),
    [
        (State.REGISTERED, Act.ASSIGN),
        (State.REGISTERED, Act.CONFIRM),
        (State.ASSIGNED, Act.ASSIGN),  # a second tap
        (State.ASSIGNED, Act.SUBMIT),
        (State.ACCEPTED, Act.RETURN),
        (State.DONE, Act.SUBMIT),
        (State.CLOSED, Act.SEND_BACK),
        (None, Act.VERIFY),
    ],
)
def test_a_wrong_order_is_refused_with_what_was_tried(state: State | None, act: Act) -> None:
    with pytest.raises(Refusal) as refused:
        after(state, act)
    assert refused.value.text == "refusal/wrong_order"
    assert refused.value.values == {"state": state, "act": act}


@given(st.lists(st.sampled_from(Act), max_size=25))
@settings(max_examples=30)
def test_no_sequence_of_acts_leaves_the_states_or_wakes_a_finished_issue(acts: list[Act]) -> None:
    state = State.REGISTERED
    for act in acts:
        if act in possible(state):
            assert state in OPEN
            state = after(state, act)
        else:
            with pytest.raises(Refusal):
                after(state, act)


def test_every_open_issue_can_come_to_an_end_and_a_finished_one_takes_no_act() -> None:
    for state in State:
        reached, found = {state}, [state]
        for current in found:
            onward = {after(current, act) for act in possible(current)} - reached
            reached |= onward
            found.extend(sorted(onward))
        assert (state in OPEN) == bool(possible(state))
        assert reached - OPEN


def test_every_state_and_act_has_its_own_word() -> None:
    assert len({state.word for state in State}) == len(State)
    assert len({act.word for act in Act}) == len(Act)


@pytest.mark.parametrize(
    ("person", "fixers", "is_office", "refusal"),
    [
        (CHIEF_ZHANG, {FIXER_WANG}, False, None),
        (OFFICE_LIU, {FIXER_WANG}, True, None),
        (OFFICE_LIU, {CHIEF_ZHANG}, True, None),  # the chief put it right on the spot
        (FIXER_WANG, {FIXER_WANG}, False, "refusal/fixer_cannot_confirm"),
        (CHIEF_ZHANG, {CHIEF_ZHANG}, False, "refusal/fixer_cannot_confirm"),  # reporter and fixer in one
        (OFFICE_LIU, {OFFICE_LIU}, True, "refusal/fixer_cannot_confirm"),
        (STRANGER, {FIXER_WANG}, False, "refusal/not_yours_to_confirm"),
    ],
)
def test_the_reporter_or_the_office_confirms_never_the_fixer(
    person: int, fixers: set[int], is_office: bool, refusal: str | None
) -> None:
    if refusal is None:
        may_confirm(person, fixers, CHIEF_ZHANG, is_office)
        return
    with pytest.raises(Refusal) as refused:
        may_confirm(person, fixers, CHIEF_ZHANG, is_office)
    assert refused.value.text == refusal
