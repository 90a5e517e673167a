"""并案 over HTTP: which is the same is offered or named by number; both reporters hear it; nothing is lost."""

import pytest
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from storage.ledger import listing
from storage.ledger.listing import Asked
from storage.models import IssueFollower, IssueStep
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import issue, opens
from tests.issue_making import followed, registered
from tests.ledger_making import TODAY
from tests.river import River

pytestmark = pytest.mark.anyio


def twice_reported(river: River) -> tuple[int, int]:
    """张卫民 reported it, 孙小河 too; 李建国 follows the second one."""

    def write(session: Session) -> tuple[int, int]:
        first = registered(session, river.county)
        second = registered(session, river.county, "2026-0002", reporter="sun")
        followed(session, second, river.county.people["li"])
        return first, second

    return river.database.write_now(write)


async def test_an_issue_goes_into_another_and_both_reporters_and_the_ledger_say_so(river: River) -> None:
    first, second = twice_reported(river)
    await opens(river.wang, second)
    question = (await river.wang.taps("🔗 并案"))[-1]
    assert question.buttons == ["2026-0001", "✖️ 取消"]
    assert "相距 0 米" in question.text
    [preview] = await river.wang.taps("2026-0001")
    assert preview.id == question.id
    heard = await river.wang.taps("🔗 并入 2026-0001")
    assert heard[1].text == "🔗 2026-0002 已并入 2026-0001，两边的上报人都已告知。"
    assert (issue(river, second).state, issue(river, second).merged_into_id) == (State.MERGED, first)
    [told] = [one for one in await river.sun.hears() if "并案" in one.text]
    assert told.text.startswith("🔗 您上报的问题 2026-0002 与 2026-0001 是同一件事，已由 王晓梅 并案")
    [told] = [one for one in await river.zhang.hears() if "您上报的问题 2026-0001" in one.text]
    assert told.text.startswith("🔗 您上报的问题 2026-0001 并入了 2026-0002")
    with river.look() as session:
        people = {each.person_id for each in session.query(IssueFollower).filter_by(issue_id=first)}
        assert people == {river.county.people["sun"], river.county.people["li"]}
        rows = {each.number: each for each in listing.every(session, Asked(["/"], TODAY))}
        assert rows["2026-0002"].merged_into == "2026-0001"
    await opens(river.chen, first)
    assert "🔗 并入了 2026-0002" in river.chen.last.text
    await river.chen.taps("2026-0002")
    assert "已并案（并入 2026-0001）" in river.chen.last.text
    assert "📄 查看并入的那件" in river.chen.last.buttons
    await river.wang.says("/ledger")
    await river.wang.says("2026-0002")
    assert "已并案 → 2026-0001" in river.wang.last.text


@ONE_DATABASE
async def test_the_other_is_named_by_number_and_what_cannot_be_merged_is_refused(river: River) -> None:
    first, second = twice_reported(river)
    elsewhere = river.database.write_now(registered, river.county, "2026-0003", region="baiyun", water="brook")
    await opens(river.wang, second)
    await river.wang.taps("🔗 并案")
    for said in ("2026-0003", "2", "2026-9999", "桥下那件"):  # of another township, itself, none, no number
        assert (await river.wang.says(said))[-1].text.startswith("没有可并入的在办问题")
    await river.wang.says("1")
    river = await river.restarted()
    preview = river.wang.last
    await opens(river.chen, first)
    await river.chen.taps("✖️ 不属实")
    await river.chen.taps("现场核查未发现")
    assert (await river.wang.taps("🔗 并入 2026-0001", under=preview))[-1].text.startswith(
        "没有可并入的在办问题 2026-0001"
    )
    assert issue(river, second).state is State.REGISTERED
    assert issue(river, elsewhere).state is State.REGISTERED
    with river.look() as session:
        assert session.query(IssueStep).filter_by(act=Act.MERGE).count() == 0
