"""Open issues nearby are shown with photo and distance, to be joined instead of being reported again."""

import pytest
from sqlalchemy import select

from rules.issue_states import State
from storage.models import Issue, IssueFollower, Media, Subject
from tests.databases import ONE_DATABASE
from tests.people import Heard, Person, picture
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]

PLACE = (29.5951, 106.2201)
NEXT_TO_IT = (29.5952, 106.2201)  # 11 metres
DOWN_THE_RIVER = (29.5975, 106.2201)
JOIN = "🔗 就是 2026-0001（11 米），加入"


async def report(person: Person, place: tuple[float, float], kind: str = "水面漂浮物", words: str = "") -> list[Heard]:
    await person.sends_photo(picture(f"{person.user.id}{place}"), words)
    await person.shares_place(place)
    return await person.taps(kind)


async def test_an_open_issue_nearby_is_shown_with_map_photo_and_distance(river: River) -> None:
    await report(river.zhang, PLACE)
    await river.zhang.taps("✅ 提交")

    nearby, photo, summary = await report(river.sun, NEXT_TO_IT)

    assert nearby.text == "附近未办结的同类问题\n1. 2026-0001，待核实，距此 11 米"
    assert nearby.photo is not None
    assert photo.photo is not None
    assert nearby.album == photo.album
    assert summary.buttons[:2] == [JOIN, "✅ 都不是，提交新问题"]


async def test_joined_the_photos_and_words_go_to_the_open_issue(river: River) -> None:
    await report(river.zhang, PLACE)
    await river.zhang.taps("✅ 提交")
    await river.wang.hears()
    await report(river.sun, NEXT_TO_IT, words="我也看到了")

    _, card = await river.sun.taps(JOIN)

    assert card.text == (
        "✅ 已加入 2026-0001，没有重复登记\n水面漂浮物｜璧南河青溪村段｜待核实\n"
        "您的照片和说明已补充进去，办理进展也会告诉您。"
    )
    with river.look() as session:
        issue = session.scalars(select(Issue)).one()
        follower = session.scalars(select(IssueFollower)).one()
        assert (follower.issue_id, follower.person_id) == (issue.id, river.county.people["sun"])
        assert follower.words == "我也看到了"
        photos = session.scalars(select(Media).where(Media.subject == Subject.ISSUE)).all()
        assert {one.subject_id for one in photos} == {issue.id}
        assert len(photos) == 2
    told = await river.wang.hears()
    assert [one.text for one in told] == ["👥 2026-0001 又有人反映\n水面漂浮物｜璧南河青溪村段\n我也看到了"]


async def test_one_that_is_another_matter_is_registered_anew(river: River) -> None:
    await report(river.zhang, PLACE)
    await river.zhang.taps("✅ 提交")
    await report(river.sun, NEXT_TO_IT)
    heard = await river.sun.taps("✅ 都不是，提交新问题")

    assert heard[-1].text.startswith("✅ 已登记，编号 2026-0002")


async def test_farther_away_or_of_another_type_it_is_not_offered(river: River) -> None:
    await report(river.zhang, PLACE)
    await river.zhang.taps("✅ 提交")

    [summary] = await report(river.sun, DOWN_THE_RIVER)
    assert "✅ 提交" in summary.buttons
    await river.sun.taps("✅ 提交")
    [summary] = await report(river.sun, NEXT_TO_IT, "污水直排")
    assert "✅ 提交" in summary.buttons


async def test_closed_meanwhile_it_cannot_be_joined_and_nothing_is_lost(river: River) -> None:
    await report(river.zhang, PLACE)
    await river.zhang.taps("✅ 提交")
    await report(river.sun, NEXT_TO_IT)
    old = river.sun.last
    with river.look() as session:
        session.scalars(select(Issue)).one().state = State.CLOSED
        session.commit()

    [refused] = await river.sun.taps(JOIN, under=old)
    assert refused.text == "2026-0001 现在是「已销号」，不能再加入。请点「提交」另报；前面说的都在。"
    heard = await river.sun.taps("✅ 都不是，提交新问题")
    assert heard[-1].text.startswith("✅ 已登记，编号 2026-0002")


async def test_the_reporter_who_joins_the_own_issue_adds_to_it(river: River) -> None:
    await report(river.zhang, PLACE, words="有垃圾")
    await river.zhang.taps("✅ 提交")
    await report(river.zhang, NEXT_TO_IT, words="更多了")
    await river.zhang.taps(JOIN)

    with river.look() as session:
        assert session.scalars(select(Issue.words)).one() == "有垃圾\n更多了"
        assert session.scalars(select(IssueFollower)).all() == []
