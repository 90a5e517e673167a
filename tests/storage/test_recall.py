"""What a crash between storing and answering leaves to be told again: every act by its name, in one table."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import pytest
from sqlalchemy.orm import Session

from bot.texts import Texts
from documents.pictures import SHANGHAI
from rules import profile as profiles
from rules.action_items import ItemKind
from rules.issue_states import Act, State
from storage import audit
from storage.audit import By
from storage.database import Database
from storage.models import ActionItem, Campaign, CampaignVisit, Issue, IssueStep, Opinion, SignBoard
from storage.recall import ACTS, Done, done_by
from tests import paper_making
from tests.county import County
from tests.issue_making import many, registered
from tests.river import MONDAY_MORNING

Row = TypeVar("Row")
Make = Callable[[Session, County], Any]
UPDATE = 77
HEADING = "刚才通信中断过，您说的没有丢：\n✅ "


def campaign(session: Session, county: County) -> Campaign:
    days = {"from_on": date(2026, 11, 1), "until_on": date(2026, 12, 1)}
    opened = {"opened_at": MONDAY_MORNING, "opened_by_id": county.people["chen"]}
    return kept(session, Campaign(name="百名委员巡百河", region_id=county.regions["district"], **days, **opened))


def visit(session: Session, county: County) -> CampaignVisit:
    told = {"person_id": county.people["sun"], "water_id": county.waters["brook"]}
    place = {"region_id": county.regions["baiyun"], "at": MONDAY_MORNING}
    return kept(session, CampaignVisit(campaign_id=campaign(session, county).id, **told, **place))


def opinion(session: Session, county: County) -> Opinion:
    told = {"author_id": county.people["sun"], "region_id": county.regions["district"], "words": "河边\n缺垃圾箱"}
    return kept(session, Opinion(**told, recorded_at=MONDAY_MORNING))


def item(session: Session, county: County) -> ActionItem:
    told = {"title": "清" * 60, "region_id": county.regions["district"], "reporter_id": county.people["chen"]}
    return kept(session, ActionItem(kind=ItemKind.TASK, recorded_at=MONDAY_MORNING, **told))


def board(session: Session, county: County) -> SignBoard:
    return kept(session, SignBoard(code="BS-001", water_id=county.waters["lower"], region_id=county.regions["dalu"],
                                   put_up_on=date(2026, 11, 23)))  # fmt: skip


def kept(session: Session, row: Row) -> Row:
    session.add(row)
    session.flush()
    return row


def paper(session: Session, county: County) -> Any:
    told = paper_making.told(county, [registered(session, county)])
    return paper_making.signed(session, county, profiles.load("bishan"), MONDAY_MORNING, told)


def draft(session: Session, county: County) -> Any:
    told = paper_making.told(county, [registered(session, county)])
    return paper_making.drafted(session, county, profiles.load("bishan"), MONDAY_MORNING, told)


def issue(session: Session, county: County) -> Issue:
    return session.get_one(Issue, registered(session, county))


WAYS: tuple[tuple[Make, str, str, str], ...] = (
    (campaign, "campaign", "open_campaign", "专项行动「百名委员巡百河」已发布，委员已收到通知。"),
    (campaign, "campaign", "close_campaign", "专项行动「百名委员巡百河」已结束，数据已保存。"),
    (visit, "campaign_visit", "campaign_visit", "走访「白云溪」已记下。"),
    (opinion, "opinion", "forward_opinion", "社情民意「河边 缺垃圾箱」已转办。"),
    (opinion, "opinion", "answer_opinion", "社情民意「河边 缺垃圾箱」的答复已发出。"),
    (paper, "paper", "sign", "公文「璧河长办发〔2026〕1号」已签发，已发给主送单位。"),
    (paper, "paper", "withdraw", "公文「璧河长办发〔2026〕1号」已撤回，编号保留。"),
    (draft, "paper", "draft", "公文《关于1个问题整改的督办单》已存稿。"),
    (item, "action_item", "record", f"重点事项「{'清' * 40}」已登记。"),
    (issue, "issue", "answer_boundary", "2026-0001 的会商意见已记下。"),
    (board, "sign_board", "put_up", "璧南河青溪村段的公示牌已登记。"),
)


def said(done: Done | None) -> str:
    return Texts(SHANGHAI).render("standing/recalled", done=done)


@pytest.mark.parametrize(("make", "subject", "act", "sentence"), WAYS)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_was_done_is_called_by_its_name(
    database: Database, county: County, make: Make, subject: str, act: str, sentence: str
) -> None:
    def crashed(session: Session) -> None:
        audit.record(session, By(MONDAY_MORNING, None, None, UPDATE), act, subject, make(session, county).id)

    database.write_now(crashed)
    assert said(database.read_now(done_by, UPDATE)) == HEADING + sentence


def test_every_act_that_is_known_has_its_sentence() -> None:
    for what in (f"{subject}.{act}" for subject, acts in ACTS.items() for act in acts):
        assert said(Done(what=what, name="某")).startswith(HEADING), what


def test_an_act_on_many_issues_is_told_by_their_number_and_one_by_its_own(database: Database, county: County) -> None:
    def crashed(session: Session) -> None:
        for n, issue_id in enumerate(many(session, county, 4)):
            session.add(IssueStep(issue_id=issue_id, act=Act.VERIFY, before=State.REGISTERED, after=State.VERIFIED,
                                  at=MONDAY_MORNING, update_id=UPDATE if n < 3 else UPDATE + 1))  # fmt: skip

    database.write_now(crashed)
    assert said(database.read_now(done_by, UPDATE)) == HEADING + "3 件问题已核实。"
    assert said(database.read_now(done_by, UPDATE + 1)) == HEADING + "2026-0004 已核实。"
    assert database.read_now(done_by, UPDATE + 2) is None
