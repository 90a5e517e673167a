"""The patrol dialog over HTTP: what a chief taps, what the bot answers, what is stored."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.sandbox import acts
from rules.evidence import Grade
from storage import audit
from storage.models import AuditRow, Draft, Patrol, PatrolMode, PatrolState, TrackPoint
from tests.county import LOWER, UPPER
from tests.handlers.rectifying import ONE_DATABASE
from tests.people import Heard, picture
from tests.river import River

pytestmark = pytest.mark.anyio

PATROL, HERE, ALL_WELL, END = "🚶 巡河", "📍 发送当前位置", "✅ 全部正常", "🏁 结束巡河"
OTHER_WAYS = "📵 没信号／补录"
CHONGQING_CITY = (29.5630, 106.5516)


def patrols_of(river: River, key: str) -> list[Patrol]:
    """The patrols of somebody, oldest first, from a fresh session."""
    with river.look() as session:
        rows = select(Patrol).where(Patrol.person_id == river.county.people[key]).order_by(Patrol.id)
        return list(session.scalars(rows))


async def begins(river: River, key: str = "zhang", place: tuple[float, float] = LOWER[2]) -> Heard:
    """The person's menu is there, the patrol begins at the place; the message of the patrol."""
    person = getattr(river, key)
    await person.says("/patrol")
    heard: list[Heard] = await person.taps(HERE, place=place)
    return heard[-1]


def text_of(heard: list[Heard]) -> str:
    return "\n".join(each.text for each in heard)


async def test_a_clean_patrol_takes_four_acts(river: River) -> None:
    await river.zhang.says("/menu")
    before = len(river.zhang.said) + len(river.world.queries)

    await river.zhang.taps(PATROL)
    [going] = await river.zhang.taps(HERE, place=LOWER[2])
    assert going.text.startswith("🚶 璧南河青溪村段 巡河中\n11月23日 09:30 开始，0 分钟\n📍 位置已记，就在河边\n")
    river.zhang.waits(timedelta(minutes=12))
    await river.zhang.taps(ALL_WELL)
    *_, card, photo = await river.zhang.taps(END)

    assert len(river.zhang.said) + len(river.world.queries) - before == 4
    assert card.text == (
        "🏁 巡河完成\n"
        "璧南河青溪村段\n"
        "11月23日 09:30—09:42，12 分钟\n"
        "证据 B 级（现场定位）\n"
        "✅ 计入有效巡河\n"
        "\n"
        "查看 8 项，全部正常\n"
        "\n"
        "11月23日—29日：应巡 1 次，已巡 1 次，已完成"
    )
    assert PATROL in card.buttons
    assert photo.photo is not None
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.state, patrol.mode, patrol.grade) == (PatrolState.FINISHED, PatrolMode.PIN, Grade.B)
    assert patrol.counts is True
    assert set(patrol.looked.values()) == {"ok"}
    assert patrol.post_id == river.county.posts["zhang"]
    with river.look() as session:
        assert session.scalars(select(Draft)).all() == []
        acts_ = session.scalars(select(AuditRow.act).where(AuditRow.subject == "patrol").order_by(AuditRow.id)).all()
        assert acts_ == ["patrol_begin", "patrol_look", "patrol_end"]
        assert list(audit.broken(session)) == []


