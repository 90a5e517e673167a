"""Which units are suggested first."""

import pytest

from rules import profile as profiles
from rules.unit_words import fits


@pytest.mark.parametrize(
    ("unit", "issue_type", "expected"),
    [
        ("大路街道环卫所", "dumping", True),
        ("璧山区生态环境局", "sewage_covert", True),
        ("璧山区水利局", "sand_mining", True),
        ("璧山区农业农村委", "farm_pollution", True),
        ("璧山区教育委员会", "dumping", False),
        ("大路街道环卫所", "other", False),
        ("大路街道环卫所", "a_type_of_tomorrow", False),
    ],
)
def test_a_unit_fits_the_issues_it_usually_rectifies(unit: str, issue_type: str, expected: bool) -> None:
    assert fits(unit, issue_type) is expected


@pytest.mark.parametrize("name", profiles.shipped())
def test_every_type_of_the_shipped_profiles_but_the_other_has_its_units(name: str) -> None:
    typical = "水利 环卫 生态环境 农业 公安 规划 河长办"
    codes = {each.code for each in profiles.load(name).issue_types} - {"other"}
    assert {code for code in codes if not fits(typical, code)} == set()
