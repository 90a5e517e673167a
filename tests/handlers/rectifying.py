"""The first steps of an issue, for tests of the later ones: as they stand in the tables, or as people say them."""

from datetime import date

from storage.models import Issue
from tests.issue_making import registered
from tests.people import Heard, Person, picture
from tests.river import River
from tests.storage.issues import rectifying as records

DUE = date(2026, 11, 25)


async def assigned(river: River) -> int:
    """What 张卫民 reported is verified by 王晓梅 and 环卫所's (赵铁军), as it stands in the tables; returns its id."""
    issue_id = records.assigned(river.database, river.county, due_on=DUE)
    await _told(river)
    return issue_id


async def submitted(river: River) -> int:
    """赵铁军 took it in hand and handed in one photo, as it stands in the tables."""
    photo = river.world.keep_file(picture("清完了"), "photos", ".jpg")
    issue_id = records.submitted(river.database, river.county, photo.file_id, due_on=DUE)
    await _told(river)
    return issue_id


async def _told(river: River) -> None:
    """Everybody has heard what the tables say."""
    river.chief.delivery.wake()
    await river.settle()


async def assigns(river: River) -> int:
    """王晓梅 verifies what 张卫民 reported and assigns it to 环卫所 (赵铁军), said as people say it."""
    issue_id = river.database.write_now(registered, river.county)
    await opens(river.wang, issue_id)
    await river.wang.taps("✅ 核实属实")
    await river.wang.taps("📤 交办")
    await river.wang.taps("⭐ 大路街道环卫所（赵铁军）")
    await river.wang.taps("📤 确认交办")
    return issue_id


async def submits(river: River) -> None:
    """赵铁军 takes in hand what was just assigned, and hands in one photo."""
    await river.zhao.hears()
    await river.zhao.taps("✍️ 签收")
    await river.zhao.taps("📷 提交整改")
    await river.zhao.sends_photo(picture("清完了"), "都清走了")
    await river.zhao.taps("📤 提交复核")


async def opens(who: Person, issue_id: int) -> list[Heard]:
    """Opens an issue as from a notice about it."""
    return await who.taps_data(notice(who), f"issue:open:{issue_id}")


async def presses(who: Person, data: str) -> str:
    """Sends callback data as a changed client could; returns the text of the last answer."""
    heard = await who.taps_data(notice(who), data)
    return heard[-1].text


def notice(who: Person) -> Heard:
    """A message of the bot that stands in the chat since long ago, under which one may press."""
    button = {"text": "👁 查看", "callback_data": "notice"}
    content = {"text": "📨 有一件事请您查看。", "reply_markup": {"inline_keyboard": [[button]]}}
    who.world.post(who.world.chats[who.user.id], who.world.bot, content)
    return who.looks()[-1]


def issue(river: River, issue_id: int) -> Issue:
    """The row as committed."""
    with river.look() as session:
        return session.get_one(Issue, issue_id)
