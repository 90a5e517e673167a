from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from rules.issue_states import Act, State
from rules.ledger_words import Show
from storage.ledger import listing, paging
from storage.ledger.listing import Asked
from storage.models import Issue, Person, Region, Unit, Water
from tests.county import County
from tests.ledger_making import ELEVENTH, TODAY, TWENTIETH, in_hand, put, small_ledger, step


@pytest.fixture
def session(session: Session, county: County) -> Session:
    small_ledger(session, county)
    return session


def asked(**told: Any) -> Asked:
    wanted: dict[str, Any] = {"regions": ("/",), "today": TODAY, "show": Show.ALL}
    return Asked(**wanted | told)


def numbers(session: Session, **told: Any) -> list[str]:
    return [entry.number.removeprefix("2026-0") for entry in listing.every(session, asked(**told))]


def test_what_is_open_comes_first_oldest_due_first_then_what_is_settled_newest_first(session: Session) -> None:
    assert numbers(session) == ["403", "402", "401", "404", "405", "406"]


def test_each_part_of_the_ledger_holds_what_its_button_says(session: Session) -> None:
    assert numbers(session, show=Show.OPEN) == ["403", "402", "401", "404"]
    assert numbers(session, show=Show.OVERDUE) == ["403", "402"]
    assert numbers(session, show=Show.REGISTERED) == ["404"]
    assert numbers(session, show=Show.ASSIGNED) == ["402"]
    assert numbers(session, show=Show.CLOSED) == ["405"]


def test_the_counts_are_those_of_the_lists(session: Session) -> None:
    for told in ({}, {"terms": ("璧南河",)}, {"number": "2026-0402"}, {"terms": ("没有",)}):
        counts = listing.counted(session, asked(**told))
        assert counts == {show: len(numbers(session, **told | {"show": show})) for show in Show}


def test_an_issue_is_not_overdue_on_its_last_day(session: Session) -> None:
    assert numbers(session, show=Show.OVERDUE, today=date(2026, 11, 20)) == ["403"]
    [entry] = listing.every(session, asked(number="2026-0402"))
    assert [entry.days_over(day) for day in (date(2026, 11, 20), date(2026, 11, 23))] == [0, 3]


def test_a_page_is_a_piece_of_the_same_list(session: Session) -> None:
    pages = [listing.page(session, asked(), offset, 4) for offset in (0, 4, 8)]
    assert [entry.number[-3:] for page in pages for entry in page] == numbers(session)


@pytest.mark.parametrize("terms", [(), ("璧南河",)])
def test_from_mark_to_mark_all_pages_are_the_same_list_both_ways(
    session: Session, county: County, terms: tuple[str, ...]
) -> None:
    for n, state in enumerate((State.CLOSED, State.CLOSED, State.MERGED, State.REFERRED, State.ACCEPTED), 410):
        put(session, county, f"2026-0{n}", state, turned_at=TWENTIETH, due_on=date(2026, 11, 12))
    for show in (Show.ALL, Show.OPEN, Show.OVERDUE, Show.CLOSED):
        wanted, whole = asked(show=show, terms=terms), numbers(session, show=show, terms=terms)
        pages = [paging.page(session, wanted, limit=2)]
        while pages[-1].entries:
            pages.append(paging.page(session, wanted, pages[-1].last, 2))
        assert [one.number[-3:] for each in pages for one in each.entries] == whole, show
        back = [pages[-2]]
        while back[0].entries:
            back.insert(0, paging.page(session, wanted, back[0].first, 2, back=True))
        assert [one.number[-3:] for each in back for one in each.entries] == whole, show


def test_only_the_regions_of_who_asks_are_searched(session: Session, county: County) -> None:
    qinggang = session.get_one(Region, county.regions["qinggang"]).path
    assert numbers(session, regions=(qinggang,)) == ["404"]
    assert numbers(session, regions=(qinggang,), number="2026-0401") == []
    assert numbers(session, regions=()) == []


FOUND_BY: tuple[tuple[str, list[str]], ...] = (
    ("0402", ["402"]),
    ("-0402", ["402"]),
    ("璧南河", ["403", "402", "401", "405", "406"]),  # the river, and so every reach of it
    ("大路段", ["403", "402", "401", "405", "406"]),
    ("白云溪", ["404"]),
    ("青杠", ["404"]),  # the township, and so its villages
    ("环卫", ["403", "402", "401", "405"]),
    ("铁军", ["403", "402", "401", "405"]),
    ("白云生", ["404"]),
    ("菜地", ["402"]),
    ("乱建", ["406"]),
    ("王晓梅", []),  # the office assigned them, but has none in hand
)


def test_a_word_is_found_in_number_water_region_unit_person_type_and_words(session: Session) -> None:
    names = {"dumping": "乱堆", "construction": "乱建"}
    for words, found in FOUND_BY:
        assert numbers(session, terms=(words,), type_names=names) == found, words


