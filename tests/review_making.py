"""Self-reviews 对照检查 for tests, as the office of the small county opens them and its chiefs hand in."""

from datetime import date

from sqlalchemy.orm import Session

from rules.roles import CHIEFS, Level
from storage import drafts
from storage.self_reviews import entering, rounds
from storage.self_reviews.entering import NewProblem
from storage.self_reviews.rounds import NewRound
from tests.county import County
from tests.river import MONDAY_MORNING

MONDAY, DUE = date(2026, 11, 23), date(2026, 12, 8)


def opened(session: Session, county: County) -> int:
    """陈志远 has opened this year's round for everybody, until 8 December; returns its id."""
    new = NewRound(2026, "民主生活会", county.regions["district"], tuple(Level), tuple(CHIEFS), DUE)
    by = county.by("chen", MONDAY_MORNING)
    made, _ = rounds.open_round(session, by, _draft(session, county, "chen"), new, MONDAY)
    return made.id


def handed_in(session: Session, county: County) -> int:
    """In such a round 张卫民 has entered what he found about his reach, and handed it in; returns the round's id."""
    round_id, by = opened(session, county), county.by("zhang", MONDAY_MORNING)
    problem = NewProblem("三季度巡河只到桥头", "每周全段走一遍", DUE, county.waters["lower"])
    entering.enter(session, by, _draft(session, county, "zhang"), round_id, problem, MONDAY)
    entering.hand_in(session, by, round_id, 1, MONDAY)
    return round_id


def _draft(session: Session, county: County, who: str) -> int:
    chat = county.telegram[who]
    return drafts.begin(session, chat, county.people[who], "self_review", "words", MONDAY_MORNING).id
