"""Binding 绑定: only the own card, only a number of the roster; all else is said clearly and told to the office."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.roles import Level, Role
from storage.audit import By
from storage.models import Account, Appointment, AuditRow, OfficeEntry, Person, Post
from storage.posts import binding
from tests.county import SERVING_SINCE
from tests.databases import ONE_DATABASE
from tests.people import Person as Someone
from tests.people import picture
from tests.river import River

pytestmark = pytest.mark.anyio

WELCOME = (
    "您好，这里是河长助手。\n"
    "点下方「分享我的手机号」，核对花名册后即可使用，只需一次。\n"
    "不在花名册上也没关系：直接发照片，就能反映河道问题。"
)
BOUND = "✅ 已确认，何新。\n· 青溪村村委会主任｜璧南河青溪村段\n\n下方菜单随时可用。"
SHARE = "📱 分享我的手机号"
NUMBER = "+8613800000998"


def appoint(river: River, name: str = "何新", phone: str = NUMBER) -> int:
    """Somebody new on the roster; returns the person's id."""

    def write(session: Session) -> int:
        county = river.county
        post = Post(key=f"new|{phone}", role=Role.RIVER_CHIEF, level=Level.VILLAGE,
                    region_id=county.regions["qingxi"], water_id=county.waters["lower"])  # fmt: skip
        person = Person(name=name, phone=phone)
        session.add_all([post, person])
        session.flush()
        title = "青溪村村委会主任"
        session.add(Appointment(post_id=post.id, person_id=person.id, title=title, from_on=SERVING_SINCE))
        return person.id

    return river.database.write_now(write)


async def newcomer(river: River, telegram_id: int = 998, phone: str = NUMBER) -> Someone:
    """Somebody who has pressed START and been asked for the number."""
    person = river.stranger(telegram_id, "何新", phone)
    await person.hears()
    return person


def bound(river: River, person_id: int) -> list[int]:
    with river.look() as session:
        rows = select(Account.telegram_id).where(Account.person_id == person_id, Account.unbound_at.is_(None))
        return list(session.scalars(rows))


def entries(river: River) -> list[tuple[str, dict[str, object]]]:
    with river.look() as session:
        return [(entry.kind, entry.values) for entry in session.scalars(select(OfficeEntry).order_by(OfficeEntry.id))]


@ONE_DATABASE
async def test_a_stranger_is_asked_for_the_number_in_one_tap(river: River) -> None:
    [asked] = await river.stranger().hears()
    assert asked.text == WELCOME
    assert asked.buttons[0] == SHARE


async def test_two_taps_bind_an_account(river: River) -> None:
    person_id = appoint(river)
    person = await newcomer(river)
    [told] = await person.taps(SHARE)
    assert told.text == BOUND
    assert told.buttons[:3] == ["🚶 巡河", "📷 上报问题", "🛠 整改任务"]
    assert bound(river, person_id) == [998]
    assert entries(river) == []
    with river.look() as session:
        [row] = session.scalars(select(AuditRow).where(AuditRow.act == "bind"))
        assert (row.person_id, row.subject_id, row.change) == (person_id, person_id, {"telegram_id": 998})
        assert row.update_id is not None


@pytest.mark.parametrize(
    "written", ["13800000998", "8613800000998", "+86 138 0000 0998", "0086-138-0000-0998", "１３８０００００９９８"]
)
@ONE_DATABASE
async def test_the_number_counts_however_it_is_written(river: River, written: str) -> None:
    person_id = appoint(river)
    person = await newcomer(river, phone=written)
    assert [heard.text for heard in await person.taps(SHARE)] == [BOUND]
    assert bound(river, person_id) == [998]


@ONE_DATABASE
async def test_sharing_again_is_answered_and_changes_nothing(river: River) -> None:
    appoint(river)
    person = await newcomer(river)
    await person.taps(SHARE)
    [told] = await person.shares_contact()
    assert told.text == "何新，您早已绑定，无需再来一次。菜单在下方。"
    with river.look() as session:
        assert len(session.scalars(select(Account).where(Account.telegram_id == 998)).all()) == 1


async def test_somebody_elses_card_binds_nobody_and_the_office_hears_of_it(river: River) -> None:
    person_id = appoint(river)
    person = await newcomer(river)
    owner = river.world.add_user(997, "真何新", NUMBER)
    [told] = await person.shares_contact(owner)
    assert told.text == (
        "这张名片不是您本人的，不能用来绑定。\n请点下方「📱 分享我的手机号」，分享您自己的号码。此次已告知河长办。"
    )
    assert bound(river, person_id) == []
    assert entries(river) == [("binding_not_your_card", {"name": "何新", "phone": "138****0998"})]


