from datetime import date
from pathlib import Path

import pytest

from rules.evidence import Grade
from rules.issue_types import DayKind, Severity
from rules.periods import Period
from rules.profile import Profile, ProfileError, load, read, shipped
from rules.quotas import ProRata
from rules.roles import KEEPERS, Level, Role
from rules.warnings import Matter

TODAY = date(2026, 11, 22)
FENGJIE = (Path(__file__).parents[2] / "rules" / "profiles" / "fengjie.toml").read_text(encoding="utf-8")


def edited(*changes: tuple[str, str]) -> str:
    """The Fengjie profile as an office might spoil it; each change is made once."""
    text = FENGJIE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def refused(text: str) -> ProfileError:
    with pytest.raises(ProfileError) as error:
        read(text, "mine.toml")
    return error.value


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_the_three_profiles_ship() -> None:
    assert shipped() == ("bishan", "fengjie", "leshan")


@pytest.mark.parametrize("name", ["bishan", "fengjie", "leshan"])
def test_a_shipped_profile_has_all_that_a_chief_and_an_office_need(name: str) -> None:
    profile = load(name)
    assert profile.name == name
    assert profile.timezone == "Asia/Shanghai"
    assert 12 <= len(profile.issue_types) <= 18
    assert all(len(types) <= 6 for types in profile.issue_groups().values())
    for level in (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE):
        assert profile.quotas_for(Role.RIVER_CHIEF, level, TODAY)
        assert profile.valid_patrol_for(Role.RIVER_CHIEF, level, TODAY)
        assert 7 <= len(profile.things_to_look(level)) <= 8
    for quota in profile.quotas:
        assert profile.warning_plan(Matter.PATROL, TODAY, quota.period)
    assert profile.warning_plan(Matter.RECTIFICATION, TODAY)
    assert profile.rectification_on(TODAY).return_hours == 24


@pytest.mark.parametrize("name", ["bishan", "fengjie", "leshan"])
def test_every_shipped_rule_names_its_day_and_its_source(name: str) -> None:
    profile = load(name)
    days = {
        *(quota.valid_from for quota in profile.quotas),
        *(rule.valid_from for rule in profile.valid_patrol),
        *(each.valid_from for each in profile.issue_types),
        *(rules.valid_from for rules in profile.rectification),
        *(plan.valid_from for plan in profile.warnings),
    }
    sources = [
        *(quota.source for quota in profile.quotas),
        *(rule.source for rule in profile.valid_patrol),
        *(each.source for each in profile.issue_types),
        *(rules.source for rules in profile.rectification),
        *(plan.source for plan in profile.warnings),
        profile.patrol.source,
        profile.photo.source,
        *(thing.source for things in profile.checklists.values() for thing in things),
        profile.quiet.source,
        profile.track.source,
    ]
    assert days == {date(2023, 1, 1)}
    assert all(sources)


@pytest.mark.parametrize(
    ("name", "role", "level", "owed"),
    [
        ("fengjie", Role.RIVER_CHIEF, Level.COUNTY, {(1, Period.QUARTER)}),
        ("bishan", Role.LAKE_CHIEF, Level.COUNTY, {(1, Period.QUARTER)}),
        ("bishan", Role.RIVER_CHIEF, Level.TOWNSHIP, {(1, Period.MONTH)}),
        ("fengjie", Role.RIVER_CHIEF, Level.VILLAGE, {(1, Period.WEEK)}),
        ("leshan", Role.GENERAL_CHIEF, Level.CITY, {(1, Period.YEAR)}),
        ("leshan", Role.RIVER_CHIEF, Level.CITY, {(3, Period.YEAR), (1, Period.HALF_YEAR)}),
        ("fengjie", Role.OFFICE, Level.COUNTY, set()),
        ("bishan", Role.POINT_KEEPER, None, set()),
    ],
)
def test_what_a_post_owes(name: str, role: Role, level: Level | None, owed: set[tuple[int, Period]]) -> None:
    assert {(quota.count, quota.period) for quota in load(name).quotas_for(role, level, TODAY)} == owed


def test_counts_that_no_law_gives_are_said_to_be_the_offices_own() -> None:
    for name in ("fengjie", "bishan"):
        for level in (Level.TOWNSHIP, Level.VILLAGE):
            [quota] = load(name).quotas_for(Role.RIVER_CHIEF, level, TODAY)
            assert "由区县总河长确定" in quota.source
            assert "本办的设定" in quota.source


def test_an_issue_belongs_to_several_campaigns_at_once() -> None:
    occupation = load("fengjie").issue_type("occupation")
    assert occupation is not None
    assert {"四乱", "三乱", "水域岸线管理保护"} <= set(occupation.tags)
    assert occupation.hints[Severity.MAJOR] == "5000平方米以上"
    dumping = load("leshan").issue_type("dumping")
    assert dumping is not None
    assert (dumping.days[Severity.GENERAL], dumping.day_kind) == (2, DayKind.CALENDAR)
    # 三排 and 三乱 are Chongqing's, 三率 is no kind of issue at all.
    leshan_tags = {tag for each in load("leshan").issue_types for tag in each.tags}
    assert not leshan_tags & {"三排", "三乱", "三率"}
    assert load("fengjie").issue_type("no_such") is None


