"""Sign boards: which codes fit into a link, which numbers can be dialled, who is printed and serves no longer."""

import pytest

from rules.sign_boards import gone, is_code, is_hotline, names_on


@pytest.mark.parametrize(
    ("code", "fits"),
    [("GSP-0001", True), ("a_1", True), ("", False), ("璧-1", False), ("a b", False), ("-1", False), ("a" * 33, False)],
)
def test_a_code_fits_into_a_link(code: str, fits: bool) -> None:
    assert is_code(code) is fits


@pytest.mark.parametrize(
    ("told", "good"),
    [("12345", True), ("023-41410000", True), ("023-4141 0000转8", True), ("", False), ("打给我", False), ("1", False)],
)
def test_a_hotline_can_be_dialled(told: str, good: bool) -> None:
    assert is_hotline(told) is good


def test_names_are_read_as_boards_print_them() -> None:
    assert names_on("张 卫民（书记）、李建国,孙小河") == ("张卫民", "李建国", "孙小河")
    assert names_on("") == ()


@pytest.mark.parametrize(
    ("chief", "superior", "own", "serving", "left"),
    [
        ("张卫民", "李建国", ["张卫民"], ["张卫民", "李建国"], ()),
        ("张卫民", "李建国", ["吴新任"], ["吴新任", "李建国"], ("张卫民",)),
        ("张卫民", "前任", ["张卫民"], ["张卫民", "李建国"], ("前任",)),
        ("张卫民、李建国", "", ["张卫民"], ["张卫民", "李建国"], ()),  # a board that names two levels
        ("李建国", "", ["张卫民"], ["张卫民", "李建国"], ("李建国",)),  # only the superior, who is not the chief
        ("张卫民", "", [], [], ("张卫民",)),  # nobody follows yet
        ("", "", ["张卫民"], ["张卫民"], ()),  # what it says is not on record
    ],
)
def test_who_is_printed_and_serves_no_longer(
    chief: str, superior: str, own: list[str], serving: list[str], left: tuple[str, ...]
) -> None:
    assert gone(chief, superior, own, serving) == left
