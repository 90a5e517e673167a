"""What was told is changed or taken back: in the outbox while it waits, at Telegram once it was sent."""

from datetime import date, timedelta

from storage import outbox
from storage.corrections import Corrected
from storage.models import Urgency
from tests.databases import ONE_DATABASE
from tests.reminders.conftest import PostOffice
from tests.reminders.records import at
from tests.reminders.test_delivery_enclosures import KEY, enclosed, stands

PEOPLE = ("zhang", "sun", "li")


def keys(*people: str, what: str = "通知") -> list[str]:
    """Of their notices."""
    return [f"news:{what}:{person}" for person in people]


def amends(post_office: PostOffice, *asked: str, what: str = "更正") -> Corrected:
    """Lets them say something else."""
    return post_office.database.write_now(outbox.amend, post_office.clock(), asked, {"what": what})


def retracts(post_office: PostOffice, *asked: str) -> Corrected:
    """Takes them back."""
    return post_office.database.write_now(outbox.retract, post_office.clock(), asked)


def became(post_office: PostOffice, *asked: str) -> Corrected:
    """What has come of it."""
    return post_office.database.read_now(outbox.corrected, asked)


async def test_what_was_sent_is_edited_and_what_waits_is_told_as_corrected(post_office: PostOffice) -> None:
    post_office.tells(post_office.news("zhang", "通知", enclosures=enclosed(post_office, "photo"), buttons=KEY))
    post_office.tells(post_office.news("sun", "通知"))
    await post_office.delivers()
    later = post_office.clock() + timedelta(hours=1)
    post_office.tells(post_office.news("li", "通知", not_before=later))

    assert amends(post_office, *keys(*PEOPLE)) == Corrected(in_place=1, under_way=2)
    assert await post_office.delivers() == 2
    assert await post_office.delivers(timedelta(hours=1)) == 1

    assert stands(post_office, post_office.county.telegram["zhang"]) == [("photo", "更正的全文", 1)]
    assert (post_office.heard("sun"), post_office.heard("li")) == (["更正的全文"], ["更正的全文"])
    assert became(post_office, *keys(*PEOPLE)) == Corrected(done=3)
    assert amends(post_office, *keys("sun")) == Corrected(under_way=1)  # the same words again: nothing to change
    await post_office.delivers()
    assert became(post_office, *keys("sun")) == Corrected(done=1)


async def test_what_is_taken_back_vanishes_within_48_hours_and_the_rest_is_counted(post_office: PostOffice) -> None:
    post_office.tells(post_office.news("zhang", "通知", enclosures=enclosed(post_office, "photo", "photo")))
    await post_office.delivers()
    post_office.tells(post_office.news("wang", "通知"))
    await post_office.delivers(timedelta(hours=46))
    post_office.world.users[post_office.county.telegram["sun"]].blocked = True
    post_office.tells(post_office.news("sun", "通知"))
    await post_office.delivers()
    post_office.tells(post_office.news("li", "通知", not_before=post_office.clock() + timedelta(days=1)))
    every = keys(*PEOPLE, "wang")

    post_office.clock.passes(timedelta(hours=1))
    assert retracts(post_office, *every) == Corrected(in_place=1, under_way=2, untold=1)
    await post_office.delivers()
    assert (stands(post_office, post_office.county.telegram["zhang"]), post_office.heard("wang")) == ([], [])
    assert became(post_office, *every) == Corrected(in_place=1, done=2, untold=1)
    assert amends(post_office, *every) == Corrected(in_place=1, done=2, untold=1)  # what was taken back stays so

    post_office.tells(post_office.news("zhang", "旧"))
    await post_office.delivers()
    post_office.clock.passes(timedelta(hours=49))
    retracts(post_office, *keys("zhang", what="旧"))
    await post_office.delivers()
    assert (post_office.heard("zhang"), post_office.rows()[0].fault) == (["旧的全文"], "")
    assert became(post_office, *keys("zhang", what="旧")) == Corrected(impossible=1)


@ONE_DATABASE
async def test_a_digest_is_worded_anew_from_what_is_left_of_it(post_office: PostOffice) -> None:
    post_office.tells(*(post_office.news("zhang", what, Urgency.DIGEST) for what in ("甲", "乙", "丙")))
    await post_office.delivers()
    post_office.clock.jump(at(date(2026, 11, 24), 8))
    await post_office.delivers()

    retracts(post_office, *keys("zhang", what="乙"))
    amends(post_office, *keys("zhang", what="丙"), what="丁")
    await post_office.delivers()
    assert post_office.heard("zhang") == ["☀️ 今日提醒（2 项）\n\n1. 甲\n\n2. 丁"]

    retracts(post_office, *keys("zhang", what="甲"))
    await post_office.delivers()
    assert post_office.heard("zhang") == ["丁的全文"]
    retracts(post_office, *keys("zhang", what="丙"))
    await post_office.delivers()
    assert post_office.heard("zhang") == []


@ONE_DATABASE
async def test_a_correction_waits_out_a_429_and_is_done_again_after_a_crash(post_office: PostOffice) -> None:
    post_office.tells(*(post_office.news(person, "通知") for person in PEOPLE))
    await post_office.delivers()
    post_office.world.faults.too_many(3, method="editMessageText", times=6)
    post_office.world.faults.lost(method="editMessageText")
    amends(post_office, *keys(*PEOPLE))
    await post_office.delivers()
    assert became(post_office, *keys(*PEOPLE)).under_way == 2
    await post_office.delivers(timedelta(minutes=1))
    assert [post_office.heard(person) for person in PEOPLE] == [["更正的全文"]] * 3
    assert became(post_office, *keys(*PEOPLE)) == Corrected(done=3)
