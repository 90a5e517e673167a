"""What the tests of the patrol dialog say and look up."""

from sqlalchemy import select

from storage.models import Patrol
from tests.county import LOWER
from tests.people import Heard
from tests.river import River

PATROL, HERE, ALL_WELL, END = "🚶 巡河", "📍 发送当前位置", "✅ 全部正常", "🏁 结束巡河"
OTHER_WAYS = "📵 没信号／补录"
CHONGQING_CITY = (29.5630, 106.5516)


def patrols_of(river: River, key: str) -> list[Patrol]:
    """The patrols of somebody, oldest first, from a fresh session."""
    with river.look() as session:
        rows = select(Patrol).where(Patrol.person_id == river.county.people[key]).order_by(Patrol.id)
        return list(session.scalars(rows))


async def begins(river: River, key: str = "zhang", place: tuple[float, float] = LOWER[2]) -> Heard:
    """The person's menu is there, the patrol begins at the place; the message of the patrol."""
    person = getattr(river, key)
    await person.says("/patrol")
    heard: list[Heard] = await person.taps(HERE, place=place)
    return heard[-1]
