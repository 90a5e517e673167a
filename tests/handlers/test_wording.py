"""Words within bounds, otherwise as they were said."""

import pytest

from handlers.wording import MOST, Words, bounded, joined


@pytest.mark.parametrize("blank", ["", "  \n\t ", "\u3000", "\u200b\u200d", "\u202e", "\0"])
def test_blanks_of_any_kind_are_no_words(blank: str) -> None:
    assert bounded(blank) == Words("", False)


@pytest.mark.parametrize("said", ["清完了", "👨‍👩‍👧 来看", "\u202eمرحبا", "𡋾河", "<b>&"])
def test_signs_of_any_kind_are_kept(said: str) -> None:
    assert bounded(said) == Words(said, False)


def test_what_is_too_long_is_cut_and_marked() -> None:
    assert bounded("清" * (MOST + 1)) == Words("清" * MOST, True)


def test_what_is_said_in_pieces_stands_in_lines() -> None:
    assert joined("清了一半", "明天清完").text == "清了一半\n明天清完"
    assert joined("", "明天清完").text == "明天清完"
    assert joined("清了一半", "").text == "清了一半"


def test_half_a_sign_does_not_break_the_database() -> None:
    assert bounded("a\ud83d").text.encode()
