"""Papers for tests, drafted and signed by 陈志远 of the district's office through the storage functions."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from rules.papers import PaperKind
from rules.profile import Profile
from storage.models import Paper, Region
from storage.papers import drafting, signing
from storage.papers.drafting import Draft, Office, SeenPaper
from storage.papers.signing import Ready, Stamp
from tests.county import County

DUE = date(2026, 12, 8)


def office(session: Session, county: County, who: str = "chen", region: str = "district") -> Office:
    """The office that drafts."""
    path = session.get_one(Region, county.regions[region]).path
    return Office(county.regions[region], path, county.posts[who])


def told(county: County, issues: list[int], *posts: str, kind: PaperKind = PaperKind.SUPERVISION) -> Draft:
    """What is to be said about issues to posts of the county."""
    title = f"关于{len(issues)}个问题整改的{kind.word}"
    return Draft(
        kind, title, "限期整改。", DUE, tuple(issues), tuple(county.posts[each] for each in posts or ("zhao",))
    )


def drafted(session: Session, county: County, profile: Profile, at: datetime, draft: Draft, who: str = "chen") -> Paper:
    """A paper that waits to be signed."""
    region = {"chen": "district", "wang": "dalu"}[who]
    by = county.by(who, at)
    return drafting.save(session, by, profile, office(session, county, who, region), draft, day_of(at))


def signed(session: Session, county: County, profile: Profile, at: datetime, draft: Draft, who: str = "chen") -> Paper:
    """A paper in force, its file made in the transaction."""
    paper = drafted(session, county, profile, at, draft, who)
    return sign(session, county, profile, at, SeenPaper(paper.id, paper.revision), who)


def sign(session: Session, county: County, profile: Profile, at: datetime, seen: SeenPaper, who: str = "chen") -> Paper:
    """Signs a draft as it was seen, with a file made for a number that somebody else has taken long ago."""
    by = county.by(who, at)
    outdated = Ready(Stamp(0, "", 0, "", day_of(at)), b"for another number")
    return signing.sign(session, by, profile, day_of(at), seen, outdated, file_for)


def file_for(stamp: Stamp) -> bytes:
    """What stands for a Word file where none is looked at."""
    return f"{stamp.number} {stamp.audit_head}".encode()


def day_of(at: datetime) -> date:
    """The day of a moment in these tests: all of them lie in working hours."""
    return at.date()
