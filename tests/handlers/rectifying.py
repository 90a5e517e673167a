"""The first steps of an issue, said as people say them, for tests of the later ones."""

from storage.models import Issue
from tests.issue_making import registered
from tests.people import Heard, Person, picture
from tests.river import River


async def assigned(river: River) -> int:
    """王晓梅 verifies what 张卫民 reported and assigns it to 环卫所 (赵铁军); returns the issue's id."""
    issue_id = river.database.write_now(registered, river.county)
    await opens(river.wang, issue_id)
    await river.wang.taps("✅ 核实属实")
    await river.wang.taps("📤 交办")
    await river.wang.taps("⭐ 大路街道环卫所（赵铁军）")
    await river.wang.taps("📤 确认交办")
    return issue_id


async def submitted(river: River) -> int:
    """赵铁军 takes it in hand and hands in one photo."""
    issue_id = await assigned(river)
    await river.zhao.hears()
    await river.zhao.taps("✍️ 签收")
    await river.zhao.taps("📷 提交整改")
    await river.zhao.sends_photo(picture("清完了"), "都清走了")
    await river.zhao.taps("📤 提交复核")
    return issue_id


async def opens(who: Person, issue_id: int) -> list[Heard]:
    """Opens an issue as from a notice about it."""
    await who.says("/menu")
    return await who.taps_data(who.last, f"issue:open:{issue_id}")


async def presses(who: Person, data: str) -> str:
    """Sends callback data as a changed client could; returns the text of the last answer."""
    await who.says("/menu")
    heard = await who.taps_data(who.last, data)
    return heard[-1].text


def issue(river: River, issue_id: int) -> Issue:
    """The row as committed."""
    with river.look() as session:
        return session.get_one(Issue, issue_id)
