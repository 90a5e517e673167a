"""Limits, the block list, and whether it was really solved."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.public_reports import Reception
from storage.issues import assigning, reviews
from storage.models import Draft, Media, MediaUse, OfficeEntry, Person, PublicBlock, SolvedAnswer, Submission
from storage.public import review
from tests.databases import ONE_DATABASE
from tests.handlers.public.reporting import hands_in, opens, passer_by, submission
from tests.people import picture
from tests.river import River
from tests.storage.issues import rectifying as records

pytestmark = [pytest.mark.anyio, ONE_DATABASE]


def submissions(river: River) -> int:
    with river.look() as session:
        return len(session.scalars(select(Submission)).all())


def another(session: Session, river: River, later: timedelta = timedelta()) -> None:
    """Something else of the only person of the public, as it stands in the tables."""
    person_id = session.scalars(select(Person.id).where(~Person.on_roster)).one()
    serial = session.scalar(select(func.count()).select_from(Submission))
    session.add(Submission(number=f"2026-8{serial:03d}", person_id=person_id, submitted_at=river.clock() + later,
                           type="other", severity="general", place_by="pin", state=Reception.WAITING,
                           region_id=river.county.regions["qingxi"]))  # fmt: skip


async def test_the_fifth_report_within_the_hour_is_put_off_politely_and_nothing_told_is_lost(river: River) -> None:
    passer = await passer_by(river)
    assert (await hands_in(river, passer, "一")).startswith("✅ 收到了")
    for minutes in (5, 10):
        river.database.write_now(another, river, timedelta(minutes=minutes))
    river.clock.passes(timedelta(minutes=15))
    assert (await hands_in(river, passer, "四")).startswith("✅ 收到了")
    river.clock.passes(timedelta(minutes=5))
    refused = "您反映得很勤，谢谢！这里每人每小时最多收 4 件、一天最多 10 件，请 11月23日 10:30 后再发。\n"
    refused += "着急的话请拨打 12345。"
    assert (await passer.sends_photo(picture("五"), "五"))[-1].text == refused
    assert (await passer.says("/report"))[-1].text == refused
    assert submissions(river) == 4
    river.clock.passes(timedelta(minutes=41))
    assert (await hands_in(river, passer, "五")).startswith("✅ 收到了")
    assert (await hands_in(river, await passer_by(river, 998, "别人"), "六")).startswith("✅ 收到了")


async def test_a_limit_reached_meanwhile_keeps_the_report_that_was_being_made(river: River) -> None:
    passer = await passer_by(river)
    await passer.sends_photo(picture("还没交"), "还没交")
    await passer.shares_place((29.5951, 106.2201))
    await passer.taps("污水直排")

    for _ in range(4):
        river.database.write_now(another, river)
    assert (await passer.taps("✅ 提交"))[-1].text.startswith("您反映得很勤，谢谢！")
    with river.look() as session:
        assert session.scalars(select(Draft)).one().data["words"] == "还没交"


async def test_an_empty_complaint_is_refused(river: River) -> None:
    passer = await passer_by(river)
    await passer.says("/report")
    assert (await passer.says("　 \u200b"))[-1].text == "请写几个字（不能是空白）。"
    assert submissions(river) == 0


async def test_who_is_blocked_hears_it_politely_with_the_hotline_until_the_end_or_the_office_lifts_it(
    river: River,
) -> None:
    passer = await passer_by(river)
    await hands_in(river, passer)
    await opens(river, river.wang)
    await river.wang.taps("⛔ 停用此人上报")
    await river.wang.taps("辱骂、骚扰")
    done = await river.wang.taps("30 天")
    assert done[-1].text.startswith("⛔ 路过的陆小七 已停用到 12月23日 09:30。\n原因：辱骂、骚扰")
    blocked = "您在这里反映问题的功能暂停到 12月23日 09:30。\n有急事请拨打 12345，一样有人受理。"
    assert (await passer.sends_photo(picture("又一张")))[-1].text == blocked
    heard = await passer.starts("w-R01-1-1")
    assert heard[0].text.startswith("🪧 璧南河青溪村段")
    assert heard[-1].text == blocked
    assert submission(river).state is Reception.WAITING  # what was handed in before is still looked at
    assert (await river.zhang.taps_data((await river.zhang.says("/menu"))[-1], "public:unblock:1"))[-1].text != ""

    await river.wang.says("/public")
    await river.wang.taps("⛔ 停用名单（1）")
    assert "1. 路过的陆小七，到 2026年12月23日\n　辱骂、骚扰" in river.wang.last.text
    old = river.wang.last
    await river.wang.taps("1. 恢复 路过的陆小七")
    late = await river.wang.taps("1. 恢复 路过的陆小七", under=old)
    assert late[-1].text == "这条停用已经结束，不用恢复。"
    assert (await hands_in(river, passer, "二")).startswith("✅ 收到了")
    with river.look() as session:
        row = session.scalars(select(PublicBlock)).one()
        assert (row.reason, row.lifted_by_id) == ("辱骂、骚扰", river.county.people["wang"])


def closed(river: River) -> None:
    """What 陆小七 handed in is taken in, assigned, put right, closed by the office, as it stands in the tables."""
    database, county = river.database, river.county
    hand, received = records.hand(county, "wang"), submission(river).id
    issue_id = database.write_now(review.accept, hand, received, True)
    assigned = (county.posts["zhao"], records.FRIDAY, "查清来源")
    records.step(database, county, issue_id, "wang", assigning.assign, *assigned)
    records.put_right(database, county, issue_id)
    records.step(database, county, issue_id, "wang", reviews.confirm, True)
    river.chief.delivery.wake()


async def test_after_closing_the_reporter_says_whether_it_was_really_solved_and_no_lies_before_the_office(
    river: River,
) -> None:
    passer = await passer_by(river)
    await hands_in(river, passer)
    closed(river)
    [asked] = [each for each in await passer.hears() if "解决了吗" in each.text]
    assert asked.text.endswith("真的解决了吗？请点一下告诉我们。")
    assert asked.buttons[:2] == ["👍 解决了", "👎 没有"]
    await passer.taps("👎 没有", under=asked)
    await river.wang.says("/queue")
    assert "异常事项 1" in river.wang.last.buttons
    river = await river.restarted()
    await passer.says("第二天又臭了")
    await passer.sends_photo(picture("还是臭的"))
    heard = await passer.taps("📤 说完了，发出")
    assert heard[-1].text == "谢谢您。2026-0001 的情况河长办会再查看，有结果告诉您。"
    late = await passer.taps("👍 解决了", under=asked)
    assert late[-1].text.startswith("2026-0001 您已经回答过了")

    await river.wang.taps("异常事项 1")
    heard = await river.wang.taps("第 1 件")
    assert heard[0].photo
    assert "2026-0001 已销号，但群众说没有解决｜璧南河青溪村段\n第二天又臭了\n附照片 1 份。" in heard[-1].text
    await river.wang.taps("2026-0001", under=heard[-1])
    looking = await river.wang.taps("🔎 回头看")  # at once: who reported it says so
    assert looking[-1].text.startswith("🔎 2026-0001 回头看：现在现场怎么样？")
    await river.wang.says("/public")
    assert "办结回访：解决了 0，没有 1，满意率 0%" in river.wang.last.text
    with river.look() as session:
        answer = session.scalars(select(SolvedAnswer)).one()
        assert (answer.solved, answer.words) == (False, "第二天又臭了")
        assert [row.use for row in session.scalars(select(Media).where(Media.use == MediaUse.UNSOLVED))] != []
        entry = session.scalars(select(OfficeEntry).where(OfficeEntry.kind == "public_not_solved")).one()
        assert "陆小七" not in str(entry.values)


async def test_yes_is_thanked_and_counted_and_nobody_else_may_answer(river: River) -> None:
    passer, other = await passer_by(river), await passer_by(river, 998, "别人")
    await hands_in(river, passer)
    closed(river)
    [asked] = [each for each in await passer.hears() if "解决了吗" in each.text]
    await other.says("/menu")
    assert "不是您" in (await other.taps_data(other.last, asked.data["👎 没有"]))[-1].text
    heard = await passer.taps("👍 解决了", under=asked)
    assert heard[-1].text == "👍 太好了，谢谢您告诉我们。（2026-0001）"
    await river.wang.says("/public")
    assert "办结回访：解决了 1，没有 0，满意率 100%" in river.wang.last.text
    with river.look() as session:
        assert session.scalars(select(SolvedAnswer.solved)).all() == [True]
        assert session.scalars(select(Person).where(Person.name == "别人")).all() == []
