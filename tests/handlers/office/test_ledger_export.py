"""Large exports of the ledger 台账: made in the background, told once, whatever happens meanwhile."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import load_workbook
from sqlalchemy import String, cast, func, insert, literal, select, text, update
from sqlalchemy.orm import Session

from bot.exporting import Exporting
from handlers.office import ledger_export
from rules.issue_states import State
from storage import audit
from storage.audit import By
from storage.exports import filters, jobs
from storage.exports.jobs import Wanted
from storage.ledger.listing import Asked
from storage.models import AuditRow, Export, ExportState, Issue, IssuedFile
from storage.models.base import Base
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import assigned, issue, opens, submitted
from tests.issue_making import photographed
from tests.ledger_making import small_ledger
from tests.people import picture
from tests.river import River

pytestmark = pytest.mark.anyio
BISHAN_2023 = 1_523  # issues in the district's supervision system in a part of 2023


def handled(session: Session, issue_id: int, how_many: int) -> None:
    """As many issues as are told, each gone the way of this one: its row and its steps again under other numbers.

    The database copies them itself: ten thousand rows on their way there take longer than all that is tested."""
    issues, steps = Base.metadata.tables["issues"], Base.metadata.tables["issue_steps"]
    first = (session.scalar(select(func.max(Issue.id))) or 0) + 1
    n = select(literal(0).label("n")).cte(recursive=True)
    n = n.union_all(select(n.c.n + 1).where(n.c.n < how_many - 1))
    new = {"id": first + n.c.n, "number": literal("2026-") + cast(1001 + n.c.n, String)}
    same = [column for column in issues.c if column.name not in new]
    made = select(*new.values(), *same).join_from(issues, n, n.c.n >= 0).where(issues.c.id == issue_id)
    session.execute(insert(issues).from_select([*new, *(column.name for column in same)], made))
    if session.get_bind().dialect.name == "postgresql":
        # What is copied refers to what is there, and the issues know already which step was their last: to look it up
        # and to say it again row by row takes ten times as long as to copy.
        session.execute(text("SET LOCAL session_replication_role = replica"))
    same = [column for column in steps.c if column.name not in ("id", "issue_id")]
    made = select(first + n.c.n, *same).join_from(steps, n, n.c.n >= 0).where(steps.c.issue_id == issue_id)
    told = made.order_by(n.c.n, steps.c.id)
    session.execute(insert(steps).from_select(["issue_id", *(column.name for column in same)], told))


def columns_of(document: bytes, *titles: str) -> list[tuple[str, ...]]:
    """What stands below these titles on the first sheet, read off its XML: openpyxl takes half a second for it."""
    with ZipFile(io.BytesIO(document)) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    _heading, named, *rows = [list(row) for row in sheet.iter("{*}row")]
    told = ["".join(cell.itertext()) for cell in named]
    places = [told.index(title) for title in titles]
    return [tuple("".join(row[place].itertext()) for place in places) for row in rows]


async def test_B4_1523_issues_close_only_with_evidence_and_the_ledger_goes_to_excel(river: River) -> None:
    before = await assigned(river)
    await river.zhao.hears()
    await river.zhao.taps("✍️ 签收")
    await river.zhao.taps("📷 提交整改")
    heard = await river.zhao.says("都清走了")
    [refused] = await river.zhao.taps("📤 提交复核", under=heard[-1])
    assert refused.text == "还差整改后的照片：至少一张，复核人要对照着看。"
    assert issue(river, before).state is State.ACCEPTED
    await river.zhao.sends_photo(picture("清完了"))
    await river.zhao.taps("📤 提交复核")
    await opens(river.wang, before)
    await river.wang.taps("✅ 复核销号")
    assert issue(river, before).state is State.CLOSED
    river.database.write_now(handled, before, BISHAN_2023 - 1)
    await river.chen.says("/ledger")
    await river.chen.taps(f"已销号 {BISHAN_2023}")
    [file] = [each for each in await river.chen.taps(f"📄 导出 Excel（{BISHAN_2023} 件）") if each.document]
    book = load_workbook(io.BytesIO(file.document or b""), read_only=True)
    lines = columns_of(file.document or b"", "状态", "复核结论", "销号时间")
    closed = {state for state, _, _ in lines}
    assert (len(lines), closed) == (BISHAN_2023, {"已销号"})
    assert all(found == "同意销号" and closed_at for _, found, closed_at in lines)
    assert list(book["统计"].iter_rows(min_row=3, max_row=3, values_only=True)) == [
        ("合计", "全部问题", BISHAN_2023, 0, 0, BISHAN_2023, 1)
    ]
    [told] = await river.chen.says("/figures")
    assert f"<b>问题</b>：发现 {BISHAN_2023}，交办 {BISHAN_2023}，销号 {BISHAN_2023}（100%）" in told.html
    with river.look() as session:
        about = {str(line[0]): line[1] for line in book["说明"].iter_rows(min_row=2, values_only=True)}
        number, hash_begins = str(about["存证校验码"]).split("-")
        row = session.get_one(AuditRow, int(number))
        assert row.hash.startswith(hash_begins)
        assert about["导出人"] == "陈志远"
        assert not list(audit.broken(session))


@pytest.fixture
def large(river: River, monkeypatch: pytest.MonkeyPatch) -> River:
    """A ledger of six, where more than three are many."""
    monkeypatch.setattr(ledger_export, "AT_ONCE", 3)
    river.database.write_now(small_ledger, river.county)
    return river


def exports(river: River) -> list[Export]:
    with river.look() as session:
        return list(session.scalars(select(Export).order_by(Export.id)))


async def test_a_large_export_is_prepared_and_sent_when_it_is_ready(large: River) -> None:
    await large.chen.says("/ledger")
    heard = await large.chen.taps("📄 导出 Excel（4 件）")
    assert large.chen.toasts[-1] == "正在整理 4 件，请稍候"
    [prepared, file] = heard
    assert prepared.text == "✅ 台账｜全部未销号\n璧山区，4 件已整理好，文件随后发来。"
    assert file.file_name == "整改台账_璧山区_20261123.xlsx"
    assert file.text.startswith("台账｜全部未销号\n璧山区，共 4 件，与列表一致")
    page = load_workbook(io.BytesIO(file.document or b""))["整改台账"]
    assert [page.cell(row, 2).value for row in range(3, 7)] == ["2026-0403", "2026-0402", "2026-0401", "2026-0404"]
    [job] = exports(large)
    assert (job.state, job.rows_done, job.rows_total) == (ExportState.MADE, 4, 4)
    with large.look() as session:
        assert session.get_one(IssuedFile, job.sha256 or "").content == file.document
    await large.chen.taps("📄 导出 Excel（4 件）", under=large.chen.heard[-3])
    assert len(exports(large)) == 2


@ONE_DATABASE
async def test_an_export_stopped_half_way_is_made_after_the_start_and_told_once(large: River) -> None:
    chen = large.county.people["chen"]
    await large.chen.says("/ledger")
    await large.chen.taps("📄 导出 Excel（4 件）")

    def as_the_kill_left_it(session: Session) -> None:
        values = {"state": ExportState.RUNNING, "sha256": None, "rows_done": 1, "kind": "ledger"}
        session.execute(update(Export).values(values))
        session.execute(Base.metadata.tables["outbox"].delete())

    large.database.write_now(as_the_kill_left_it)
    await large.restarted()
    heard = await large.chen.hears()
    assert [each.file_name for each in heard if each.file_name] == ["整改台账_璧山区_20261123.xlsx"]
    assert not [each for each in heard if "正在准备" in each.text]  # that was said before the kill
    assert [(job.state, job.attempts, job.person_id) for job in exports(large)] == [(ExportState.MADE, 2, chen)]
    await large.restarted()
    assert await large.chen.hears() == []


@ONE_DATABASE
async def test_an_export_that_stops_the_program_again_and_again_is_given_up_and_told(large: River) -> None:
    await large.chen.says("/ledger")
    await large.chen.taps("📄 导出 Excel（4 件）")

    def worn(session: Session) -> None:
        session.execute(update(Export).values(state=ExportState.RUNNING, attempts=jobs.MOST_ATTEMPTS))
        session.execute(Base.metadata.tables["outbox"].delete())

    large.database.write_now(worn)
    await large.restarted()
    [heard] = await large.chen.hears()
    assert "这次没能导出。请按年份、镇街或状态缩小范围后再导" in heard.text
    assert exports(large)[0].state is ExportState.FAILED


@ONE_DATABASE
async def test_photos_before_and_after_stand_in_the_cells(large: River) -> None:
    issue_id = await submitted(large)
    large.database.write_now(photographed, issue_id, large.county.people["zhang"], "gone for good")
    await large.chen.says("/ledger")
    await large.chen.says(issue(large, issue_id).number)
    heard = await large.chen.taps("🖼 带照片")
    [file] = [each for each in heard if each.document]
    assert file.file_name == "整改台账_带照片_璧山区_20261123.xlsx"
    page = load_workbook(io.BytesIO(file.document or b""))["整改台账"]
    titles = [cell.value for cell in page[2]]
    assert page.cell(3, titles.index("整改前照片") + 1).value == "照片打不开"
    [photo] = page._images  # type: ignore[attr-defined]  # openpyxl has no other way
    assert (photo.anchor._from.row, photo.anchor._from.col) == (2, titles.index("整改后照片"))
    assert len(photo._data()) < 12_000


@ONE_DATABASE
async def test_files_handed_over_are_let_go_after_a_week_their_hash_stays(large: River) -> None:
    await large.chen.says("/ledger")
    await large.chen.taps("📄 导出 Excel（4 件）")
    forget = jobs.forget_files
    assert large.database.write_now(forget, large.clock() + timedelta(days=6)) == 0
    assert large.database.write_now(forget, large.clock() + timedelta(days=8)) == 1
    assert large.database.write_now(forget, large.clock() + timedelta(days=8)) == 0
    assert exports(large)[0].sha256


@ONE_DATABASE
async def test_the_question_survives_as_json(large: River) -> None:
    await large.chen.says("/ledger")
    await large.chen.says("璧南河 全部")
    await large.chen.taps("📄 导出 Excel（5 件）")
    [job] = exports(large)
    asked = filters.from_json(job.asked)
    assert filters.as_json(asked) | {"photos": False} == job.asked
    assert (asked.terms, asked.show.word, asked.today.isoformat()) == (("璧南河",), "全部", "2026-11-23")


@ONE_DATABASE
async def test_how_far_it_is_is_said_on_the_same_message(large: River) -> None:
    """Looked at again and again here, with time to work in between; in the program every few seconds."""
    chief, chen = large.chief, large.county.people["chen"]
    words = {"what": "台账｜全部", "region": "璧山区", "by": "陈志远", "photos": False}
    asked = filters.as_json(Asked(("/",), large.clock().date()))
    wanted = Wanted("ledger", large.county.telegram["chen"], asked, words, "台账.xlsx", 6)
    assert large.database.write_now(jobs.ask, By(large.clock(), chen), wanted)
    assert not large.database.write_now(jobs.ask, By(large.clock(), chen), wanted)
    parts = (chief.application.bot, large.database, chief.profile, chief.texts.render, chief.keeping.path_of)
    exporting = Exporting(*parts, large.clock, chief.delivery.wake, pause=0.002)
    assert await exporting.do_waiting() == 1
    heard = await large.chen.hears()
    assert [each.text.splitlines()[-1] for each in heard] == [
        "璧山区，6 件已整理好，文件随后发来。",
        "璧山区，共 6 件，与列表一致；另附按镇街、类别、状态、来源的统计。",
    ]
