"""When and how notices reach people: at once, in daytime, folded into the digest. It is Monday 23 November, 09:30."""

from datetime import date, timedelta

from sqlalchemy import update

from storage.models import Account, Urgency
from storage.outbox import Tell
from tests.reminders.conftest import PostOffice
from tests.reminders.records import at

MONDAY_EVENING = at(date(2026, 11, 23), 21)
TUESDAY_DIGEST = at(date(2026, 11, 24), 8)
SATURDAY = at(date(2026, 11, 28), 10)
NEXT_MONDAY_DIGEST = at(date(2026, 11, 30), 8)


async def test_what_is_urgent_goes_out_at_any_hour(post_office: PostOffice) -> None:
    post_office.clock.jump(MONDAY_EVENING)
    post_office.tells(post_office.news("zhang", "交办"))

    assert await post_office.delivers() == 1

    assert post_office.heard("zhang") == ["交办的全文"]
    [row] = post_office.rows()
    assert (row.state, row.sent_at, row.chat_id, row.message_id) == ("sent", MONDAY_EVENING, 101, 1)


async def test_daytime_notices_go_out_by_day_and_after_the_quiet_hours(post_office: PostOffice) -> None:
    post_office.tells(post_office.news("zhang", "早", Urgency.DAYTIME))
    await post_office.delivers()
    post_office.clock.jump(MONDAY_EVENING)
    post_office.tells(post_office.news("zhang", "晚", Urgency.DAYTIME))
    await post_office.delivers()
    assert post_office.heard("zhang") == ["早的全文"]

    post_office.clock.jump(TUESDAY_DIGEST - timedelta(seconds=1))
    await post_office.delivers()
    assert post_office.heard("zhang") == ["早的全文"]

    await post_office.delivers(timedelta(seconds=1))
    assert post_office.heard("zhang") == ["早的全文", "晚的全文"]


async def test_a_weekend_is_quiet_and_the_monday_after_it_speaks(post_office: PostOffice) -> None:
    post_office.clock.jump(SATURDAY)
    post_office.tells(post_office.news("zhang", "周末", Urgency.DAYTIME))
    await post_office.delivers()
    assert post_office.heard("zhang") == []

    post_office.clock.jump(NEXT_MONDAY_DIGEST)
    await post_office.delivers()
    assert post_office.heard("zhang") == ["周末的全文"]


async def test_a_make_up_working_day_is_no_weekend(post_office: PostOffice) -> None:
    post_office.clock.jump(at(date(2026, 10, 10), 10))  # a Saturday on which offices are open
    post_office.tells(post_office.news("zhang", "调休", Urgency.DAYTIME))

    await post_office.delivers()

    assert post_office.heard("zhang") == ["调休的全文"]


async def test_what_waits_for_the_digest_comes_as_one_message_with_the_first_buttons(
    post_office: PostOffice,
) -> None:
    for what in ("甲", "乙"):
        button = ("story.open", f"news:open:{what}")
        post_office.tells(post_office.news("zhang", what, Urgency.DIGEST, buttons=[[button]]))
    assert await post_office.delivers() == 0

    post_office.clock.jump(TUESDAY_DIGEST)
    assert await post_office.delivers() == 2

    assert post_office.heard("zhang") == ["☀️ 今日提醒（2 项）\n\n1. 甲\n\n2. 乙"]
    [message] = post_office.world.chats[post_office.county.telegram["zhang"]].messages.values()
    keys = message.body["reply_markup"]["inline_keyboard"]
    assert [[key["text"] for key in row] for row in keys] == [["1. 看甲"], ["2. 看乙"]]
    assert {(row.state, row.message_id) for row in post_office.rows()} == {("sent", message.id)}


async def test_a_single_line_of_a_digest_comes_in_its_own_words(post_office: PostOffice) -> None:
    post_office.tells(post_office.news("zhang", "甲", Urgency.DIGEST), post_office.news("sun", "乙", Urgency.DIGEST))
    post_office.clock.jump(TUESDAY_DIGEST)
    await post_office.delivers()
    post_office.clock.jump(TUESDAY_DIGEST + timedelta(days=1))
    await post_office.delivers()

    assert (post_office.heard("zhang"), post_office.heard("sun")) == (["甲的全文"], ["乙的全文"])


async def test_what_waited_through_the_night_is_folded_into_the_digest(post_office: PostOffice) -> None:
    post_office.tells(post_office.news("zhang", "早提醒", Urgency.DIGEST))
    await post_office.delivers()
    post_office.clock.jump(MONDAY_EVENING)
    post_office.tells(post_office.news("zhang", "夜里的事", Urgency.DAYTIME))
    await post_office.delivers()

    post_office.clock.jump(TUESDAY_DIGEST)
    await post_office.delivers()

    assert post_office.heard("zhang") == ["☀️ 今日提醒（2 项）\n\n1. 早提醒\n\n2. 夜里的事"]


async def test_a_digest_that_is_too_long_goes_on_in_a_second_message(post_office: PostOffice) -> None:
    post_office.tells(*(post_office.news("li", f"{n}" + "村" * 600, Urgency.DIGEST) for n in range(8)))
    await post_office.delivers()
    post_office.clock.jump(TUESDAY_DIGEST)
    await post_office.delivers()

    first, second = post_office.heard("li")
    assert (first.count("村" * 600), second.count("村" * 600)) == (6, 2)
    assert set(post_office.states()) == {"sent"}


