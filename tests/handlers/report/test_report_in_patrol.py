"""Inside a patrol the newest point of the track is one tap away, and the patrol goes on afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.models import Draft, Issue, Patrol, PlaceBy, Source
from tests.county import LOWER
from tests.people import picture
from tests.river import River

pytestmark = pytest.mark.anyio


CLEANING = "⚠️ 8"  # 日常保洁, the eighth thing to look at


async def on_patrol(river: River) -> None:
    await river.zhang.says("🚶 巡河")
    await river.zhang.shares_live(LOWER[0])
    await river.zhang.walks(LOWER[:4], minutes=5)


async def test_a_finding_takes_the_newest_point_of_the_track_and_the_patrol_goes_on(river: River) -> None:
    await on_patrol(river)
    await river.zhang.taps(CLEANING)
    heard = await river.zhang.sends_photo(picture("垃圾"))
    track = next(label for label in heard[-1].buttons if label.startswith("🚶 就在巡河刚到的位置"))
    [asked] = await river.zhang.taps(track)
    assert asked.buttons[0] == "河岸、河道垃圾"  # what was looked at suggests the type
    await river.zhang.taps("河岸、河道垃圾")
    heard = await river.zhang.taps("✅ 提交")

    assert any(one.text.startswith("✅ 已登记，编号 2026-0001") for one in heard)
    with river.look() as session:
        issue = session.scalars(select(Issue)).one()
        patrol = session.scalars(select(Patrol)).one()
        assert (issue.source, issue.patrol_id, issue.reporter_post_id) == (Source.PATROL, patrol.id, patrol.post_id)
        assert issue.place_by is PlaceBy.LIVE
        assert abs((issue.lat or 0) - LOWER[3].lat) < 0.0005
        current = session.scalars(select(Draft).where(~Draft.parked)).one()
        assert (current.dialog, current.data["patrol_id"]) == ("patrol", patrol.id)


async def test_a_report_that_is_dropped_leads_back_into_the_patrol(river: River) -> None:
    await on_patrol(river)
    await river.zhang.taps(CLEANING)
    river.clock.passes(timedelta(minutes=1))
    await river.zhang.sends_photo(picture("垃圾"))
    await river.zhang.taps("不报了")
    await river.zhang.taps("🗑 确定不报了")

    with river.look() as session:
        assert [draft.dialog for draft in session.scalars(select(Draft))] == ["patrol"]
        assert session.scalars(select(Issue)).all() == []
