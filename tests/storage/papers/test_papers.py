"""Papers in the tables: figures of F2b at their volume, numbers without gaps, what is refused."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from rules.issue_states import State
from rules.papers import PaperKind, PaperState
from rules.profile import Profile
from rules.refusals import Refusal
from rules.roles import Role
from storage import audit, issued
from storage.audit import By
from storage.database import Database
from storage.models import Appointment, AuditRow, Issue, Notice, Paper, PaperAddressee, Region
from storage.papers import cards, drafting, listing, receiving, signing
from storage.papers.drafting import SeenPaper
from storage.papers.listing import AskedPapers
from storage.papers.received import numbers_of
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.issue_making import registered
from tests.paper_making import drafted, sign, signed, told

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
NOVEMBER = (datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))


def path_of(session: Session, county: County, region: str) -> str:
    return session.get_one(Region, county.regions[region]).path


def many_issues(session: Session, county: County, first: int, count: int, region: str, water: str) -> list[int]:
    return [registered(session, county, f"2026-{n:04d}", region=region, water=water, at=NOW)
            for n in range(first, first + count)]  # fmt: skip


@ONE_DATABASE  # every statement runs on both in the next one
def test_F2b_27_slips_40_problems_32_rectified(database: Database, county: County, profile: Profile) -> None:
    def a_year(session: Session) -> None:
        in_dalu = many_issues(session, county, 1, 30, "qingxi", "lower")
        in_qinggang = many_issues(session, county, 31, 10, "baiyun", "brook")
        # 22 slips about one issue each, four about more; one about an issue that has a slip already.
        groups = [[each] for each in in_dalu[:17]] + [in_dalu[17:22], in_dalu[22:27], in_dalu[27:30]]
        groups += [[each] for each in in_qinggang[:5]] + [in_qinggang[5:]]
        for group in [*groups, in_dalu[:1]]:
            signed(session, county, profile, NOW, told(county, group))
        withdrawn = signed(session, county, profile, NOW, told(county, in_dalu[:2]))
        by = county.by("chen", NOW)
        receiving.withdraw(session, by, SeenPaper(withdrawn.id, withdrawn.revision), "发错了", NOW.date())
        drafted(session, county, profile, NOW, told(county, in_dalu[:1]))
        signed(session, county, profile, NOW, told(county, in_dalu[:1], kind=PaperKind.LETTER))
        closed = [*in_dalu[:25], *in_qinggang[:7]]
        session.execute(update(Issue).where(Issue.id.in_(closed)).values(state=State.CLOSED))

    database.write_now(a_year)
    with Session(database.engine) as session:
        scope = [path_of(session, county, "district")]
        whole = listing.figures(session, AskedPapers(scope, signed=NOVEMBER))
        assert (whole.papers, whole.issues, whole.closed) == (27, 40, 32)
        assert (whole.withdrawn, whole.waiting, whole.addressees) == (1, 1, 27)
        dalu = listing.figures(session, AskedPapers(scope, place=path_of(session, county, "dalu")))
        qinggang = listing.figures(session, AskedPapers(scope, place=path_of(session, county, "qinggang")))
        assert (dalu.papers, dalu.issues, dalu.closed) == (21, 30, 25)
        assert (qinggang.papers, qinggang.issues, qinggang.closed) == (6, 10, 7)
        october = tuple(moment - timedelta(days=31) for moment in NOVEMBER)
        before = listing.figures(session, AskedPapers(scope, signed=(october[0], NOVEMBER[0])))
        assert (before.papers, before.issues, before.closed) == (0, 0, 0)
        slips = frozenset({PaperKind.SUPERVISION})
        assert listing.total(session, AskedPapers(scope, slips, NOVEMBER)) == 29  # in force, withdrawn, waiting
        assert listing.total(session, AskedPapers(scope, terms=("〔2026〕28号",))) == 1
        # The ledger's column 交办文号: what is in force, the withdrawn not, the letter too.
        assert numbers_of(session, [1])[1] == tuple(
            f"璧河长办{what}〔2026〕{n}号" for what, n in (("发", 1), ("发", 27), ("函", 1))
        )


def test_numbers_have_no_gaps_a_series_each_and_a_withdrawn_paper_keeps_its_own(
    database: Database, county: County, profile: Profile
) -> None:
    def issue(session: Session) -> list[str | None]:
        [one] = many_issues(session, county, 1, 1, "qingxi", "lower")
        next_year = datetime(2027, 1, 4, 2, tzinfo=UTC)
        first = signed(session, county, profile, NOW, told(county, [one]))
        by = county.by("chen", NOW)
        receiving.withdraw(session, by, SeenPaper(first.id, first.revision), "发错了", NOW.date())
        late = replace(told(county, [one]), due_on=date(2027, 2, 1))
        papers = [first, signed(session, county, profile, NOW, told(county, [one])),
                  signed(session, county, profile, NOW, told(county, [one], kind=PaperKind.LETTER)),
                  signed(session, county, profile, NOW, told(county, [one]), "wang"),
                  signed(session, county, profile, next_year, late)]  # fmt: skip
        return [session.get_one(Paper, each.id, populate_existing=True).number for each in papers]

    assert database.write_now(issue) == [
        "璧河长办发〔2026〕1号",
        "璧河长办发〔2026〕2号",
        "璧河长办函〔2026〕1号",
        "大路街道河长办发〔2026〕1号",
        "璧河长办发〔2027〕1号",
    ]
    with Session(database.engine) as session:
        paper = session.scalars(select(Paper).where(Paper.serial == 2)).one()
        content = issued.content(session, paper.file_sha256 or "")
        assert content == f"{paper.number} {paper.audit_row}-{(paper.audit_hash or '')[:16]}".encode()
        row = session.scalars(select(AuditRow).where(AuditRow.id == paper.audit_row)).one()
        assert row.hash == paper.audit_hash  # the head on the paper is a row of the chain
        assert audit.holds(session, content.decode().split()[1])
        scope = [path_of(session, county, "district")]
        counted = listing.figures(session, AskedPapers(scope, signed=NOVEMBER, place=path_of(session, county, "dalu")))
        assert (counted.papers, counted.issues, counted.withdrawn) == (2, 1, 1)
        assert listing.total(session, AskedPapers(scope, terms=("〔2026〕2号",))) == 1
        assert len(numbers_of(session, [1])[1]) == 4


def test_many_who_sign_at_once_get_a_number_each_and_one_paper_is_signed_once(
    database: Database, county: County, profile: Profile
) -> None:
    def prepare(session: Session) -> list[SeenPaper]:
        [one] = many_issues(session, county, 1, 1, "qingxi", "lower")
        papers = [drafted(session, county, profile, NOW, told(county, [one])) for _ in range(6)]
        return [SeenPaper(each.id, each.revision) for each in papers]

    seen = database.write_now(prepare)

    def one(each: SeenPaper) -> int | None:
        try:
            return database.write_now(sign, county, profile, NOW, each).serial
        except Refusal:
            return None

    with ThreadPoolExecutor(4) as hands:
        serials = list(hands.map(one, [*seen, *seen]))
    assert sorted(serial for serial in serials if serial) == [1, 2, 3, 4, 5, 6]
    assert serials.count(None) == 6


def test_a_number_used_twice_is_refused_by_the_table(database: Database, county: County, profile: Profile) -> None:
    def two(session: Session) -> None:
        [one] = many_issues(session, county, 1, 1, "qingxi", "lower")
        for _ in range(2):
            paper = signed(session, county, profile, NOW, told(county, [one]))
            session.execute(update(Paper).where(Paper.id == paper.id).values(serial=1, number=None))

    with pytest.raises(IntegrityError):
        database.write_now(two)


@pytest.fixture
def one_issue(database: Database, county: County) -> int:
    return database.write_now(registered, county, at=NOW)


def refused(database: Database, county: County, profile: Profile, **wrong: object) -> str:
    with Session(database.engine) as session:
        issue_id = session.scalars(select(Issue.id)).first() or 0
        draft = replace(told(county, [issue_id]), **wrong)  # type: ignore[arg-type]
        with pytest.raises(Refusal) as no:
            drafted(session, county, profile, NOW, draft)
        return no.value.text


@ONE_DATABASE
def test_what_lacks_something_is_not_even_saved(
    database: Database, county: County, one_issue: int, profile: Profile
) -> None:
    def why(**wrong: object) -> str:
        return refused(database, county, profile, **wrong)

    assert why(posts=()) == "refusal/paper_without_addressee"
    assert why(issues=()) == "refusal/paper_without_issues"
    assert why(words=" ") == "refusal/paper_without_words"
    assert why(due_on=date(2026, 11, 22)) == "refusal/due_in_the_past"
    assert why(posts=(9999,)) == "refusal/post_is_vacant"
    assert why(issues=(9999,)) == "refusal/not_your_region"
    database.write_now(lambda session: session.execute(update(Issue).values(state=State.CLOSED)))
    assert why() == "refusal/paper_issue_settled"


@ONE_DATABASE
def test_who_has_left_signs_nothing_and_who_took_over_does(
    database: Database, county: County, one_issue: int, profile: Profile
) -> None:
    paper = database.write_now(drafted, county, profile, NOW, told(county, [one_issue]))
    seen = SeenPaper(paper.id, paper.revision)
    left = update(Appointment).where(Appointment.person_id == county.people["chen"])
    database.write_now(lambda session: session.execute(left.values(until_on=date(2026, 11, 22))))
    with pytest.raises(Refusal, match="refusal/paper_not_yours_to_sign"):
        database.write_now(sign, county, profile, NOW, seen)
    with Session(database.engine) as session:
        assert session.get_one(Paper, paper.id).state is PaperState.DRAFT
        card = cards.paper_card(session, paper.id, NOW.date())
        assert [one.name for one in card.receivers] == ["大路街道环卫所"]


@ONE_DATABASE
def test_what_changed_since_it_was_seen_is_not_signed(
    database: Database, county: County, one_issue: int, profile: Profile
) -> None:
    paper = database.write_now(drafted, county, profile, NOW, told(county, [one_issue]))
    seen, by = SeenPaper(paper.id, paper.revision), county.by("chen", NOW)
    database.write_now(drafting.give_back, by, seen, "时限太短")
    with pytest.raises(Refusal, match="refusal/paper_moved_on"):
        database.write_now(sign, county, profile, NOW, seen)
    with pytest.raises(Refusal, match="refusal/paper_moved_on"):
        database.write_now(receiving.withdraw, by, seen, "发错了", NOW.date())


@ONE_DATABASE
def test_the_first_who_says_received_counts_and_an_answer_is_given_once(
    database: Database, county: County, one_issue: int, profile: Profile
) -> None:
    paper = database.write_now(signed, county, profile, NOW, told(county, [one_issue]))
    zhao, later = By(NOW, county.people["zhao"]), By(NOW + timedelta(days=1), county.people["zhao"])
    for by in (zhao, later):
        database.write_now(receiving.receive, by, paper.id, NOW.date())
    database.write_now(receiving.reply, zhao, paper.id, "清完了", 0, NOW.date())
    with pytest.raises(Refusal, match="refusal/paper_answered"):
        database.write_now(receiving.reply, later, paper.id, "又清了", 0, NOW.date())
    with pytest.raises(Refusal, match="refusal/not_your_matter"):
        database.write_now(receiving.receive, By(NOW, county.people["li"]), paper.id, NOW.date())
    with Session(database.engine) as session:
        row = session.scalars(select(PaperAddressee)).one()
        assert (row.received_at, row.replied_at, row.reply) == (NOW, NOW, "清完了")
        brought = session.scalars(select(Notice).where(Notice.kind == "papers/issued")).one()
        assert (brought.acknowledged_at, brought.file_name) == (NOW, "璧河长办发〔2026〕1号.docx")


@ONE_DATABASE
def test_in_another_profile_only_the_general_chief_signs(
    database: Database, county: County, one_issue: int, profile: Profile
) -> None:
    rules = replace(profile.paper, signers={PaperKind.SUPERVISION: frozenset({Role.GENERAL_CHIEF})})
    strict = replace(profile, paper=rules)
    paper = database.write_now(drafted, county, strict, NOW, told(county, [one_issue]))
    with Session(database.engine) as session:
        asked = session.scalars(select(Notice.person_id).where(Notice.kind == "papers/to_sign")).all()
        assert asked == [county.people["gu"]]
        assert signing.expected(session, rules, paper.id, NOW.date()).number == "璧河长办发〔2026〕1号"
    with pytest.raises(Refusal, match="refusal/paper_not_yours_to_sign"):
        database.write_now(sign, county, strict, NOW, SeenPaper(paper.id, paper.revision))
    by = county.by("gu", NOW)
    outdated = signing.Ready(signing.Stamp(0, "", 0, "", NOW.date()), b"")
    make = lambda stamp: stamp.number.encode()  # noqa: E731
    done = database.write_now(signing.sign, by, strict, NOW.date(), SeenPaper(paper.id, paper.revision), outdated, make)
    assert (done.signed_by_id, done.signed_post_id) == (county.people["gu"], county.posts["gu"])
