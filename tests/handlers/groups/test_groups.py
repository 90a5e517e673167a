"""Groups and channels 工作群: the bot let in and put out, an office that takes one, what is sent there."""

import pytest
from sqlalchemy import select

from bot.sandbox import acts
from bot.sandbox.records import Chat
from storage import outbox
from storage.groups import register
from storage.models import AuditRow, Group
from storage.outbox import Tell
from tests.databases import ONE_DATABASE
from tests.people import Person
from tests.river import River

pytestmark = pytest.mark.anyio

TAKE = "📌 设为工作群"


def said_in(group: Chat) -> list[str]:
    """What the bot said there."""
    return [str(each.body["text"]) for each in group.messages.values() if each.by_bot]


def group_of(river: River, chat: Chat) -> Group:
    """As it is noted."""
    with river.look() as session:
        return session.scalars(select(Group).where(Group.chat_id == chat.id)).one()


async def added(river: River, who: Person, title: str = "大路街道河长制工作群", kind: str = "group") -> Chat:
    """Somebody lets the bot into a new group."""
    chat = river.world.add_group(title, who.user, kind=kind)
    acts.adds_bot(river.world, who.user, chat)
    await river.settle()
    return chat


async def presses(river: River, who: Person, chat: Chat, label: str) -> str:
    """Presses a button in the group; gives the toast."""
    acts.taps_label(river.world, who.user, label, chat=chat)
    await river.settle()
    return [query.shown or "" for query in river.world.queries.values()][-1]


async def test_an_office_takes_the_group_once_nobody_else_can_and_notices_go_there(river: River) -> None:
    chat = await added(river, river.zhang)
    [hello] = said_in(chat)
    assert hello.startswith("大家好，我是河长助手。")

    assert await presses(river, river.zhang, chat, TAKE) == "只有已绑定手机号的河长办同志可以设置工作群。"
    assert (len(said_in(chat)), group_of(river, chat).region_id) == (1, None)

    await presses(river, river.wang, chat, TAKE)
    assert said_in(chat)[1].startswith("✅ 本群已由王晓梅设为大路街道的工作群。")
    acts.says(river.world, river.qian.user, "/group@river_chief_bot", chat=chat)
    await river.settle()
    assert said_in(chat)[2].startswith("本群已经是大路街道的工作群。")
    dalu = river.county.regions["dalu"]
    with river.look() as session:
        [group] = register.groups_of(session, dalu)
        assert [each.id for each in register.groups_of(session, river.county.regions["district"], below=True)] == [
            group.id
        ]
        by = session.scalars(select(AuditRow.act).where(AuditRow.subject == "group").order_by(AuditRow.id)).all()
    assert (group.taken_by_id, by) == (river.county.people["wang"], ["let_in", "take"])

    told = Tell("groups/put_out", "x", group_id=group.id, values={"title": "甲"})
    river.database.write_now(outbox.tell, river.clock(), [told])
    river.chief.delivery.wake()
    await river.settle()
    assert said_in(chat)[3].startswith("📣 我已被移出「甲」")


@ONE_DATABASE
async def test_a_group_that_put_the_bot_out_is_shown_as_such_and_its_office_hears_of_it(river: River) -> None:
    chat = await added(river, river.wang)
    await presses(river, river.wang, chat, TAKE)
    acts.renames_group(river.world, river.wang.user, chat, "大路河长群")
    acts.puts_bot_out(river.world, river.wang.user, chat)
    heard = await river.wang.hears()
    assert heard[-1].text.startswith("📣 我已被移出「大路河长群」")

    told = Tell("groups/put_out", "x", group_id=group_of(river, chat).id, values={"title": "甲"})
    river.database.write_now(outbox.tell, river.clock(), [told])
    river.chief.delivery.wake()
    await river.settle()
    with river.look() as session:
        assert register.groups_of(session, river.county.regions["dalu"]) == []
    [shown] = await river.wang.says("/group")
    assert "1. 大路河长群（群）：⚠️ 我已不在其中，发不过去" in shown.text

    acts.adds_bot(river.world, river.wang.user, chat)
    await river.settle()
    assert said_in(chat)[-1] == "我回来了。本群仍是大路街道的工作群，通知、通报会继续发到这里。"
    [card] = await river.wang.taps("1. 大路河长群")
    assert card.buttons == ["解除工作群", "◀️ 全部工作群"]
    [after] = await river.wang.taps("解除工作群")
    assert (group_of(river, chat).region_id, "大路街道" in after.text) == (None, False)
    late = await river.wang.taps_data(after, f"group:release:{group_of(river, chat).id}:{river.county.regions['dalu']}")
    assert late[-1].text == "这个群的设置刚刚变了。请重新打开「📣 工作群」看最新情况。"


@ONE_DATABASE
async def test_a_group_that_becomes_a_supergroup_keeps_its_region_and_gets_what_waits(river: River) -> None:
    chat = await added(river, river.chen)
    await presses(river, river.chen, chat, TAKE)
    made = acts.upgrades_group(river.world, river.chen.user, chat)
    told = Tell("groups/put_out", "x", group_id=group_of(river, chat).id, values={"title": "甲"})
    river.database.write_now(outbox.tell, river.clock(), [told])
    await river.chief.delivery.deliver_due()  # before the bot has heard of the move: the answer to the send tells it

    assert [each.startswith("📣 我已被移出「甲」") for each in said_in(made)] == [True]
    await river.settle()
    group = group_of(river, made)
    assert (group.kind, group.region_id, group.removed_at) == ("supergroup", river.county.regions["district"], None)


@ONE_DATABASE
async def test_a_channel_is_taken_in_private_by_the_office_that_let_the_bot_in(river: River) -> None:
    chat = await added(river, river.wang, "大路河湖公示", kind="channel")
    assert said_in(chat) == []
    [asked] = await river.wang.hears()
    assert asked.text.startswith("📣 我已加入频道「大路河湖公示」。")
    forged = await river.qian.taps_data((await river.qian.says("/menu"))[0], f"group:open:{group_of(river, chat).id}")
    assert "公示" not in forged[-1].text

    await river.wang.taps("去设置")
    [card] = await river.wang.taps("📌 设为大路街道的工作群")
    assert "大路街道的工作频道，2026年11月23日设置。" in card.text
    assert group_of(river, chat).region_id == river.county.regions["dalu"]


@ONE_DATABASE
async def test_strangers_in_a_group_are_told_once_and_never_given_a_menu_there(river: River) -> None:
    stranger = river.stranger()
    chat = await added(river, stranger)
    acts.says(river.world, stranger.user, "/group@river_chief_bot", chat=chat)
    await river.settle()
    acts.taps(river.world, stranger.user, max(chat.messages), "queue:all", chat=chat)
    await river.settle()
    assert said_in(chat)[1:] == ["只有已绑定手机号的河长办同志可以设置工作群。"]
    assert chat.keyboard is None