def test_several_words_must_all_be_found(session: Session) -> None:
    assert numbers(session, terms=("璧南河", "菜地")) == ["402"]
    assert numbers(session, terms=("白云溪", "菜地")) == []


def test_every_sign_is_looked_for_as_itself(session: Session, county: County) -> None:
    made = session.get_one(Issue, put(session, county, "2026-0499"))
    for sign in ("%", "_", "/", "\\", "'", '"', "*", "["):
        made.words = f"标牌写着五{sign}六"
        session.flush()
        assert numbers(session, terms=(sign,)) == ["499"], sign
        assert numbers(session, terms=(f"五{sign}六",)) == ["499"], sign
        assert numbers(session, terms=(f"六{sign}五",)) == [], sign


def test_capital_and_full_width_letters_do_not_matter(session: Session, county: County) -> None:
    put(session, county, "2026-0499", words="K12 井盖")
    assert numbers(session, terms=("k12",)) == ["499"]
    assert numbers(session, terms=("Ｋ１２",)) == ["499"]


def test_a_member_of_the_public_is_not_found_by_name(session: Session, county: County) -> None:
    person = Person(name="路人甲", on_roster=False)
    session.add(person)
    session.flush()
    put(session, county, "2026-0499", reporter_id=person.id)
    assert numbers(session, terms=("路人甲",)) == []


def test_the_ledger_can_be_narrowed_to_a_water_a_post_a_unit_a_type_a_time(session: Session, county: County) -> None:
    dalu = county.waters["dalu_reach"]
    assert numbers(session, water_id=dalu) == ["403", "402", "401", "405", "406"]
    assert numbers(session, water_id=county.waters["brook"]) == ["404"]
    assert numbers(session, post_id=county.posts["zhao"]) == ["403", "402", "401", "405"]
    assert numbers(session, unit_id=county.units["cleaning"]) == ["403", "402", "401", "405"]
    assert numbers(session, unit_id=county.units["ecology"]) == []
    assert numbers(session, type="construction") == ["406"]
    assert numbers(session, reported=(ELEVENTH, ELEVENTH + timedelta(seconds=1))) == ["404"]
    assert numbers(session, reported=(TWENTIETH, TWENTIETH)) == []


def test_a_line_tells_who_has_it_how_far_it_is_and_who_reviewed_it(session: Session, county: County) -> None:
    made = in_hand(session, county, "2026-0499", date(2026, 11, 15))
    session.get_one(Issue, made).due_on = date(2026, 11, 25)
    step(session, county, made, Act.GRANT_EXTENSION, "wang", until_on=date(2026, 11, 25))
    step(session, county, made, Act.PROGRESS, "zhao", "清了一半", at=TWENTIETH)
    step(session, county, made, Act.SEND_BACK, "wang", "对岸还有", at=TWENTIETH)
    [entry] = listing.every(session, asked(number="2026-0499"))
    assert (entry.unit, entry.people, entry.requirement) == ("大路街道环卫所", ("赵铁军",), "清运干净")
    assert (entry.township, entry.region, entry.water) == ("大路街道", "青溪村", "璧南河青溪村段")
    course = entry.course
    assert (course.first_due_on, course.extended_to) == (date(2026, 11, 15), date(2026, 11, 25))
    assert (course.progress, course.progress_at) == ("清了一半", TWENTIETH)
    assert (course.reviewed_by, course.review) == ("王晓梅", Act.SEND_BACK)


def test_an_issue_above_the_townships_is_named_by_its_own_region(session: Session, county: County) -> None:
    put(session, county, "2026-0499", region="district", water_id=None)
    [entry] = listing.every(session, asked(number="2026-0499"))
    assert (entry.township, entry.place) == ("璧山区", "璧山区")


def test_a_word_that_thousands_of_waters_share_is_no_trouble(session: Session, county: County) -> None:
    session.add_all(
        Water(code=f"P{n}", name=f"{n}号山坪塘", kind="塘", region_id=county.regions["qingxi"], path=f"/9{n}/")
        for n in range(2_000)
    )
    session.add(Unit(code="U9", name="塘坝管理站", region_id=county.regions["dalu"]))
    session.flush()
    assert numbers(session, terms=("塘",)) == []
    assert numbers(session, terms=("河",))[0] == "403"


def test_what_was_taken_back_is_neither_open_nor_closed(session: Session, county: County) -> None:
    put(session, county, "2026-0499", State.WITHDRAWN, reported_at=datetime(2026, 11, 22, tzinfo=UTC))
    assert numbers(session, show=Show.WITHDRAWN) == ["499"]
    assert "499" not in numbers(session, show=Show.OPEN) + numbers(session, show=Show.CLOSED)
