"""A transfer for tests: 王晓梅 refers what 环卫所 has in hand to that same unit, the only one with somebody."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules import profile as profiles
from storage.audit import By
from storage.issues.matters import turn
from storage.issues.steps import Hand, Seen
from storage.models import Transfer
from storage.transfers import sending
from storage.transfers.sending import Dispatch
from tests.county import County
from tests.ledger_making import in_hand
from tests.river import MONDAY_MORNING

MONDAY = date(2026, 11, 23)
BISHAN = profiles.load("bishan")


def hand(county: County, who: str, profile: profiles.Profile = BISHAN) -> Hand:
    """Somebody's hand on Monday morning."""
    return Hand(By(MONDAY_MORNING, county.people[who], county.posts.get(who), 7), profile, MONDAY, lambda day: True)


def seen(session: Session, issue_id: int) -> Seen:
    """The issue as it stands before somebody's eyes."""
    return Seen(issue_id, turn(session, issue_id).step_id)


def dispatch(county: County) -> Dispatch:
    """To 环卫所, with an answer due on the first of December."""
    return Dispatch(county.posts["zhao"], "请依法查处", date(2026, 12, 1), b"a paper", "移交材料.docx")


def sent_out(session: Session, county: County) -> int:
    """A transfer that waits for its answer; returns its id."""
    issue_id = in_hand(session, county, "2026-0001", date(2026, 11, 30))
    sending.refer(session, hand(county, "wang"), seen(session, issue_id), dispatch(county))
    return session.scalars(select(Transfer.id)).one()
