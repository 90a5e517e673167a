from hypothesis import given
from hypothesis import strategies as st

from rules.pictures import distance, near_identical

HASHES = st.integers(0, 2**64 - 1)


@given(HASHES, HASHES)
def test_a_picture_is_as_far_from_another_as_the_other_from_it(a: int, b: int) -> None:
    assert distance(a, b) == distance(b, a) <= 64
    assert (distance(a, b) == 0) == (a == b)


@given(HASHES)
def test_a_database_that_keeps_signed_numbers_changes_nothing(unsigned: int) -> None:
    signed = unsigned - 2**64 if unsigned >= 2**63 else unsigned
    assert distance(signed, unsigned) == 0


def test_the_limit_is_included() -> None:
    assert near_identical(0b1111, 0b0000, 4)
    assert not near_identical(0b11111, 0b00000, 4)
