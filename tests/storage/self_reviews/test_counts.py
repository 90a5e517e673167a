"""The account by level, with the numbers that 奉节 reported for 2022: 21 of the county, 633 of town and village."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from rules.roles import CHIEFS, Level
from rules.self_reviews import Confirmer, ProblemState, SelfReviewRules
from storage.database import Database
from storage.models import Person, SelfReviewProblem, SelfReviewRound, SelfReviewSheet
from storage.self_reviews import cards, counts
from tests.county import County
from tests.databases import ONE_DATABASE
from tests.reminders.test_self_reviews import opened

NOW = datetime(2022, 12, 30, tzinfo=UTC)
DAY = date(2022, 12, 30)
PROBLEMS = {Level.COUNTY: 21, Level.TOWNSHIP: 200, Level.VILLAGE: 433}
REGION = {Level.COUNTY: "district", Level.TOWNSHIP: "dalu", Level.VILLAGE: "baiyun"}
POST = {Level.COUNTY: "zhou", Level.TOWNSHIP: "li", Level.VILLAGE: "bai"}


def reviewed(session: Session, county: County) -> None:
    """Each problem of a chief of its own; every third is remedied, every tenth of the others overdue."""
    one = SelfReviewRound(
        year=2022, occasion="民主生活会", region_id=county.regions["district"], levels=list(Level), roles=list(CHIEFS),
        due_on=date(2022, 12, 20), opened_at=NOW, opened_by_id=county.people["chen"],
    )  # fmt: skip
    session.add(one)
    session.flush()
    levels = [level for level, count in PROBLEMS.items() for _ in range(count)]
    people = session.scalars(insert(Person).returning(Person.id), [{"name": f"河长{n}"} for n in range(len(levels))])
    sheets = session.scalars(
        insert(SelfReviewSheet).returning(SelfReviewSheet.id),
        [
            {"round_id": one.id, "person_id": person, "post_id": county.posts[POST[level]], "level": level,
             "region_id": county.regions[REGION[level]], "handed_in_at": NOW}
            for person, level in zip(people.all(), levels, strict=True)
        ],
    )  # fmt: skip
    session.execute(insert(SelfReviewProblem), list(_problems(list(sheets))))


def _problems(sheets: list[int]) -> Iterator[dict[str, object]]:
    for n, sheet in enumerate(sheets):
        closed, late = n % 3 == 0, n % 3 and n % 10 == 0
        yield {
            "sheet_id": sheet, "words": f"问题{n}", "remedy": "整改", "entered_at": NOW,
            "state": ProblemState.CLOSED if closed else ProblemState.OPEN,
            "due_on": date(2022, 12, 1) if late else date(2023, 3, 1),
        }  # fmt: skip


def test_F3a_21_county_and_633_town_and_village_problems(database: Database, county: County) -> None:
    database.write_now(reviewed, county)
    lines, rounds = database.read_now(counts.by_level, 2022, ["/"], DAY)

    assert {line.level: line.problems for line in lines} == PROBLEMS
    assert counts.together(lines)[0] == 633
    assert sum(line.remedied for line in lines) == 218
    assert sum(line.overdue for line in lines) == sum(1 for n in range(654) if n % 3 and n % 10 == 0)
    assert [(one.concerned, one.missing) for one in rounds] == [(654, 0)]
    late, total = database.read_now(counts.listed, 2022, ["/"], DAY, "late")
    assert (len(late), total) == (counts.PAGE, sum(line.overdue for line in lines))
    assert database.read_now(counts.by_level, 2023, ["/"], DAY) == ([], [])


@ONE_DATABASE
def test_F3a_where_the_profile_says_so_the_superior_chief_confirms(database: Database, county: County) -> None:
    database.write_now(opened, county)

    def confirmers(session: Session) -> tuple[tuple[int, ...], ...]:
        [problem] = session.scalars(select(SelfReviewProblem.id)).all()
        day = date(2026, 11, 24)
        return tuple(
            cards.card(session, SelfReviewRules(confirmer=each), problem, day).confirmers for each in Confirmer
        )

    assert database.read_now(confirmers) == ((county.people["wang"],), (county.people["li"],))
