import pytest

from rules.issue_states import OPEN, State
from rules.ledger_words import MOST_TERMS, Said, Show, read, spellings, visible


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026 412", Said(number="2026-0412")),
        ("２０２６－０４１２", Said(number="2026-0412")),
        ("2026年第412号", Said(number="2026-0412")),
        ("2026-0412 怎么样", Said(number="2026-0412", terms=("怎么样",))),
        ("412号", Said(terms=("-0412",))),
        ("第412号", Said(terms=("-0412",))),
        ("待核实", Said(Show.REGISTERED)),
        ("逾期", Said(Show.OVERDUE)),
        ("全部未销号", Said(Show.OPEN)),
        ("已销号", Said(Show.CLOSED)),
        ("不属实", Said(Show.INVALID)),
        ("璧南河 整改中", Said(Show.ACCEPTED, terms=("璧南河",))),
        ("璧南河，环卫所", Said(terms=("璧南河", "环卫所"))),
        ("璧南河 璧南河", Said(terms=("璧南河",))),
        ("100%_完", Said(terms=("100%_完",))),
        ("", Said()),
    ],
)
def test_words_are_read_as_an_official_means_them(typed: str, meant: Said) -> None:
    assert read(typed) == meant


def test_a_number_may_have_the_jurisdictions_prefix() -> None:
    assert read("奉2026-0412", "奉") == Said(number="奉2026-0412")


def test_signs_that_nobody_sees_are_not_looked_for() -> None:
    assert visible("璧\u200b南\u202e河\0\n待核实") == "璧南河 待核实"
    assert read("璧\u200b南河") == Said(terms=("璧南河",))


def test_a_long_text_is_no_endless_search() -> None:
    said = read(" ".join(f"第{n}个词" for n in range(100)))
    assert len(said.terms) <= MOST_TERMS
    assert all(len(term) <= 40 for term in read("河" * 4096).terms)


def test_full_width_signs_are_looked_for_both_ways() -> None:
    assert spellings("Ｋ３段") == ("Ｋ３段", "K3段")
    assert spellings("璧南河") == ("璧南河",)


def test_every_part_of_the_ledger_has_words_and_states() -> None:
    assert {show.word for show in Show} >= {"全部未销号", "超期", "待核实", "整改中", "已销号", "全部"}
    assert Show.OPEN.states == OPEN
    assert Show.ALL.states == frozenset(State)
    assert Show.OVERDUE.states == {State.ASSIGNED, State.ACCEPTED}
    assert all(Show(state.value).states == {state} for state in State)
