"""What the tests of the measures 问责措施 say and look up."""

from sqlalchemy import select

from storage.models import Measure
from tests.handlers.rectifying import presses
from tests.people import Person
from tests.river import River

LI = "璧南河大路段乡镇级河长李建国"


def one(river: River) -> Measure:
    """The only measure there is, as committed."""
    with river.look() as session:
        return session.scalars(select(Measure)).one()


async def opens(who: Person, measure_id: int) -> str:
    """Opens a measure as from a notice about it; returns what is shown."""
    return await presses(who, f"measure:open:{measure_id}")
