"""A chief and an office look at the patrol log 巡河日志 and take it out: over HTTP."""

import io
import json
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from rules.evidence import Grade
from storage import audit
from storage.models import Delegation, Issue, Patrol, PatrolMode, PatrolState, TrackPoint
from tests.county import LOWER
from tests.databases import ONE_DATABASE
from tests.issue_making import registered
from tests.people import Heard
from tests.river import River

pytestmark = pytest.mark.anyio

LIST = """<b>巡河日志｜2026年11月</b>
我：巡河 3 次，有效 2 次，里程 2.2 公里

1. <b>11月20日（周五）</b> 10:00｜璧南河青溪村段
20 分钟｜✅ 有效｜孙小河代巡

2. <b>11月17日（周二）</b> 10:00｜璧南河青溪村段
20 分钟｜1.1 公里｜⚠️ 不计有效

3. <b>11月10日（周二）</b> 10:00｜璧南河青溪村段
20 分钟｜1.1 公里｜✅ 有效

点日期看这一次，可要轨迹图、GPX 和 Word。"""


def walked(session: Session, river: River, day: int, **told: object) -> Patrol:
    """A patrol of the lower reach on a day of November at ten, twenty minutes along all of it."""
    begins = datetime(2026, 11, day, 2, tzinfo=UTC)
    values = {
        "post_id": river.county.posts["zhang"], "person_id": river.county.people["zhang"],
        "water_id": river.county.waters["lower"], "state": PatrolState.FINISHED, "mode": PatrolMode.LIVE,
        "started_at": begins, "ended_at": begins + timedelta(minutes=20), "counts": True, "grade": Grade.A,
        "metres": 1100.0, "looked": {},
    } | told  # fmt: skip
    patrol = Patrol(**values)
    session.add(patrol)
    session.flush()
    if values["metres"]:
        session.add_all(
            TrackPoint(patrol_id=patrol.id, at=begins + timedelta(minutes=2 * n), lat=place.lat, lon=place.lon)
            for n, place in enumerate(LOWER)
        )
    return patrol


@pytest.fixture
def walks(river: River) -> River:
    """Three patrols of November: one walked by a delegate, one that does not count; one of October."""

    def write(session: Session) -> None:
        zhang, sun = river.county.people["zhang"], river.county.people["sun"]
        first = walked(session, river, 10)
        walked(session, river, 17, counts=False, state=PatrolState.LAPSED)
        walked(session, river, 20, person_id=sun, delegated=True, metres=None, grade=Grade.D)
        october = datetime(2026, 10, 13, 2, tzinfo=UTC)
        walked(session, river, 13, started_at=october, ended_at=october + timedelta(minutes=30), metres=None)
        session.add(Delegation(post_id=river.county.posts["zhang"], chief_id=zhang, delegate_id=sun,
                               from_on=datetime(2026, 11, 1, tzinfo=UTC).date(),
                               until_on=datetime(2026, 11, 30, tzinfo=UTC).date()))  # fmt: skip
        session.get_one(Issue, registered(session, river.county, "2026-0401")).patrol_id = first.id

    river.database.write_now(write)
    return river


async def opened(river: River) -> Heard:
    await river.zhang.says("/more")
    [heard] = await river.zhang.taps("📓 巡河日志")
    return heard


async def test_a_chief_sees_the_own_patrols_and_takes_them_out_as_excel_and_word(walks: River) -> None:
    heard = await opened(walks)
    assert heard.html == LIST
    assert heard.rows == [
        ["1. 11月20日", "2. 11月17日", "3. 11月10日"],
        ["● 本月", "上月", "本季度", "本年"],
        ["📄 导出 Word", "📊 导出 Excel"],
    ]
    [sheet] = await walks.zhang.taps("📊 导出 Excel")
    assert (sheet.file_name, sheet.text) == (
        "巡河日志_张卫民_2026年11月.xlsx",
        "张卫民2026年11月巡河日志，共 3 次，与列表一致。文末有存证校验码。",
    )
    book = load_workbook(io.BytesIO(sheet.document or b""))
    rows = [[cell.value for cell in row] for row in book["巡河日志"].iter_rows(min_row=3)]
    assert [(row[2], row[3], row[16]) for row in rows] == [
        ("张卫民", "青溪村党支部书记", "是"),
        ("张卫民", "青溪村党支部书记", "否"),
        ("孙小河", "受张卫民委托", "是"),
    ]
    assert "2026-0401" in str(rows[0][13])
    assert rows[0][14] == "2026-0401　待核实"
    with walks.look() as session:
        head = audit.stamp(session)
    assert head in {row[1].value for row in book["说明"].iter_rows()}
    [paper] = await walks.zhang.taps("📄 导出 Word")
    told = Document(io.BytesIO(paper.document or b""))
    assert len(told.inline_shapes) == 3  # a page and a map a patrol
    assert any(head in line.text for line in told.paragraphs)


