import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.issue_states import BIRTH, OPEN, Act, State, after, may_confirm
from rules.profile import load
from rules.refusals import Refusal

CHIEF_ZHANG, FIXER_WANG, OFFICE_LIU, STRANGER = 1, 2, 3, 4
LIFE = load("bishan").life


def walk(*acts: Act) -> State:
    state = after(None, Act.REGISTER)
    for act in acts:
        state = after(state, act) if (state, act) in BIRTH else LIFE.after(state, act)
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
        ([Act.WITHDRAW], State.WITHDRAWN),
        ([Act.VERIFY, Act.REFER, Act.RECEIVE_TRANSFER, Act.FILE_CASE, Act.ANSWER_TRANSFER, Act.CONFIRM], State.CLOSED),
        ([Act.VERIFY, Act.REFER, Act.ASSIGN, Act.ACCEPT, Act.ANSWER_TRANSFER, Act.SUBMIT], State.DONE),
        ([Act.FIX_ON_SPOT, Act.CONFIRM, Act.HOLD, Act.RELAPSE, Act.ASSIGN], State.ASSIGNED),
        ([Act.VERIFY, Act.ASSIGN, Act.SUPERVISE, Act.URGE, Act.ANSWER_URGE, Act.LIFT_SUPERVISION], State.ASSIGNED),
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
        (State.REGISTERED, Act.RELAPSE),
        (State.MERGED, Act.VERIFY),
    ],
)
def test_a_wrong_order_is_refused_with_what_was_tried(state: State, act: Act) -> None:
    with pytest.raises(Refusal) as refused:
        LIFE.after(state, act)
    assert refused.value.text == "refusal/wrong_order"
    assert refused.value.values == {"state": state, "act": act}


def test_nobody_withdraws_what_is_being_dealt_with() -> None:
    with pytest.raises(Refusal, match="refusal/wrong_order"):
        after(State.ASSIGNED, Act.WITHDRAW)


@given(st.lists(st.sampled_from(Act), max_size=25))
@settings(max_examples=30)
def test_no_sequence_of_acts_leaves_the_states_or_wakes_a_finished_issue(acts: list[Act]) -> None:
    state = State.REGISTERED
    for act in acts:
        if act in LIFE.possible(state):
            assert state in OPEN or state is State.CLOSED
            was_open = state in OPEN
            state = LIFE.after(state, act)
            # Only a look-back that finds a relapse wakes a closed one.
            assert was_open or (state in OPEN) == (act is Act.RELAPSE)
        else:
            with pytest.raises(Refusal):
                LIFE.after(state, act)


def test_every_open_issue_can_come_to_an_end() -> None:
    for state in State:
        reached, found = {state}, [state]
        for current in found:
            onward = {LIFE.after(current, act) for act in LIFE.possible(current)} - reached
            reached |= onward
            found.extend(sorted(onward))
        assert (state in OPEN or state is State.CLOSED) == bool(LIFE.possible(state))
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
