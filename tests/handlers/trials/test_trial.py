"""Rules tried out 试算: who would have been overdue, in the chat and as a sheet, with nothing switched on."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.commands.explaining import explained
from rules import profile as profiles
from rules.periods import Span
from storage.database import Database
from storage.models import Notice
from storage.patrols.trials import try_out
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.reminders.records import at, walked
from tests.river import River
from tests.rules.calendar_of_2026 import is_workday
from tests.rules.test_profile import edited

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 23)
OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
TWICE = ('count = 1\nperiod = "week"', 'count = 2\nperiod = "week"')


@ONE_DATABASE
async def test_L22_rules_of_next_year_are_tried_on_last_month(database: Database, county: County) -> None:
    stricter = profiles.read(edited(TWICE, ("from = 2023-01-01", "from = 2027-01-01")), "mine.toml")
    for day in (6, 13, 20, 27):  # a patrol each week that ends in October; a sun that never walks
        database.write_now(walked, county, "zhang", at(date(2026, 10, day)))
    database.write_now(walked, county, "zhang", at(date(2026, 9, 29)))
    trial = database.read_now(try_out, profiles.load("bishan"), stricter, OCTOBER, TODAY, is_workday)
    rows = {row.name: (row.now.required, row.now.missing, row.tried.required, row.tried.missing) for row in trial.rows}
    assert rows["张卫民"] == (4, 0, 8, 4)
    assert rows["孙小河"] == (4, 4, 8, 8)
    assert (trial.rows[0].name, trial.rows[0].newly) == ("张卫民", True)
    village = trial.by_level[-1]
    assert (village.people, village.now, village.tried, village.newly) == (4, 3, 4, ("张卫民",))
    same = database.read_now(
        try_out, profiles.load("bishan"), profiles.load("bishan"), OCTOBER, TODAY, is_workday, ("/none/",)
    )
    assert same.rows == ()


@ONE_DATABASE
async def test_an_office_sends_a_rule_file_and_gets_the_answer_and_the_sheet(river: River) -> None:
    river.database.write_now(walked, river.county, "zhang", at(date(2026, 10, 6)))
    await river.wang.says("/trial")
    wrong = await river.wang.sends_file("改.toml", edited(('period = "week"', 'period = "wek"')).encode())
    assert "“period”里的“wek”不可用" in wrong[0].text
    assert wrong[-1].buttons == ["📘 璧山区河长制", "📘 奉节县河长制", "📘 乐山市河湖长制", "✖️ 不试了"]
    refused = await river.wang.sends_file("改.toml", b"\xff\xfe")
    assert "请发规则文件" in refused[-1].text
    asked = await river.wang.sends_file("改.toml", edited(TWICE).encode())
    assert asked[-1].buttons[0] == "上个月（2026年10月）"
    heard = await river.wang.taps("上个月（2026年10月）")
    assert heard[-2].text.startswith("🧮 规则试算｜2026年10月\n试的规则：奉节县河长制\n\n逾期人数：现行规则 ")
    assert "现行规则没有改动，谁也没有收到提醒。" in heard[-2].text
    book = load_workbook(BytesIO(heard[-1].document or b""))
    assert book.sheetnames == ["汇总", "名单", "说明"]
    names = [row[0].value for row in book["名单"].iter_rows(min_row=3)]
    assert "张卫民" in names
    assert "白云生" not in names  # another township
    with river.look() as session:
        assert session.query(Notice).count() == 0


def test_a_profile_says_what_it_means_in_sentences_with_source_and_day() -> None:
    texts = {name: explained(profiles.load(name)) for name in profiles.shipped()}
    assert (
        "2. 市级河长、市级湖长：每年至少巡河3次，同一天只算一次。任职不满一期的，按天数折算，半次进一。"
        "到期前20个工作日起算“即将到期”。自2023年1月1日起。〔乐总河长办发〔2023〕7号第六条" in texts["leshan"]
    )
    assert "请假期间次数照旧，由指定的受托人代巡。" in texts["leshan"]
    assert "红色预警期间，村级河长、村级湖长：每周至少巡河5次。" in texts["bishan"]
    covered = edited(('count = 1\nperiod = "quarter"', 'coverage = 0.15\nperiod = "quarter"\nseason = [3, 4]'))
    assert "每季度至少巡到本人河段的15%，同一河段一期内只算一次，只在3、4月要求。" in explained(
        profiles.read(covered, "mine.toml")
    )
    assert "None" not in "".join(texts.values())
