"""The small county in the middle of everything: something of each subject is there, with ids that begin at one."""

from datetime import date

from sqlalchemy.orm import Session

from rules import profile as profiles
from rules.action_items import ItemKind, ItemState
from rules.inspections import Body, Way
from rules.issue_states import State
from rules.public_reports import Reception
from storage import drafts
from storage.audit import By
from storage.boards import changes
from storage.boards.changes import Printed, Standing
from storage.boundary import asking
from storage.models import ActionItem, Inspection, IssuedFile, Opinion, Submission
from tests import paper_making
from tests.campaign_making import MEMBERS, opened, seat_members
from tests.conduct_of_each import lay_conduct
from tests.county import County, found_county
from tests.issue_making import registered
from tests.item_making import patrolled
from tests.ledger_making import in_hand, put
from tests.marks import FILE
from tests.point_making import KEEPERS, lay_points
from tests.river import MONDAY_MORNING
from tests.transfer_making import hand, sent_out

TODAY = date(2026, 11, 23)
PHONES = {"feng": MEMBERS["feng"], "keeper": KEEPERS["he"]}
BISHAN = profiles.load("bishan")


def found_busy_county(session: Session) -> County:
    """Issues in every hand, a transfer out, papers, a campaign, an opinion, a board, a case, a matter, measures."""
    county = found_county(session)
    lay_points(session, county)
    sent_out(session, county)  # issue 1
    in_hand(session, county, "2026-0002", date(2026, 11, 12))
    put(session, county, "2026-0003", State.DONE, assignee_post_id=county.posts["zhao"])
    for number in ("2026-0004", "2026-0005", "2026-0006"):
        registered(session, county, number)
    opened(session, county, list(seat_members(session, county).values()))
    for make in (paper_making.signed, paper_making.drafted):
        make(session, county, BISHAN, MONDAY_MORNING, paper_making.told(county, [2]))
    patrolled(session, county)
    _one_of_each(session, county)
    session.add(IssuedFile(sha256=FILE, content=b"PK", created_at=MONDAY_MORNING))
    session.flush()
    lay_conduct(session, county, {})
    return county


def _one_of_each(session: Session, county: County) -> None:
    chen, wang = county.people["chen"], county.people["wang"]
    draft = drafts.begin(session, wang, wang, "boundary_asking", "sides", MONDAY_MORNING)
    asking.put(session, hand(county, "wang"), draft.id, 4, [county.regions["dalu"], county.regions["qinggang"]])
    where = Standing(county.waters["lower"], county.regions["qingxi"], "石桥头", "GSP-1")
    changes.put_up(session, By(MONDAY_MORNING), where, Printed("张卫民"), TODAY)
    dalu = county.regions["dalu"]
    told = {"region_id": dalu, "water_id": county.waters["lower"]}
    session.add_all([
        ActionItem(kind=ItemKind.FROM_PATROL, state=ItemState.OPEN, title="清理采砂船", due_on=date(2026, 11, 30),
                   owner_post_id=county.posts["zhao"], patrol_id=1, decided_post_id=county.posts["gu"],
                   reporter_id=county.people["gu"], recorded_at=MONDAY_MORNING, **told),
        Inspection(body=Body.TEAM, way=Way.OPEN, person_id=county.people["ding"], post_id=county.posts["ding"],
                   started_at=MONDAY_MORNING, ended_at=MONDAY_MORNING, **told),
        Opinion(campaign_id=1, author_id=county.people["ding"], region_id=dalu, words="增设垃圾箱",
                recorded_at=MONDAY_MORNING),
        Submission(number="2026-0900", person_id=chen, submitted_at=MONDAY_MORNING, type="other", severity="general",
                   place_by="pin", state=Reception.WAITING, **told),
    ])  # fmt: skip
    session.flush()
