"""An office looks people up, lets an account go, and gets the list of who is not bound: over HTTP."""

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import audit
from storage.models import Account, Appointment, AuditRow, Person
from tests.county import phone_of
from tests.databases import ONE_DATABASE
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]


def account_of(session: Session, river: River, who: str) -> Account | None:
    return session.scalar(
        select(Account).where(Account.person_id == river.county.people[who], Account.unbound_at.is_(None))
    )


@pytest.fixture
def unbound(river: River) -> River:
    """孙小河 and 白云生 have not bound an account yet."""

    def let_go(session: Session) -> None:
        for who in ("sun", "bai"):
            account = account_of(session, river, who)
            assert account is not None
            account.unbound_at = datetime(2026, 11, 1, tzinfo=UTC)

    river.database.write_now(let_go)
    return river


async def test_an_office_sees_at_once_who_is_not_bound_yet(unbound: River) -> None:
    await unbound.chen.says("/menu")
    [heard] = await unbound.chen.taps("👥 人员")
    assert heard.text == (
        "人员｜璧山区\n在职 12 人，已绑定 10 人，未绑定 2 人\n"
        "· 大路街道：未绑定 1（在职 6）\n· 青杠街道：未绑定 1（在职 2）\n\n直接发姓名或手机号，即可查人。"
    )
    assert heard.buttons == ["📄 导出未绑定名单（2 人）"]


async def test_the_list_has_a_link_for_each(unbound: River) -> None:
    await unbound.chen.says("/people")
    [heard] = await unbound.chen.taps("📄 导出未绑定名单（2 人）")
    assert heard.file_name == "未绑定人员_璧山区_20261123.xlsx"
    assert heard.text.startswith("璧山区未绑定 2 人。")
    page = load_workbook(io.BytesIO(heard.document or b""))["未绑定人员"]
    assert page["A1"].value == "璧山区尚未绑定人员（截至2026年11月23日，共2人）"
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    bot = unbound.chief.application.bot.username
    assert rows == [
        [1, "大路街道", "孙小河", "龙门村村委会主任（璧南河龙门村段村级河长）", "19900000102", None,
         f"https://t.me/{bot}?start=i-{unbound.county.people['sun']}"],
        [2, "青杠街道", "白云生", "白云村党支部书记（白云溪村级河长）", "19900000103", None,
         f"https://t.me/{bot}?start=i-{unbound.county.people['bai']}"],
    ]  # fmt: skip


async def test_a_township_office_sees_its_own_people_only(unbound: River) -> None:
    [heard] = await unbound.wang.says("/people")
    assert heard.text.startswith("人员｜大路街道\n在职 6 人，已绑定 5 人，未绑定 1 人\n· 龙门村：未绑定 1（在职 1）\n")
    for words in ("白云生", "陈志远", phone_of(103)):
        [heard] = await unbound.wang.says(words)
        assert heard.text.startswith("大路街道没有找到"), words
    [refused] = await unbound.wang.taps_data(heard, f"person:open:{unbound.county.people['bai']}")
    assert refused.text == "这件事不在您负责的辖区内。"


async def test_somebody_is_found_by_name_or_number(river: River) -> None:
    await river.chen.says("/people")
    [heard] = await river.chen.says("张")
    assert heard.text.startswith("「张」找到 2 人\n\n1. 张卫民 199****0101｜已绑定\n青溪村党支部书记｜璧南河青溪村段")
    assert heard.buttons == ["1. 张卫民", "2. 张大江"]
    [card] = await river.chen.taps("1. 张卫民")
    assert card.text == ("张卫民 19900000101\n· 青溪村党支部书记（村级河长）｜璧南河青溪村段\n\n1月1日 08:00 已绑定")
    for words in ("199 0000 0101", "+86-19900000101", "0101", "０１０１", "卫民"):
        [found] = await river.chen.says(words)
        assert found.text == card.text, words
    [none] = await river.chen.says("100%")
    assert none.text == "璧山区没有找到「100%」。\n请只写姓名中的一两个字，或手机号的后几位。"


async def test_who_is_not_bound_gets_a_link_from_the_card(unbound: River) -> None:
    await unbound.chen.says("/people")
    [card] = await unbound.chen.says("白云生")
    assert "未绑定。把下面的链接发给本人，点开后分享手机号即可：\nhttps://t.me/" in card.text
    assert card.buttons == ["📓 巡河日志"]


