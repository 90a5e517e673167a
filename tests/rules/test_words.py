"""How words are strung together."""

import pytest

from rules.words import listed, numbered


@pytest.mark.parametrize(("names", "told"), [([], ""), (["大路街道"], "大路街道"), (["甲", "乙", "甲"], "甲、乙")])
def test_names_are_listed_once_each(names: list[str], told: str) -> None:
    assert listed(names) == told


def test_a_thing_without_a_number_stands_alone() -> None:
    assert (numbered("乱堆", "2026-0001"), numbered("乱堆", "")) == ("乱堆（2026-0001）", "乱堆")