def test_what_is_to_be_looked_at_holds_from_its_day() -> None:
    leshan = load("leshan")
    assert [thing.name for thing in leshan.things_to_look(None)][:2] == ["非法采砂、取土", "河道内种植、堆放"]
    assert leshan.things_to_look(Level.CITY, TODAY) == leshan.things_to_look(Level.CITY)
    assert leshan.things_to_look(Level.CITY, date(2022, 12, 31)) == ()


@pytest.mark.parametrize("name", ["bishan", "fengjie", "leshan"])
def test_B1b_each_kind_of_keeper_looks_at_its_own_few_things(name: str) -> None:
    profile = load(name)
    villages = profile.things_to_look(Level.VILLAGE)
    for role in KEEPERS:
        own = profile.things_to_look(Level.VILLAGE, TODAY, role)
        assert 3 <= len(own) <= 5
        assert all(thing.roles == {role} and thing.source for thing in own)
        assert all(profile.issue_type(thing.issue_type or "") for thing in own)
        assert not set(own) & set(villages)
    assert profile.things_to_look(Level.VILLAGE, TODAY, Role.RIVER_CHIEF) == villages


def test_B1b_keepers_without_a_list_of_their_own_look_at_what_villages_do() -> None:
    plain = read(FENGJIE.replace('roles = ["pond_keeper"]', 'roles = ["pump_keeper"]'), "x.toml")
    assert plain.things_to_look(Level.VILLAGE, role=Role.POND_KEEPER) == plain.things_to_look(Level.VILLAGE)


def test_a_thing_to_look_at_is_for_levels_or_for_roles() -> None:
    pump = 'roles = ["pump_keeper"]'
    [problem] = refused(FENGJIE.replace(pump, f'levels = ["village"]\n{pump}', 1)).problems
    assert problem.reason == "写了“roles”（只给这些角色）就不要再写“levels”"


def test_a_profile_says_when_a_patrol_counts() -> None:
    rule = load("bishan").valid_patrol_for(Role.RIVER_CHIEF, Level.VILLAGE, TODAY)
    assert rule is not None
    assert (rule.min_minutes, rule.min_metres, rule.grade_at_least, rule.only_if_tracked) == (5, 300, Grade.C, True)


def test_a_profile_without_its_optional_keys_is_read() -> None:
    profile = read(edited(('timezone = "Asia/Shanghai"\n', ""), ("soon_days = 10\n", "")), "mine.toml")
    assert (profile.timezone, profile.quotas[0].soon_days) == ("Asia/Shanghai", 2)
    assert profile.quotas[0].pro_rata is ProRata.EXEMPT_IF_UNDER_DAYS


def test_rules_of_a_new_day_leave_the_old_days_alone() -> None:
    weekly = FENGJIE[FENGJIE.index('[[quota]]\nlevels = ["village"]') : FENGJIE.index("# ── 有效巡河")]
    later = weekly.replace("count = 1", "count = 2").replace("from = 2023-01-01", "from = 2026-07-01")
    ended = weekly.replace("from = 2023-01-01", "from = 2023-01-01\nto = 2026-06-30")
    profile = read(edited((weekly, ended + later)), "mine.toml")

    def count_on(day: date) -> int:
        [quota] = profile.quotas_for(Role.RIVER_CHIEF, Level.VILLAGE, day)
        return quota.count

    assert [count_on(date(2026, 6, 30)), count_on(date(2026, 7, 1))] == [1, 2]