async def test_a_walk_with_the_live_location_is_measured_along_the_reach(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.walks(LOWER)
    await river.zhang.taps(ALL_WELL)
    *_, card, photo = await river.zhang.taps(END)
    assert "证据 A 级（实时轨迹）" in card.text
    assert "覆盖河段 9" in card.text or "覆盖河段 100%" in card.text
    assert photo.photo is not None
    [patrol] = patrols_of(river, "zhang")
    assert patrol.mode is PatrolMode.LIVE
    assert 950 < (patrol.metres or 0) < 1250
    assert (patrol.share or 0) > 0.9


async def test_ending_too_early_says_exactly_what_is_missing_and_lets_it_be_mended(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.walks(LOWER[:2], minutes=2)
    await river.zhang.taps(ALL_WELL)
    [warning] = await river.zhang.taps(END)
    assert "现在结束还不计入有效巡河" in warning.text
    assert "· 时长 2 分钟，要求 5 分钟，还差 3 分钟" in warning.text
    assert "· 里程" in warning.text
    assert warning.buttons == ["▶️ 继续巡河", "仍然结束"]
    assert patrols_of(river, "zhang")[0].state is PatrolState.OPEN

    await river.zhang.taps("▶️ 继续巡河")
    await river.zhang.walks(LOWER[2:8])
    *_, card, _picture = await river.zhang.taps(END)
    assert "✅ 计入有效巡河" in card.text


@ONE_DATABASE
async def test_a_chief_may_end_a_patrol_that_does_not_count(river: River) -> None:
    await begins(river)
    [warning] = await river.zhang.taps(END)
    assert warning.buttons == ["✅ 全部正常，仍然结束", "▶️ 继续巡河", "仍然结束"]
    *_, card, _picture = await river.zhang.taps("仍然结束")
    assert "⚠️ 不计入有效巡河：\n· 时长 0 分钟，要求 5 分钟，还差 5 分钟" in card.text
    assert "查看情况：未记" in card.text
    assert "应巡 1 次，已巡 0 次，还差 1 次，11月29日（周日）前完成" in card.text
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.counts, patrol.missing) == (False, [{"what": "minutes", "have": 0.0, "need": 5.0}])


@ONE_DATABASE
async def test_what_was_not_looked_at_can_be_noted_while_ending(river: River) -> None:
    await begins(river)
    river.zhang.waits(timedelta(minutes=6))
    [question] = await river.zhang.taps(END)
    assert question.buttons == ["✅ 全部正常，结束", "▶️ 继续巡河", "不记查看情况，直接结束"]
    *_, card, _picture = await river.zhang.taps("✅ 全部正常，结束")
    assert "查看 8 项，全部正常" in card.text


async def test_a_chief_of_two_reaches_chooses_one(river: River) -> None:
    [question] = await river.zhang2.says("/patrol")
    assert question.buttons == ["璧南河青溪村段", "璧南河龙门村段"]
    [asked] = [each for each in await river.zhang2.taps("璧南河龙门村段") if each.rows]
    assert "璧南河龙门村段" in asked.text
    assert asked.buttons[0] == HERE
    await river.zhang2.taps(HERE, place=UPPER[3])
    assert patrols_of(river, "zhang2")[0].water_id == river.county.waters["upper"]


@ONE_DATABASE
async def test_a_place_sent_instead_of_choosing_takes_the_nearest_reach(river: River) -> None:
    await river.zhang2.says("/patrol")
    heard = await river.zhang2.shares_place(LOWER[1])
    assert "璧南河青溪村段 巡河中" in heard[-1].text
    assert patrols_of(river, "zhang2")[0].water_id == river.county.waters["lower"]


@ONE_DATABASE
async def test_a_place_in_another_county_is_asked_about_with_its_distance(river: River) -> None:
    far = await begins(river, place=CHONGQING_CITY)
    assert "这个位置离「璧南河青溪村段」有 32." in far.text
    assert far.buttons == ["📍 重新发位置", "就按这个位置记录"]
    assert patrols_of(river, "zhang") == []

    await river.zhang.taps("📍 重新发位置")
    heard = await river.zhang.taps(HERE, place=LOWER[0])
    assert "位置已记，就在河边" in heard[-1].text


@ONE_DATABASE
async def test_a_far_place_is_evidence_if_the_chief_says_so_but_of_no_weight(river: River) -> None:
    await begins(river, place=CHONGQING_CITY)
    heard = await river.zhang.taps("就按这个位置记录")
    assert "公里，不在河段上" in heard[-1].text
    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps(ALL_WELL)
    [warning] = await river.zhang.taps(END)
    assert "· 证据 D 级，要求 C 级（在河边发一次位置，或拍一张照片）" in warning.text
    *_, card, _picture = await river.zhang.taps("仍然结束")
    assert "证据 D 级" in card.text
    assert "位置离河段 32" in card.text


@ONE_DATABASE
async def test_a_place_at_the_other_own_reach_offers_that_one(river: River) -> None:
    await river.zhang2.says("/patrol")
    await river.zhang2.taps("璧南河青溪村段")
    [far] = await river.zhang2.shares_place(UPPER[9])
    assert "离您的「璧南河龙门村段」0 米" in far.text
    assert far.buttons == ["改巡「璧南河龙门村段」", "📍 重新发位置", "就按这个位置记录"]
    heard = await river.zhang2.taps("改巡「璧南河龙门村段」")
    assert "璧南河龙门村段 巡河中" in heard[-1].text
    assert patrols_of(river, "zhang2")[0].water_id == river.county.waters["upper"]


@ONE_DATABASE
async def test_without_signal_the_patrol_begins_and_a_photo_speaks_for_it_later(river: River) -> None:
    await river.zhang.says("/patrol")
    [ways] = await river.zhang.taps(OTHER_WAYS)
    assert ways.buttons == ["📵 现场没信号，先巡河", "🗓 补录之前的巡河", "🤝 委托同事巡河", "✖️ 不巡了"]
    heard = await river.zhang.taps("📵 现场没信号，先巡河")
    assert "📵 没有位置，有信号了可补发" in heard[-1].text
    river.zhang.waits(timedelta(minutes=20))
    heard = await river.zhang.sends_photo(picture("河面"))
    assert "已收到 照片 1 张" in heard[-1].text
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "证据 C 级（现场照片）" in card.text
    assert patrols_of(river, "zhang")[0].mode is PatrolMode.NO_SIGNAL


async def test_a_patrol_is_entered_later_by_three_taps(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.taps(OTHER_WAYS)
    [days] = await river.zhang.taps("🗓 补录之前的巡河")
    assert days.buttons == [
        "11月23日（周一）", "11月22日（周日）", "11月21日（周六）", "11月20日（周五）", "↩️ 返回",
    ]  # fmt: skip
    [hours] = await river.zhang.taps("11月22日（周日）")
    assert hours.buttons[:3] == ["6:00", "7:00", "8:00"]
    [lengths] = await river.zhang.taps("16:00")
    assert lengths.buttons == ["15 分钟", "30 分钟", "60 分钟", "90 分钟", "120 分钟", "180 分钟", "↩️ 返回"]
    heard = await river.zhang.taps("30 分钟")
    assert "🗓 璧南河青溪村段 补录\n11月22日 16:00 开始，30 分钟（证据 D 级）" in heard[-1].text
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "11月22日 16:00—16:30，30 分钟" in card.text
    assert "证据 D 级（补录或纸质记录）" in card.text
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.mode, patrol.grade, patrol.state) == (PatrolMode.LATER, Grade.D, PatrolState.FINISHED)


@ONE_DATABASE
async def test_a_patrol_of_today_cannot_be_entered_before_it_could_have_ended(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.taps(OTHER_WAYS)
    await river.zhang.taps("🗓 补录之前的巡河")
    [hours] = await river.zhang.taps("11月23日（周一）")
    assert hours.buttons == ["6:00", "7:00", "8:00", "9:00", "↩️ 返回"]
    [lengths] = await river.zhang.taps("9:00")
    assert lengths.buttons == ["15 分钟", "30 分钟", "↩️ 返回"]


@ONE_DATABASE
async def test_a_forwarded_pin_is_taken_said_and_graded_lower(river: River) -> None:
    acts.shares_place(river.world, river.sun.user, LOWER[4])
    pin = river.sun.said[-1]
    await river.settle()
    await river.zhang.says("/patrol")
    heard = await river.zhang.forwards(pin)
    assert "是转发来的，证据降一级" in heard[-1].text
    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "证据 C 级" in card.text

    await begins(river)
    heard = await river.zhang.forwards(pin)
    assert "转发" not in heard[-1].text


async def test_something_abnormal_opens_a_report_inside_the_patrol_and_leads_back(river: River) -> None:
    await begins(river)
    [asked] = [each for each in await river.zhang.taps("⚠️ 2") if "上报" in each.text]
    assert "请发照片" in asked.text
    with river.look() as session:
        report = session.scalars(select(Draft).where(~Draft.parked)).one()
        patrol = session.scalars(select(Patrol)).one()
        assert (report.dialog, report.data["patrol_id"], report.data["water_id"], report.data["suggested_type"]) == (
            "report", patrol.id, patrol.water_id, "water_abnormal",
        )  # fmt: skip
        assert patrol.looked == {"quality": "abnormal"}
    await river.zhang.says("河面有油污")
    await river.zhang.taps("📌 就在璧南河青溪村段")
    await river.zhang.taps("水体异色、异味、死鱼")
    heard = await river.zhang.taps(next(label for label in river.zhang.labels if "提交" in label))
    assert "2. 水质：颜色、气味、死鱼 ⚠️" in heard[-1].text
    assert "⚠️ 已上报 2026-" in heard[-1].text
    assert "✅ 其余正常" in heard[-1].buttons

    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps("✅ 其余正常")
    *_, card, _picture = await river.zhang.taps(END)
    assert "查看 8 项，异常 1 项：水质：颜色、气味、死鱼" in card.text
    assert "：水体异色、异味、死鱼" in card.text


@ONE_DATABASE
async def test_a_report_left_in_the_middle_offers_the_patrol_again(river: River) -> None:
    await begins(river)
    await river.zhang.taps("⚠️ 2")
    heard = await river.zhang.says("/leave")
    assert "未完成：巡河" in text_of(heard)
    heard = await river.zhang.says("/patrol")
    assert "璧南河青溪村段 巡河中" in heard[-1].text


async def test_photos_voice_and_words_are_kept_and_none_is_asked_for(river: River) -> None:
    await begins(river)
    await river.zhang.sends_album([picture("上游"), picture("下游")], "两岸干净")
    await river.zhang.sends_voice()
    heard = await river.zhang.says("水位 📏 正常")
    assert "已收到 照片 2 张 语音 1 条" in heard[-1].text
    [patrol] = patrols_of(river, "zhang")
    assert patrol.note == "两岸干净\n水位 📏 正常"


@ONE_DATABASE
async def test_an_album_does_not_make_the_bot_talk(river: River) -> None:
    going = await begins(river)
    heard = await river.zhang.sends_album([picture("一"), picture("二"), picture("三")])
    assert {each.id for each in heard} == {going.id}
    assert "照片 3 张" in heard[-1].text


@ONE_DATABASE
async def test_too_many_words_are_cut_and_it_is_said(river: River) -> None:
    await begins(river)
    heard = await river.zhang.says("水" * 2100)
    assert "备注最多 2000 字" in text_of(heard)
    assert len(patrols_of(river, "zhang")[0].note) == 2000


@ONE_DATABASE
async def test_a_live_location_shared_on_the_way_belongs_to_the_patrol(river: River) -> None:
    await begins(river)
    river.zhang.waits(timedelta(minutes=1))
    heard = await river.zhang.shares_live(LOWER[2])
    assert "📡 实时轨迹 1 个点" in heard[-1].text
    await river.zhang.walks(LOWER[2:9])
    await river.zhang.stops_sharing()
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "证据 A 级" in card.text


@ONE_DATABASE
async def test_a_wild_point_of_the_track_is_dropped(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.walks(LOWER[:4])
    river.zhang.waits(timedelta(seconds=30))
    assert river.zhang.share is not None
    river.zhang.share.moves_to(CHONGQING_CITY, 10)
    await river.zhang.hears()
    await river.zhang.walks(LOWER[4:6])
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "里程 5" in card.text


async def test_while_paused_neither_time_nor_track_goes_on(river: River) -> None:
    await river.zhang.says("/patrol")
    await river.zhang.walks(LOWER[:3], minutes=4)
    [paused] = await river.zhang.taps("⏸ 暂停")
    assert paused.buttons == ["▶️ 继续巡河", "✖️ 取消", END]
    with river.look() as session:
        points = len(session.scalars(select(TrackPoint)).all())
    await river.zhang.walks(LOWER[3:5], minutes=30)
    await river.zhang.taps("▶️ 继续巡河")
    with river.look() as session:
        assert len(session.scalars(select(TrackPoint)).all()) == points
    await river.zhang.walks(LOWER[6:9], minutes=4)
    await river.zhang.taps(ALL_WELL)
    *_, card, _picture = await river.zhang.taps(END)
    assert "，8 分钟" in card.text
    [patrol] = patrols_of(river, "zhang")
    assert 1800 <= patrol.paused_seconds <= 1860
    assert (patrol.metres or 0) < 560


async def test_a_patrol_is_given_up_with_a_reason(river: River) -> None:
    await begins(river)
    [asked] = await river.zhang.taps("✖️ 取消")
    assert asked.buttons == ["点错了", "天气突变", "临时有急事", "身体不适", "↩️ 不取消，继续巡河"]
    heard = await river.zhang.taps("天气突变")
    assert "这次巡河已取消（天气突变）" in heard[-1].text
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.state, patrol.reason) == (PatrolState.CANCELLED, "天气突变")


@ONE_DATABASE
async def test_the_reason_may_be_in_own_words_and_giving_up_may_be_given_up(river: River) -> None:
    await begins(river)
    await river.zhang.taps("✖️ 取消")
    heard = await river.zhang.taps("↩️ 不取消，继续巡河")
    assert "巡河中" in heard[-1].text
    await river.zhang.taps("✖️ 取消")
    await river.zhang.says("上级来检查")
    assert patrols_of(river, "zhang")[0].reason == "上级来检查"


@ONE_DATABASE
async def test_words_after_another_tap_are_no_reason_to_give_up(river: River) -> None:
    await begins(river)
    await river.zhang.taps("✖️ 取消")
    await river.zhang.taps(ALL_WELL)
    await river.zhang.says("一切都好")
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.state, patrol.note) == (PatrolState.OPEN, "一切都好")


@ONE_DATABASE
async def test_only_one_patrol_is_open_and_starting_again_shows_it(river: River) -> None:
    await begins(river)
    heard = await river.zhang.says("/patrol")
    assert "璧南河青溪村段 巡河中" in heard[-1].text
    assert len(patrols_of(river, "zhang")) == 1


@ONE_DATABASE
async def test_a_button_of_a_patrol_that_is_over_is_answered_not_obeyed(river: River) -> None:
    going = await begins(river)
    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps(ALL_WELL)
    await river.zhang.taps(END)
    [patrol] = patrols_of(river, "zhang")
    heard = await river.zhang.taps("⏸ 暂停", under=going)
    assert "这个按钮已过时" in heard[-1].text
    assert patrols_of(river, "zhang")[0].state is patrol.state


@ONE_DATABASE
async def test_the_first_steps_buttons_do_nothing_once_the_patrol_goes_on(river: River) -> None:
    await river.zhang.says("/patrol")
    [ways] = await river.zhang.taps(OTHER_WAYS)
    await river.zhang.taps("📵 现场没信号，先巡河")
    heard = await river.zhang.taps_data(ways, ways.data["✖️ 不巡了"])
    assert "这个按钮已过时" in heard[-1].text
    assert len(patrols_of(river, "zhang")) == 1


async def test_every_step_survives_a_restart(river: River) -> None:
    await river.zhang2.says("/patrol")
    await river.restarted()
    await river.zhang2.taps("璧南河青溪村段")
    await river.restarted()
    await river.zhang2.taps(HERE, place=LOWER[5])
    await river.restarted()
    await river.zhang2.taps(ALL_WELL)
    await river.restarted()
    river.zhang2.waits(timedelta(minutes=7))
    await river.zhang2.taps("⏸ 暂停")
    await river.restarted()
    await river.zhang2.taps("▶️ 继续巡河")
    await river.restarted()
    *_, card, _picture = await river.zhang2.taps(END)
    assert "✅ 计入有效巡河" in card.text


@ONE_DATABASE
async def test_a_picture_that_does_not_get_through_loses_nothing(river: River) -> None:
    await begins(river)
    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps(ALL_WELL)
    river.world.faults.cut(method="sendPhoto", times=None)
    card = (await river.zhang.taps(END))[-1]
    assert "✅ 计入有效巡河" in card.text
    assert patrols_of(river, "zhang")[0].state is PatrolState.FINISHED
    with river.look() as session:
        assert session.scalars(select(Draft)).all() == []


@ONE_DATABASE
async def test_the_card_is_said_after_all_when_the_line_broke_at_the_end(river: River) -> None:
    await begins(river)
    river.zhang.waits(timedelta(minutes=6))
    await river.zhang.taps(ALL_WELL)
    river.world.faults.cut(method="sendMessage", times=None)
    await river.zhang.taps(END)
    river.world.faults.clear()
    await river.restarted()
    heard = await river.zhang.hears()
    assert "🏁 巡河完成" in text_of(heard)
    assert len(patrols_of(river, "zhang")) == 1


@ONE_DATABASE
async def test_a_stranger_and_an_office_do_not_patrol(river: River) -> None:
    stranger = river.stranger()
    heard = await stranger.says("/patrol")
    assert "请先点下方" in heard[-1].text
    heard = await river.wang.says("/patrol")
    assert "您目前的职务不办理这一项" in heard[-1].text


@ONE_DATABASE
async def test_a_general_chief_chooses_among_the_rivers_of_the_region(river: River) -> None:
    [question] = await river.gu.says("/patrol")
    assert question.buttons == ["璧南河", "白云溪"]


@ONE_DATABASE
async def test_a_chief_of_a_river_is_measured_along_its_joined_reaches(river: River) -> None:
    await river.li.says("/patrol")
    await river.li.walks((*LOWER[5:], *UPPER[1:6]))
    await river.li.taps(ALL_WELL)
    *_, card, _picture = await river.li.taps(END)
    assert "璧南河大路段" in card.text
    assert 0.4 < (patrols_of(river, "li")[0].share or 0) < 0.6


async def test_a_forgotten_patrol_ends_itself_and_says_so(river: River) -> None:
    await begins(river)
    river.zhang.waits(timedelta(minutes=7))
    await river.zhang.taps(ALL_WELL)
    await river.jumps(timedelta(hours=5))
    heard = await river.zhang.hears()
    assert "璧南河青溪村段 的巡河忘了结束，已替您结束" in text_of(heard)
    assert "11月23日 09:30—09:37，7 分钟" in text_of(heard)
    [patrol] = patrols_of(river, "zhang")
    assert (patrol.state, patrol.counts) == (PatrolState.LAPSED, True)
    heard = await river.zhang.says("/patrol")
    assert heard[-1].buttons[0] == HERE
