"""登记问题: what a superior assigned, a water test failed, a self-review found; then the report as always."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from storage.models import Draft, Issue, IssueOrigin, Source
from storage.office import bulk
from storage.office.bulk import Order, Seat
from tests.county import LOWER
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import opens
from tests.issue_making import registered
from tests.people import Person, picture
from tests.river import River
from tests.transfer_making import hand

pytestmark = [pytest.mark.anyio, ONE_DATABASE]


async def finishes(who: Person) -> None:
    await who.shares_place(LOWER[3])
    await who.taps("污水直排")
    await who.taps("✅ 提交")


async def test_a_superiors_assignment_is_entered_with_its_paper_and_its_day(river: River) -> None:
    await river.wang.says("/enter")
    await river.wang.taps("上级交办")
    await river.wang.says("渝河长办〔2026〕12号")
    assert "没看懂这个日期" in (await river.wang.says("尽快"))[0].text
    assert "已经过去了" in (await river.wang.says("2026年11月1日"))[0].text
    begun = await river.wang.says("12月5日")
    assert "记在「上级交办（渝河长办〔2026〕12号）」名下" in begun[0].text
    await river.wang.sends_photo(picture("排口"), "排口未整治")
    await finishes(river.wang)
    with river.look() as session:
        issue = session.scalars(select(Issue)).one()
        assert (issue.source, issue.reporter_id) == (Source.SUPERIOR, river.county.people["wang"])
        origin = session.get_one(IssueOrigin, issue.id)
        assert (origin.document, origin.wanted_on) == ("渝河长办〔2026〕12号", date(2026, 12, 5))
    card = (await opens(river.wang, issue.id))[-1].text
    assert "来源：上级交办（渝河长办〔2026〕12号），上级要求 12月5日（周六）前办结" in card
    await river.wang.taps("✅ 核实属实")
    await river.wang.taps("📤 交办")
    preview = (await river.wang.taps("大路街道环卫所（赵铁军）"))[-1].text
    assert "期限：12月5日（周六）前（上级要求 12月5日（周六）前）\n要求" in preview
    await river.wang.taps("📅 改期限")
    late = (await river.wang.taps("再宽 3 天：12月8日（周二）"))[-1].text
    assert "期限：12月8日（周二）前（⚠️ 晚于上级要求的 12月5日 周六）" in late
    await river.wang.taps("📅 改期限")
    await river.wang.taps("上级要求：12月5日（周六）")
    await river.wang.taps("📤 确认交办")
    with river.look() as session:
        assert session.scalars(select(Issue.due_on)).one() == date(2026, 12, 5)


async def test_together_with_others_it_is_not_assigned_beyond_the_superiors_day(river: River) -> None:
    def planned(session: Session, due_on: date | None) -> tuple[list[date | None], list[str]]:
        wang = Seat("/", river.county.posts["wang"])
        order = Order(Act.ASSIGN, river.county.posts["zhao"], due_on)
        found = bulk.plan(session, hand(river.county, "wang"), order, [wang], [issue_id])
        return [pick.due_on for pick in found.picks], [one.why for one in found.excluded]

    def entered(session: Session) -> int:
        number = registered(session, river.county)
        session.add(IssueOrigin(issue_id=number, document="渝河长办〔2026〕12号", wanted_on=date(2026, 12, 5)))
        session.get_one(Issue, number).state = State.VERIFIED
        return number

    issue_id = river.database.write_now(entered)
    with river.look() as session:
        assert planned(session, None) == ([date(2026, 12, 5)], [])
        assert planned(session, date(2026, 12, 5)) == ([date(2026, 12, 5)], [])
        assert planned(session, date(2026, 12, 6)) == ([], ["refusal/later_than_superior"])


async def test_a_water_test_is_told_by_its_indicators_and_needs_no_photo(river: River) -> None:
    await river.chen.says("/enter")
    await river.chen.taps("水质超标")
    await river.chen.says("两河口断面 总磷 0.26mg/L，超Ⅲ类 0.3 倍")
    await finishes(river.chen)
    with river.look() as session:
        issue = session.scalars(select(Issue)).one()
        assert (issue.source, issue.words) == (Source.WATER_QUALITY, "两河口断面 总磷 0.26mg/L，超Ⅲ类 0.3 倍")
        assert session.get_one(IssueOrigin, issue.id).wanted_on is None


async def test_a_self_review_goes_straight_to_the_report_and_a_choice_may_be_dropped(river: River) -> None:
    await river.wang.says("/enter")
    await river.wang.taps("不登记了")
    await river.wang.says("/enter")
    await river.wang.taps("对照检查")
    await river.wang.says("公示牌信息没有更新")
    await finishes(river.wang)
    with river.look() as session:
        assert session.scalars(select(Issue.source)).one() is Source.SELF_REVIEW
        assert session.scalars(select(IssueOrigin)).all() == []
        assert session.scalars(select(Draft)).all() == []
