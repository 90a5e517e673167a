import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.phones import masked, normalise

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    "raw",
    [
        "13800138000",
        "+8613800138000",
        "8613800138000",
        "008613800138000",
        "+86 138-0013-8000",
        "(+86) 138 0013 8000",
        "138 0013 8000 ",
        "１３８００１３８０００",
        "＋８６１３８００１３８０００",
        "138—0013—8000",
    ],
)
def test_one_number_however_it_is_written(raw: str) -> None:
    assert normalise(raw) == "+8613800138000"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [("+852 9123 4567", "+85291234567"), ("0044 7911 123456", "+447911123456"), ("+1-202-555-0123", "+12025550123")],
)
def test_a_number_of_another_country_keeps_its_code(raw: str, kept: str) -> None:
    assert normalise(raw) == kept


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "河长",
        "1380013800",
        "138001380000",
        "12800138000",
        "+86 1380013800",
        "+",
        "00",
        "138a0138000",
        "+0123456789",
    ],
)
def test_nonsense_is_no_number(raw: str) -> None:
    assert normalise(raw) is None


@given(MOBILES, st.sampled_from(["", "86", "+86", "0086", "+86 ", "＋86-"]), st.sampled_from(["", " ", "-", "—"]))
@settings(max_examples=30)
def test_spaces_and_country_code_do_not_matter(number: str, code: str, between: str) -> None:
    assert normalise(code + between.join((number[:3], number[3:7], number[7:]))) == f"+86{number}"


@given(st.text(max_size=40))
@settings(max_examples=30)
def test_any_text_is_answered_and_the_answer_stays_the_same(raw: str) -> None:
    number = normalise(raw)
    assert number is None or normalise(number) == number


def test_other_eyes_see_a_masked_number() -> None:
    assert masked("+8613800138000") == "138****8000"
    assert masked("+85291234567") == "852****4567"
    assert masked("12345") == "****"
