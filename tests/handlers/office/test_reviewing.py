"""复核 over HTTP: a member of the public who reported may close it or send it back, their name is nobody's business."""

import pytest
from sqlalchemy.orm import Session

from rules.issue_states import State
from storage.audit import By
from storage.models import Issue, Source
from storage.posts import binding
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import issue, submitted
from tests.river import MONDAY_MORNING, River

pytestmark = pytest.mark.anyio


def as_if_reported_by(session: Session, person_id: int, issue_id: int) -> None:
    row = session.get_one(Issue, issue_id)
    row.reporter_id, row.reporter_post_id, row.source = person_id, None, Source.PUBLIC


@ONE_DATABASE
async def test_a_member_of_the_public_sends_back_what_they_reported(river: River) -> None:
    passer_by = river.stranger()
    await passer_by.hears()
    person = river.database.write_now(lambda s: binding.as_public(s, By(MONDAY_MORNING), 999, 999, "路人甲"))
    issue_id = await submitted(river)
    river.database.write_now(as_if_reported_by, person, issue_id)
    heard = await passer_by.taps_data(passer_by.last, f"issue:open:{issue_id}")
    assert heard[-1].buttons == ["✅ 复核销号", "↩️ 退回整改", "🖼 前后对比"]
    await passer_by.taps("↩️ 退回整改")
    heard = await passer_by.says("桥那头还有一堆")
    assert heard[-1].text == "↩️ 2026-0001 已退回 大路街道环卫所（赵铁军） 继续整改，期限 11月25日（周三）。"
    assert issue(river, issue_id).state is State.ACCEPTED
    [told] = [each for each in await river.zhao.hears() if "复核未通过" in each.text]
    assert "（上报人）" in told.text
    assert "桥那头还有一堆" in told.text
    assert "路人甲" not in told.text


@ONE_DATABASE
async def test_who_neither_reported_nor_is_the_office_has_no_say(river: River) -> None:
    issue_id = await submitted(river)
    await river.zhang2.hears()
    await river.zhang2.says("/menu")
    heard = await river.zhang2.taps_data(river.zhang2.last, f"issue:open:{issue_id}")
    assert heard[-1].buttons == ["🖼 前后对比"]  # the reach is his, the report is not
    heard = await river.zhang2.taps_data(river.zhang2.last, f"issue:confirm:{issue_id}:1")
    assert heard[-1].text == "这件事由上报人或河长办复核。"
    assert issue(river, issue_id).state is State.DONE
