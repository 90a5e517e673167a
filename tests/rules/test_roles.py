import pytest

from rules.roles import CHIEFS, KEEPERS, Level, Role, post_word


def test_every_level_and_role_has_its_own_word() -> None:
    assert len({level.word for level in Level}) == len(Level)
    assert len({role.word for role in Role}) == len(Role)


def test_superior_and_subordinate_are_each_others_inverse() -> None:
    assert [level.superior for level in Level] == [None, Level.CITY, Level.COUNTY, Level.TOWNSHIP]
    assert all(level.subordinate is None or level.subordinate.superior is level for level in Level)


def test_nobody_is_both_chief_and_keeper() -> None:
    assert not CHIEFS & KEEPERS


@pytest.mark.parametrize(
    ("role", "level", "word"),
    [
        (Role.RIVER_CHIEF, Level.VILLAGE, "村级河长"),
        (Role.GENERAL_CHIEF, Level.COUNTY, "县级总河长"),
        (Role.OFFICE, Level.TOWNSHIP, "乡镇级河长办"),
        (Role.POINT_KEEPER, Level.VILLAGE, "点长"),
        (Role.PUBLIC, None, "群众"),
    ],
)
def test_a_post_is_said_as_officials_say_it(role: Role, level: Level | None, word: str) -> None:
    assert post_word(role, level) == word
