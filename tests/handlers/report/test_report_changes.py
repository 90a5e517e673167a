"""Each part may be changed before submitting; an empty or overlong report is answered clearly."""

import pytest
from sqlalchemy import select

from rules.issue_types import Severity
from storage.models import Draft, Issue, Media, Subject
from tests.databases import ONE_DATABASE
from tests.people import Heard, picture
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]


async def summary(river: River) -> Heard:
    await river.zhang.sends_album([picture("一"), picture("二")], "岸边有垃圾")
    await river.zhang.taps("📌 就在璧南河青溪村段")
    [shown] = await river.zhang.taps("水面漂浮物")
    return shown


async def test_the_summary_offers_to_change_each_part(river: River) -> None:
    shown = await summary(river)

    assert shown.text == (
        "请核对，没问题就提交\n类型：水面漂浮物（一般）\n地点：璧南河青溪村段\n"
        "照片：2 张\n说明：岸边有垃圾\n办理：需要交办"
    )
    assert shown.buttons == [
        "✅ 提交", "🔧 现场已处理好", "改照片", "改位置", "改类型", "改程度", "改说明", "不报了",
    ]  # fmt: skip


async def test_each_part_can_be_changed_and_leads_back_to_the_summary(river: River) -> None:
    zhang = river.zhang
    await summary(river)
    await zhang.taps("改程度")
    await zhang.taps("重大")
    await zhang.taps("改说明")
    await zhang.says("整片水面都是")
    await zhang.taps("改位置")
    await zhang.shares_place((29.5964, 106.2331))
    await zhang.taps("改照片")
    await zhang.taps("🗑 全部换掉")
    await zhang.sends_photo(picture("三"))
    [shown] = await zhang.taps("✅ 好了")

    assert "水面漂浮物（重大）\n地点：白云溪\n照片：1 张\n说明：整片水面都是\n" in shown.text
    await zhang.taps("✅ 提交")
    with river.look() as session:
        issue = session.scalars(select(Issue)).one()
        assert (issue.severity, issue.words) == (Severity.MAJOR, "整片水面都是")
        assert len(session.scalars(select(Media).where(Media.subject == Subject.ISSUE)).all()) == 1


async def test_another_type_brings_its_own_usual_severity(river: River) -> None:
    await summary(river)
    await river.zhang.taps("改程度")
    await river.zhang.taps("重大")
    await river.zhang.taps("改类型")
    [shown] = await river.zhang.taps("污水直排")

    assert "类型：污水直排（较重）" in shown.text


async def test_the_severity_question_says_what_the_grades_mean(river: River) -> None:
    await river.zhang.sends_photo(picture("一"))
    await river.zhang.taps("📌 就在璧南河青溪村段")
    await river.zhang.taps("乱占：围垦、种植、占用水域滩地")
    [asked] = await river.zhang.taps("改程度")

    assert "· 较重：1000至5000平方米" in asked.text
    assert asked.buttons == ["一般", "较重", "重大", "✅ 好了"]


async def test_without_photo_and_words_it_cannot_be_submitted(river: River) -> None:
    zhang = river.zhang
    await zhang.sends_photo(picture("一"))
    await zhang.taps("📌 就在璧南河青溪村段")
    [shown] = await zhang.taps("水面漂浮物")
    told = shown.data["✅ 提交"]
    await zhang.taps("改照片")
    [emptied] = await zhang.taps("🗑 全部换掉")
    [refused] = await zhang.taps_data(emptied, told)

    assert refused.text == "还没有照片，也没有说明，不能提交。请发一张照片，或写几句话；前面说的都在。"
    with river.look() as session:
        assert session.scalars(select(Issue)).all() == []


async def test_blanks_are_refused_and_strange_signs_survive(river: River) -> None:
    zhang = river.zhang
    await zhang.says("📷 上报问题")
    [refused] = await zhang.says("\u200b\u3000 \u2060")
    assert "空" in refused.text or "字" in refused.text
    strange = "𠮷 👨‍👩‍👧 \u202eمرحبا\u202c <b>&"
    await zhang.says(strange)
    await zhang.taps("📌 就在璧南河青溪村段")
    await zhang.taps("水面漂浮物")
    await zhang.taps("✅ 提交")

    with river.look() as session:
        assert session.scalars(select(Issue.words)).one() == strange


async def test_words_beyond_two_thousand_are_cut_and_said(river: River) -> None:
    await river.zhang.says("📷 上报问题")
    [asked] = await river.zhang.says("脏" * 4000)

    assert "说明太长，只保留了前 2000 字。" in asked.text
    with river.look() as session:
        assert session.scalars(select(Draft)).one().data["words"] == "脏" * 2000
    await river.zhang.taps("📌 就在璧南河青溪村段")
    [shown] = await river.zhang.taps("水面漂浮物")
    assert len(shown.text) < 4096


async def test_a_voice_note_alone_is_a_report(river: River) -> None:
    await river.zhang.says("📷 上报问题")
    [asked] = await river.zhang.sends_voice()
    assert asked.text.startswith("已收到 1 段语音。")
    await river.zhang.taps("📌 就在璧南河青溪村段")
    await river.zhang.taps("水面漂浮物")
    heard = await river.zhang.taps("✅ 提交")

    assert heard[-1].text.startswith("✅ 已登记，编号 2026-0001")


@pytest.mark.parametrize("told", ["type:D:nonsense", "severity:D:worst", "group:D", "reach:D:x", "join:D:77", "exif:D"])
async def test_a_button_of_a_changed_client_is_answered_and_changes_nothing(river: River, told: str) -> None:
    shown = await summary(river)
    draft_id = shown.data["✅ 提交"].rsplit(":", 1)[1]
    [refused] = await river.zhang.taps_data(shown, f"report:{told.replace('D', draft_id)}")

    assert refused.text.startswith("这个按钮已过时")
    heard = await river.zhang.taps("✅ 提交")
    assert heard[-1].text.startswith("✅ 已登记，编号 2026-0001")
