"""What the tests of the report dialog say and look up."""

from typing import Any

from sqlalchemy import select

from storage.models import Issue
from tests.people import Heard, Person, picture
from tests.river import River

MENU = "📷 上报问题"
OWN_REACH = "📌 就在璧南河青溪村段"
FLOATING = "水面漂浮物"
SUBMIT = "✅ 提交"
LITTER = [picture("瓶子"), picture("岸边"), picture("袋子")]


class Counting:
    """A person whose acts are counted: one for each thing said, sent or tapped."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self.acts = 0

    def __getattr__(self, act: str) -> Any:
        done = getattr(self._person, act)

        async def counted(*args: Any, **kwargs: Any) -> list[Heard]:
            self.acts += 1
            heard: list[Heard] = await done(*args, **kwargs)
            return heard

        return counted


async def with_menu(river: River) -> Person:
    await river.zhang.says("/menu")
    return river.zhang


def only_issue(river: River) -> Issue:
    with river.look() as session:
        return session.scalars(select(Issue)).one()