async def test_an_account_is_let_go_after_a_second_tap_and_may_be_bound_again(river: River) -> None:
    await river.chen.says("/people")
    await river.chen.says("张卫民")
    [asked] = await river.chen.taps("🔓 解绑账号")
    assert asked.buttons == ["确认解绑", "不解绑"]
    with river.look() as session:
        assert account_of(session, river, "zhang") is not None
    [done] = await river.chen.taps("确认解绑")
    assert done.text.startswith("✅ 已解绑 张卫民 的账号，记录不变。")
    with river.look() as session:
        assert account_of(session, river, "zhang") is None
        row = session.scalars(select(AuditRow).where(AuditRow.act == "unbind")).one()
        assert (row.person_id, row.subject_id) == (river.county.people["chen"], river.county.people["zhang"])
        assert list(audit.broken(session)) == []
    await river.zhang.says("/menu")
    assert "分享我的手机号" in river.zhang.last.text
    await river.zhang.shares_contact()
    with river.look() as session:
        assert account_of(session, river, "zhang") is not None


async def test_the_second_tap_may_say_no(river: River) -> None:
    await river.chen.says("/people")
    [card] = await river.chen.says("张卫民")
    await river.chen.taps("🔓 解绑账号")
    [again] = await river.chen.taps("不解绑")
    assert (again.id, again.text) == (card.id, card.text)
    with river.look() as session:
        assert account_of(session, river, "zhang") is not None


async def test_an_account_that_changed_in_the_meantime_is_left_alone(river: River) -> None:
    await river.chen.says("/people")
    await river.chen.says("张卫民")
    [asked] = await river.chen.taps("🔓 解绑账号")
    await river.wang.says("/people")
    await river.wang.says("张卫民")
    await river.wang.taps("🔓 解绑账号")
    await river.wang.taps("确认解绑")
    await river.zhang.shares_contact()
    [late] = await river.chen.taps("确认解绑", under=asked)
    assert late.text == "这个账号刚才已解绑或换绑，没有再动。请重新查找此人，看现在的情况。"
    with river.look() as session:
        assert account_of(session, river, "zhang") is not None


async def test_a_township_does_not_decide_about_who_also_serves_above_it(river: River) -> None:
    def second_post(session: Session) -> None:
        session.add(
            Appointment(
                person_id=river.county.people["li"], post_id=river.county.posts["zhou"], from_on=date(2026, 1, 1)
            )
        )

    river.database.write_now(second_post)
    await river.wang.says("/people")
    [card] = await river.wang.says("李建国")
    assert card.buttons == ["📓 巡河日志"]
    with river.look() as session:
        account = account_of(session, river, "li")
        assert account is not None
    [refused] = await river.wang.taps_data(card, f"person:unbind_yes:{river.county.people['li']}:{account.id}")
    assert refused.text == "这件事不在您负责的辖区内。"
    with river.look() as session:
        assert account_of(session, river, "li") is not None


async def test_only_offices_look_people_up(river: River) -> None:
    for person in (river.zhang, river.gu, river.ding, river.zhao):
        [heard] = await person.says("/people")
        assert heard.text == "您目前的职务不办理这一项。如有出入，请联系河长办。"
        with river.look() as session:
            account = account_of(session, river, "sun")
            assert account is not None
        for data in (f"person:open:{account.person_id}", f"person:unbind_yes:{account.person_id}:{account.id}",
                     "people_list:excel"):  # fmt: skip
            [again] = await person.taps_data(heard, data)
            assert again.text == heard.text
    with river.look() as session:
        assert account_of(session, river, "sun") is not None


async def test_a_member_of_the_public_is_not_in_the_list(river: River) -> None:
    river.database.write_now(lambda session: session.add(Person(name="路人甲", on_roster=False)))
    await river.chen.says("/people")
    [heard] = await river.chen.says("路人甲")
    assert heard.text.startswith("璧山区没有找到")


async def test_who_never_held_a_post_is_seen_by_the_whole_jurisdictions_office_only(river: River) -> None:
    river.database.write_now(lambda session: session.add(Person(name="新来的", phone="+8613811112222")))
    await river.chen.says("/people")
    [heard] = await river.chen.says("13811112222")
    assert "新来的 13811112222\n目前没有在任职务" in heard.text
    await river.wang.says("/people")
    [heard] = await river.wang.says("13811112222")
    assert heard.text.startswith("大路街道没有找到")