async def test_beyond_the_daily_budget_the_rest_waits_for_the_digest(post_office: PostOffice) -> None:
    for n in range(5):
        post_office.tells(post_office.news("zhang", f"第{n}件", Urgency.DAYTIME))
        await post_office.delivers(timedelta(minutes=10))
    assert post_office.heard("zhang") == ["第0件的全文", "第1件的全文", "第2件的全文"]

    post_office.tells(post_office.news("zhang", "急件"))
    await post_office.delivers()
    assert post_office.heard("zhang")[-1] == "急件的全文"

    post_office.clock.jump(TUESDAY_DIGEST)
    await post_office.delivers()
    assert post_office.heard("zhang")[-1] == "☀️ 今日提醒（2 项）\n\n1. 第3件\n\n2. 第4件"


async def test_the_program_was_down_at_the_digest_hour_and_sends_it_when_it_is_back(post_office: PostOffice) -> None:
    post_office.tells(post_office.news("zhang", "甲", Urgency.DIGEST))
    await post_office.delivers()

    post_office.clock.jump(at(date(2026, 11, 24), 23))
    await post_office.delivers()
    assert post_office.heard("zhang") == []

    post_office.clock.jump(at(date(2026, 11, 25), 8))
    await post_office.delivers()
    assert post_office.heard("zhang") == ["甲的全文"]


async def test_one_persons_notices_arrive_in_their_order_and_urgent_ones_first(post_office: PostOffice) -> None:
    post_office.tells(post_office.news("zhang", "不急", Urgency.DAYTIME))
    post_office.clock.passes(timedelta(seconds=1))
    for n in range(2):
        post_office.tells(post_office.news("zhang", f"第{n}步"))
        post_office.clock.passes(timedelta(seconds=1))

    await post_office.delivers()

    assert post_office.heard("zhang") == [*(f"第{n}步的全文" for n in range(2)), "不急的全文"]


async def test_who_has_no_account_is_listed_as_such_and_nobody_else_waits(post_office: PostOffice) -> None:
    unbound = update(Account).where(Account.person_id == post_office.county.people["zhang"])
    left = unbound.values(unbound_at=post_office.clock())
    post_office.database.write_now(lambda session: session.execute(left))
    post_office.tells(post_office.news("zhang", "甲"), post_office.news("sun", "乙"))

    await post_office.delivers()

    assert post_office.states() == ["unbound", "sent"]
    assert (post_office.heard("zhang"), post_office.heard("sun")) == ([], ["乙的全文"])


async def test_names_with_markup_are_shown_as_they_are(post_office: PostOffice) -> None:
    post_office.tells(*(post_office.news("zhang", what, Urgency.DIGEST) for what in ("<b>河</b>", "A&B")))
    await post_office.delivers()
    post_office.clock.jump(TUESDAY_DIGEST)
    await post_office.delivers()

    assert post_office.heard("zhang") == ["☀️ 今日提醒（2 项）\n\n1. <b>河</b>\n\n2. A&B"]


async def test_a_notice_told_twice_is_delivered_once(post_office: PostOffice) -> None:
    assert post_office.tells(post_office.news("zhang", "甲")) == 1
    assert post_office.tells(post_office.news("zhang", "甲")) == 0
    await post_office.delivers()
    await post_office.delivers()

    assert post_office.heard("zhang") == ["甲的全文"]


async def test_a_kind_without_a_line_of_its_own_is_told_whole_in_the_digest(post_office: PostOffice) -> None:
    (post_office.templates / "story" / "letter.html.j2").write_text("信：{{ what }}", encoding="utf-8")
    letter = Tell("story/letter", "letter", post_office.county.people["zhang"], {"what": "长"}, Urgency.DIGEST)
    post_office.tells(letter, post_office.news("zhang", "甲", Urgency.DIGEST))
    await post_office.delivers()
    post_office.clock.jump(TUESDAY_DIGEST)
    await post_office.delivers()

    assert post_office.heard("zhang") == ["☀️ 今日提醒（2 项）\n\n1. 信：长\n\n2. 甲"]


async def test_F3a_who_is_above_many_hears_of_all_of_them_under_one_heading(post_office: PostOffice) -> None:
    week = {"period": "11月16日—22日", "required": 1, "done": 0, "missing": 1, "places": ["璧南河"], "post": "村级河长",
            "due_on": "2026-11-22", "to": "superior", "late": True}  # fmt: skip
    li = post_office.county.people["li"]
    for name, region in (("张卫民", "青溪村"), ("孙小河", "龙门村")):
        values = {"name": name, "region": region, **week}
        post_office.tells(Tell("patrol_warning/superior", f"{name}:1", li, values, Urgency.DAYTIME))
    month = {
        "name": "白云",
        "region": "白云村",
        **week,
        "period": "11月",
        "required": 2,
        "due_on": "2026-11-30",
        "late": False,
    }
    post_office.tells(Tell("patrol_warning/superior", "month", li, month, Urgency.DAYTIME))

    assert await post_office.delivers() == 3

    assert post_office.heard("li") == [
        "☀️ 今日提醒（2 项）\n\n"
        "1. 📣 11月16日—22日未完成巡河 2 人：\n"
        "· 青溪村村级河长 张卫民：应巡 1 次，实巡 0 次\n"
        "· 龙门村村级河长 孙小河：应巡 1 次，实巡 0 次\n\n"
        "2. 📣 白云村村级河长 白云：11月应巡 2 次，已巡 0 次（璧南河），11月30日（周一）截止"
    ]
    assert set(post_office.states()) == {"sent"}
