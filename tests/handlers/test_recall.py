"""A crash between storing and answering: the person hears what was stored, not just a menu."""

from sqlalchemy import select, update

from storage.models import InboxUpdate, Issue
from storage.models.conversation import Arrival
from tests.county import LOWER
from tests.people import picture
from tests.river import River


async def answer_lost(river: River) -> None:
    """The newest update was stored and applied; then the program died before it could answer."""
    await river.chief.intake.mark_answered()
    with river.look() as session:
        newest = session.scalars(select(InboxUpdate.update_id).order_by(InboxUpdate.update_id.desc())).first()
        session.execute(update(InboxUpdate).where(InboxUpdate.update_id == newest).values(state=Arrival.WAITING))
        session.commit()
    await river.restarted()


async def test_a_reporter_hears_the_number_again(river: River) -> None:
    await river.zhang.says("📷 上报问题")
    await river.zhang.sends_photo(picture("垃圾"), "岸边垃圾")
    await river.zhang.shares_place(LOWER[3])
    await river.zhang.taps("水面漂浮物")
    await river.zhang.taps("✅ 提交")
    await answer_lost(river)
    heard = await river.zhang.hears()
    with river.look() as session:
        [number] = session.scalars(select(Issue.number))
    assert heard[0].text == f"刚才通信中断过，您说的没有丢：\n✅ {number} 已登记。"


async def test_in_the_middle_of_a_dialog_the_question_is_asked_again(river: River) -> None:
    await river.zhang.says("📷 上报问题")
    [asked] = await river.zhang.sends_photo(picture("垃圾"), "岸边垃圾")
    await answer_lost(river)
    heard = await river.zhang.hears()
    assert "在什么位置" in asked.text
    assert "在什么位置" in heard[-1].text
    assert not any("通信中断" in each.text for each in heard)