def test_a_file_elsewhere_is_read_by_its_path_even_with_a_byte_order_mark(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("\ufeff" + FENGJIE, encoding="utf-8")
    assert load(mine) == load(str(mine)) == load("fengjie")


def test_a_file_that_is_not_there_names_what_there_is() -> None:
    with pytest.raises(ProfileError) as error:
        load("chengdu")
    assert (error.value.line, error.value.reason) == (0, "读不到这个规则文件；自带的有：bishan、fengjie、leshan")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("count = 1", "coutn = 1", "不认识“coutn”，是不是“count”？"),
        ("count = 1", 'count = "一次"', "“count”应当是整数"),
        ("count = 1", "count = true", "“count”应当是整数"),
        ("count = 1", "count = 0", "“count”不能小于1"),
        ('period = "quarter"', 'period = "season"', "“period”里的“season”不可用，可用的有："),
        ('levels = ["county"]', "levels = []", "“levels”不能为空"),
        ('levels = ["county"]', "levels = [1]", "“levels”的每一项都应当是带引号的文字"),
        ("soon_days = 10", "season = [13]", "“season”应列出 1 至 12 的月份，至少一个"),
        ("soon_days = 10", "season = []", "“season”应列出 1 至 12 的月份，至少一个"),
        ("exempt_under_days = 30", "exempt_under_days = 0", "“exempt_if_under_days”与“exempt_under_days”要同时写明"),
        ("from = 2023-01-01", 'from = "2023-01-01"', "“from”应当是日期，如 2023-01-01"),
        ("from = 2023-01-01", "from = 2023-01-01\nto = 2022-12-31", "“to”早于“from”，这条规则永远不会生效"),
        ('source = "《重庆', 'source = " " # "《重庆', "“source”不能为空，请写明依据的文件或“本办自定”"),
        ('levels = ["township"]', 'levels = ["village"]\nperiod = "week" #', "这里不是正确的 TOML 写法"),
        ('timezone = "Asia/Shanghai"', 'timezone = "Asia/Chongqi"', "没有“Asia/Chongqi”这个时区"),
        ("min_minutes = 10", "min_minutes = 240", "最短时长超过了自动结束的时长，巡河永远不会有效"),
        ("min_minutes = 10", "min_share = 40", "“min_share”是占河段的比例，应在 0 到 1 之间"),
        ('issue_type = "sand_mining"', 'issue_type = "gold_mining"', "没有“gold_mining”这个问题类型"),
        ('code = "quality"', 'code = "plan"', "查看事项的“code”与前面重复"),
        ('name = "污水偷排"', 'name = "污水直排"', "问题类型的“name”与前面重复"),
        ("major = 3 }", "huge = 3 }", "不认识“huge”"),
        ("start = 20:00:00", 'start = "20:00"', "“start”应当是时间，如 20:00:00"),
        ("superior_after_days = 3", "superior_after_days = 1\nafter_day = 2", "不认识“after_day”"),
        ("after_days = 1", "after_days = 9", "报上级不能早于提醒本人"),
        ("digest_hour = 8", "digest_hour = 7", "汇总时间应在 0 到 23 点之间，并在免打扰时段之外"),
        ("digest_hour = 8", "digest_hour = 24", "汇总时间应在 0 到 23 点之间，并在免打扰时段之外"),
        ("[quiet]", "[quiets]", "缺少“quiet”"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_line_and_the_reason(old: str, new: str, reason: str) -> None:
    error = refused(edited((old, new)))
    assert any(problem.reason.startswith(reason) for problem in error.problems), error


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("count = 1", "coutn = 1", "coutn = 1"),
        ('period = "month"', 'period = "moon"', 'period = "moon"'),
        ("max_hours = 4", 'max_hours = "4"', 'max_hours = "4"'),
        ("major = 3 }", "major = -3 }", "days = { general = 7, serious = 5, major = -3 }"),
        ('number_prefix = ""', "number_prefix =", "number_prefix ="),
    ],
)
def test_the_line_is_the_one_to_mend(old: str, new: str, marked: str) -> None:
    text = edited((old, new))
    assert line_of(text, marked) in {problem.line for problem in refused(text).problems}


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = edited(("count = 1", "count = -1"), ('grade_at_least = "D"', 'grade_at_least = "E"'), ("top_speed = 12", ""))
    error = refused(text)
    assert [problem.reason[:16] for problem in error.problems] == [
        "“count”不能小于1",
        "“grade_at_least”",
        "缺少“top_speed”",
    ]
    assert [problem.line for problem in error.problems] == [
        line_of(text, "count = -1"),
        line_of(text, 'grade_at_least = "E"'),
        line_of(text, "[track]"),
    ]
    assert str(error).splitlines()[0] == "规则文件 mine.toml 有3处错误："
    assert str(error).splitlines()[1] == f"第{line_of(text, 'count = -1')}行：“count”不能小于1"


def test_two_quotas_for_one_post_period_and_day_contradict_each_other() -> None:
    quarterly = FENGJIE[FENGJIE.index("[[quota]]") : FENGJIE.index('[[quota]]\nlevels = ["township"]')]
    text = edited((quarterly, quarterly + quarterly.replace("count = 1", "count = 2")))
    [problem] = refused(text).problems
    assert problem.reason == "与前面一条频次规则在同一层级、职务、周期和日期上重复"
    assert problem.line == 1 + line_of(text, "[[quota]]") + quarterly.count("\n") - 1


def test_more_patrols_than_days_are_impossible() -> None:
    weekly = 'levels = ["village"]\nroles = ["river_chief", "lake_chief"]\ncount = '
    problem, *_ = refused(edited((weekly + "1", weekly + "8"))).problems
    assert problem.reason == "每周8次做不到：同一天的巡河只算一次"


def test_a_level_that_patrols_needs_things_to_look_at() -> None:
    text = FENGJIE.replace('levels = ["county", "township", "village"]', 'levels = ["county", "township"]')
    assert [problem.reason for problem in refused(text).problems] == ["村级有巡河频次，却没有查看事项"]


@pytest.mark.parametrize("text", ["", "[[quota]]", "quota = 1", "quota = []", 'name = ["a"]', "\x00", "[[look]]\n" * 3])
def test_a_file_that_is_hardly_one_is_refused_not_crashed_on(text: str) -> None:
    assert refused(text).problems


def test_two_readings_of_one_file_are_the_same_profile() -> None:
    first: Profile = load("leshan")
    assert first == load("leshan")
    assert first.level is Level.CITY