@ONE_DATABASE
async def test_a_card_of_nobodys_account_binds_nobody(river: River) -> None:
    person_id = appoint(river)
    person = await newcomer(river)
    [told] = await person.shares_contact(phone=NUMBER)
    assert told.text.startswith("这张名片不是您本人的")
    assert bound(river, person_id) == []


@ONE_DATABASE
async def test_a_forwarded_card_of_the_owner_binds_nobody(river: River) -> None:
    person_id = appoint(river)
    owner = await newcomer(river, 997)
    thief = await newcomer(river, 996, "+8613800000996")
    await owner.shares_contact()
    assert bound(river, person_id) == [997]
    [told] = await thief.forwards(owner.said[-1])
    assert told.text.startswith("这张名片不是您本人的")
    assert bound(river, person_id) == [997]


@ONE_DATABASE
async def test_an_unknown_number_is_told_so_and_may_still_report(river: River) -> None:
    person = await newcomer(river)
    [told] = await person.taps(SHARE)
    assert told.text == (
        "花名册上没有这个号码，暂时不能绑定。已告知河长办；请联系河长办登记后再试。\n"
        "您现在仍可直接发照片，反映河道问题。"
    )
    assert entries(river) == [("binding_unknown_number", {"name": "何新", "phone": "138****0998"})]
    await person.taps(SHARE)
    assert len(entries(river)) == 1
    assert await person.sends_photo(picture("水面")) != []


async def test_a_number_that_another_account_has_bound_is_not_given_away(river: River) -> None:
    person_id = appoint(river)
    await (await newcomer(river)).taps(SHARE)
    second = await newcomer(river, 997)
    [told] = await second.taps(SHARE)
    assert told.text == ("这个号码已绑定另一个账号。如果是您换了账号或手机，请联系河长办解绑后再来。已告知河长办。")
    assert bound(river, person_id) == [998]
    assert [kind for kind, _ in entries(river)] == ["binding_taken"]


@ONE_DATABASE
async def test_an_account_in_use_cannot_become_somebody_else(river: River) -> None:
    person_id = appoint(river)
    river.zhang.user.phone = NUMBER
    [told] = await river.zhang.shares_contact()
    assert told.text == "您的账号已绑定另一位同志，换绑须先由河长办解绑。已告知河长办。"
    assert bound(river, person_id) == []
    assert bound(river, river.county.people["zhang"]) == [river.zhang.user.id]
    assert [kind for kind, _ in entries(river)] == ["binding_account_in_use"]


async def test_who_reported_as_the_public_and_is_on_the_roster_since_is_bound(river: River) -> None:
    person = await newcomer(river)
    await person.sends_photo(picture("水面"))
    person_id = appoint(river)
    await person.says("/leave")
    told = (await person.shares_contact())[-1]
    assert told.text == BOUND
    assert bound(river, person_id) == [998]
    with river.look() as session:
        rows = session.scalars(select(Account).where(Account.telegram_id == 998).order_by(Account.id)).all()
        assert [row.unbound_at is None for row in rows] == [False, True]


async def test_binding_another_account_needs_the_office(river: River) -> None:
    person_id = appoint(river)
    await (await newcomer(river)).taps(SHARE)
    second = await newcomer(river, 997)
    await second.taps(SHARE)
    assert bound(river, person_id) == [998]
    office = By(river.clock(), river.county.people["chen"])
    assert river.database.write_now(binding.unbind, office, person_id)
    assert not river.database.write_now(binding.unbind, office, person_id)
    river.clock.passes(timedelta(minutes=1))
    [told] = await second.taps(SHARE)
    assert told.text == BOUND
    assert bound(river, person_id) == [997]


@ONE_DATABASE
async def test_a_number_that_is_no_number_is_unknown(river: River) -> None:
    person = await newcomer(river, phone="110")
    [told] = await person.shares_contact()
    assert told.text.startswith("花名册上没有这个号码")
    assert entries(river) == [("binding_unknown_number", {"name": "何新", "phone": "****"})]


@ONE_DATABASE
async def test_who_blocks_the_bot_is_known_as_blocked_until_they_come_back(river: River) -> None:
    await river.zhang.blocks_bot()
    with river.look() as session:
        assert session.scalars(select(Account.blocked_at).where(Account.telegram_id == river.zhang.user.id)).one()
    await river.zhang.unblocks()
    with river.look() as session:
        account = session.scalars(select(Account).where(Account.telegram_id == river.zhang.user.id)).one()
        assert account.blocked_at is None