async def test_another_period_is_one_tap_away_and_one_without_patrols_is_said_in_words(walks: River) -> None:
    first = await opened(walks)
    [october] = await walks.zhang.taps("上月")
    assert october.id == first.id
    assert october.text.startswith("巡河日志｜2026年10月\n我：巡河 1 次，有效 1 次")
    [year] = await walks.zhang.taps("本年")
    assert year.text.startswith("巡河日志｜2026年\n我：巡河 4 次，有效 3 次")
    zhang = walks.county.people["zhang"]
    [none] = await walks.zhang.taps_data(year, f"patrol_log:list:{zhang}:month:2026-01-01:0")
    assert none.text == "巡河日志｜2026年1月\n我：没有巡河记录。\n换个时间看看。"
    [nothing] = await walks.zhang.taps_data(year, f"patrol_log:word:{zhang}:month:2026-01-01")
    assert nothing.text == "张卫民2026年1月没有巡河记录，没有可导出的。请换个时间。"


@ONE_DATABASE
async def test_one_patrol_has_its_picture_and_its_track_again(walks: River) -> None:
    await opened(walks)
    [card] = await walks.zhang.taps("3. 11月10日")
    assert "11月10日 10:00—10:20，20 分钟" in card.text
    assert "记录人：张卫民" in card.text
    [gpx] = await walks.zhang.taps("📍 轨迹 GPX")
    assert gpx.file_name == "巡河轨迹_璧南河青溪村段_20261110.gpx"
    track = ElementTree.fromstring(gpx.document or b"")  # noqa: S314 - made by us
    assert len(track.findall(".//{*}trkpt")) == len(LOWER)
    [geojson] = await walks.zhang.taps("📍 轨迹 GeoJSON")
    shapes = [each["geometry"]["type"] for each in json.loads(geojson.document or b"")["features"]]
    assert shapes == ["LineString", "Point"]
    [picture] = await walks.zhang.taps("🗺 轨迹图")
    assert picture.photo
    await opened(walks)
    await walks.zhang.taps("1. 11月20日")
    [none] = await walks.zhang.taps("📍 轨迹 GPX")
    assert none.text == "璧南河青溪村段　11月20日（周五）这次没有位置记录，没有轨迹可导出。"


@ONE_DATABASE
async def test_an_office_reads_the_log_of_a_chief_of_its_region_and_of_no_other(walks: River) -> None:
    own = await opened(walks)
    await walks.wang.says("/people")
    await walks.wang.says("张卫民")
    [heard] = await walks.wang.taps("📓 巡河日志")
    assert heard.html == LIST.replace("我：", "张卫民：")
    [card] = await walks.wang.taps("3. 11月10日")
    assert "记录人：张卫民" in card.text
    [told] = await walks.wang.says("/patrol_log")
    assert told.text.startswith("您名下没有河段，没有自己的巡河日志。\n要看河长的：点「👥 人员」")
    for label in ("3. 11月10日", "📊 导出 Excel", "上月"):
        for stranger in (walks.qian, walks.bai):
            await stranger.says("/menu")
            [refused] = await stranger.taps_data(stranger.last, own.data[label])
            assert refused.text == "这件事不在您负责的辖区内。"
    [delegate] = await walks.sun.says("/patrol_log")
    assert delegate.text.startswith("巡河日志｜2026年11月\n我：巡河 1 次")


@ONE_DATABASE
async def test_data_that_no_button_says_is_refused(walks: River) -> None:
    own = await opened(walks)
    zhang = walks.county.people["zhang"]
    for data in (
        "patrol_log:list:x",
        f"patrol_log:list:{zhang}:day:2026-11-01:0",
        "patrol_log:one:99999",
        f"patrol_log:excel:{zhang}:month:2027-01-01",
        "patrol_log:gpx",
        f"patrol_log:word:{zhang}:year",
    ):
        [refused] = await walks.zhang.taps_data(own, data)
        assert refused.text.startswith("这个按钮已过时"), data
