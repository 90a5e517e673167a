import pytest

from rules.numbering import issue_number, read_issue_number


def test_numbers_are_short_and_outgrow_four_digits() -> None:
    assert issue_number(2026, 412) == "2026-0412"
    assert issue_number(2026, 12345, "奉") == "奉2026-12345"


@pytest.mark.parametrize(
    "typed", ["2026-0412", "2026-412", " 2026 412 ", "２０２６－０４１２", "2026—0412", "2026年第412号", "20260412"]
)
def test_a_number_is_found_however_it_is_typed(typed: str) -> None:
    assert read_issue_number(typed) == "2026-0412"


@pytest.mark.parametrize("typed", ["", "河边垃圾", "412", "璧2026-0412", "1026-0412", "2026-", "13800138000"])
def test_what_is_no_number_is_searched_as_words(typed: str) -> None:
    assert read_issue_number(typed) is None


def test_a_prefix_may_be_left_out() -> None:
    assert read_issue_number("璧2026-412", "璧") == read_issue_number("2026-412", "璧") == "璧2026-0412"
