"""Who may do what, where: the whole table, cell by cell, and over HTTP for everything that can be asked for."""

from datetime import date
from functools import cache
from typing import Any

import pytest
from sqlalchemy import Select, func, select, update

from handlers.access import TABLE, Action, Scope, may, regions_of, require, require_in, require_post
from handlers.doors import Doors
from rules.refusals import Refusal
from rules.roles import Level, Role
from storage.database import Database
from storage.models import Appointment, AuditRow, Base, Draft
from storage.models import Delegation as Given
from storage.posts.desks import Desk, Seat
from tests.people import Person, picture
from tests.river import River

pytestmark = pytest.mark.anyio


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Who may do what has nothing to do with the kind of database."""
    return sqlite_database


NOT_YOUR_ROLE = "您目前的职务不办理这一项。如有出入，请联系河长办。"
NOT_BOUND = "请先点下方「📱 分享我的手机号」，核对花名册后即可办理。"

# o: what is one's own; R: everything in the region of the post; -: not at all. A line an action; columns: general,
# deputy general, river, lake chief; liaison, office, inspector, unit; five kinds of keepers; member, public.
ROLES = tuple(Role)
EXPECTED = {
    Action.TALK:              "o o o o  o o o o  o o o o o  o o",
    Action.BIND:              "o o o o  o o o o  o o o o o  o o",
    Action.REPORT_ISSUE:      "o o o o  o o o o  o o o o o  o o",
    Action.PATROL:            "o o o o  - - - -  o o o o o  - -",
    Action.DELEGATE:          "o o o o  - - - -  - - - - -  - -",
    Action.SEE_DUTIES:        "o o o o  o o o o  o o o o o  o -",
    Action.SEE_OWN_REPORTS:   "o o o o  o o o o  o o o o o  o o",
    Action.RECTIFY:           "o o o o  o - - o  o o o o o  - -",
    Action.DECIDE_ISSUE:      "- - - -  - R - -  - - - - -  - -",
    Action.SEE_LEDGER:        "R R - -  - R R -  - - - - -  - -",
    Action.SEE_FIGURES:       "R R - -  - R R -  - - - - -  - -",
    Action.IMPORT_ROSTER:     "- - - -  - R - -  - - - - -  - -",
    Action.UNBIND:            "- - - -  - R - -  - - - - -  - -",
    Action.SEE_PEOPLE:        "- - - -  - R - -  - - - - -  - -",
    Action.SEE_POINTS:        "o o o o  o o o o  o o o o o  o o",
    Action.SEE_KEEPERS_PHONE: "R R o o  - R R -  - - - - -  - -",
    Action.APPOINT_KEEPER:    "- - - -  - R - -  - - - - -  - -",
    Action.SEE_TREE:          "o o o o  o o o o  o o o o o  o o",
    Action.SEE_ITEMS:         "R R o o  o R - o  - - - - -  - -",
    Action.RECORD_DECISION:   "o o o o  - R - -  - - - - -  - -",
    Action.KEEP_KEY_LISTS:    "- - - -  o R - -  - - - - -  - -",
    Action.ANSWER_BOUNDARY:   "R R - -  - R - -  - - - - -  - -",
    Action.SEE_CAMPAIGNS:     "- - - -  - R - -  - - - - -  o -",
    Action.MANAGE_CAMPAIGN:   "- - - -  - R - -  - - - - -  - -",
    Action.TAKE_PART:         "- - - -  - - - -  - - - - -  o -",
    Action.SEE_OPINIONS:      "- - - -  o R - o  - - - - -  o -",
    Action.INSPECT:           "- - - -  R R R R  - - - - -  - -",
    Action.ENTER_ISSUE:       "- - - -  - R - -  - - - - -  - -",
    Action.SEE_PATROL_LOG:    "o o o o  - R - -  o o o o o  - -",
    Action.SUPERVISE:         "- - - -  - R - -  - - - - -  - -",
    Action.SEE_TRANSFERS:     "- - - -  - R - o  - - - - -  - -",
    Action.LOOK_BACK:         "- - - -  - R R -  - - - - -  - -",
    Action.SEE_PAPERS:        "R R - -  - R R -  - - - - -  - -",
    Action.DRAFT_PAPER:       "- - - -  - R - -  - - - - -  - -",
    Action.SIGN_PAPER:        "R R - -  - R - -  - - - - -  - -",
    Action.RECEIVE_PAPER:     "o o o o  o o - o  o o o o o  - -",
    Action.KEEP_BOARDS:       "- - - -  - R - -  - - - - -  - -",
    Action.REVIEW_PUBLIC:     "- - - -  - R - -  - - - - -  - -",
    Action.BROADCAST:         "- - - -  - R - -  - - - - -  - -",
    Action.RECEIVE_NOTICE:    "o o o o  o o o o  o o o o o  o o",
    Action.SEE_DUTY_LIST:     "o o o o  o o o o  o o o o o  - -",
    Action.KEEP_DUTY_LISTS:   "- - - -  - R - -  - - - - -  - -",
    Action.FOLLOW_DUTY_LISTS: "- - - -  - R - -  - - - - -  - -",
    Action.SEE_BRIEFS:        "o o o o  o R - -  - - - - -  - -",
    Action.SELF_REVIEW:       "o o o o  - R - -  - - - - -  - -",
    Action.DUTY_REPORT:       "o o o o  - R - -  - - - - -  - -",
    Action.KEEP_GROUPS:       "- - - -  - R - -  - - - - -  - -",
    Action.KEEP_ALERTS:       "- - - -  - R - -  - - - - -  - -",
    Action.TAKE_LEAVE:        "o o o o  - R - -  - - - - -  - -",
    Action.TRY_RULES:         "- - - -  - R - -  - - - - -  - -",
    Action.SEE_MEASURES:      "R R o o  o R - o  o o o o o  - -",
    Action.ORDER_MEASURE:     "R R - -  - R - -  - - - - -  - -",
}  # fmt: skip
CELLS = [
    (role, action, {"o": Scope.OWN, "R": Scope.REGION, "-": None}[cell])
    for action, row in EXPECTED.items()
    for role, cell in zip(ROLES, row.split(), strict=True)
]


def seat(role: Role, path: str = "/1/2/", post_id: int = 7, level: Level = Level.COUNTY) -> Seat:
    return Seat(post_id, role, level, "", 2, "大路街道", path, None, None, None, None, None)


def desk(*seats: Seat, on_roster: bool = True) -> Desk:
    return Desk(101, 101, 1, "张卫民", on_roster, seats)


def test_the_table_below_names_every_role_and_every_action() -> None:
    assert set(EXPECTED) == set(Action)
    assert set(TABLE) == set(Action)


@pytest.mark.parametrize(("role", "action", "scope"), CELLS)
def test_each_cell(role: Role, action: Action, scope: Scope | None) -> None:
    assert TABLE[action].get(role) is scope
    theirs = desk(seat(role))
    assert may(theirs, action) is (scope is not None)
    inside, outside = "/1/2/9/", "/1/3/"
    if scope is None:
        with pytest.raises(Refusal, match="refusal/not_your_role"):
            require(theirs, action)
    if scope is Scope.REGION:
        assert require_in(theirs, action, inside).role is role
        assert regions_of(theirs, action) == ("/1/2/",)
        with pytest.raises(Refusal, match="refusal/not_your_region"):
            require_in(theirs, action, outside)
        with pytest.raises(Refusal, match="refusal/not_your_region"):
            require_in(theirs, action, "/1/")
    else:
        with pytest.raises(Refusal):
            require_in(theirs, action, inside)


@pytest.mark.parametrize("action", Action)
def test_somebody_without_a_post_may_do_what_the_public_may(action: Action) -> None:
    public = TABLE[action].get(Role.PUBLIC) is Scope.OWN
    assert may(desk(), action) is public
    assert may(Desk(5, 5), action) is public
    if not public:
        with pytest.raises(Refusal, match="refusal/not_bound"):
            require(Desk(5, 5), action)
        with pytest.raises(Refusal, match="refusal/not_your_role"):
            require(desk(), action)


def test_a_region_whose_number_begins_alike_is_another_region() -> None:
    with pytest.raises(Refusal, match="refusal/not_your_region"):
        require_in(desk(seat(Role.OFFICE, "/1/2/")), Action.DECIDE_ISSUE, "/1/22/")


def test_of_two_posts_the_one_that_allows_it_counts() -> None:
    theirs = desk(seat(Role.RIVER_CHIEF, "/1/2/", 7), seat(Role.OFFICE, "/1/3/", 8))
    assert require_in(theirs, Action.DECIDE_ISSUE, "/1/3/4/").post_id == 8
    with pytest.raises(Refusal, match="refusal/not_your_region"):
        require_in(theirs, Action.DECIDE_ISSUE, "/1/2/4/")


def test_L15_a_station_in_a_township_does_not_inspect() -> None:
    assert may(desk(seat(Role.UNIT)), Action.INSPECT)
    station = desk(seat(Role.UNIT, level=Level.TOWNSHIP))
    assert not may(station, Action.INSPECT)
    with pytest.raises(Refusal, match="refusal/not_your_role"):
        require_in(station, Action.INSPECT, "/1/2/")


def test_a_post_belongs_to_who_holds_it_today() -> None:
    theirs = desk(seat(Role.UNIT, post_id=7), seat(Role.INSPECTOR, post_id=8))
    assert require_post(theirs, Action.RECTIFY, 7).post_id == 7
    for other in (8, 9, None):
        with pytest.raises(Refusal, match="refusal/not_your_matter"):
            require_post(theirs, Action.RECTIFY, other)


# Over HTTP: each command of the program, and who of the county is refused. Everybody else is answered otherwise.
REFUSED = {
    "duty_report": {"zhao", "ding"},
    "alerts": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "ding", "zhang2"},
    "trial": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "ding", "zhang2"},
    "absence": {"zhao", "ding"},
    "self_review": {"zhao", "ding"},
    "duty_list": set(),
    "briefs": {"zhang", "sun", "bai", "li", "zhao", "ding", "zhang2"},
    "group": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "ding", "zhang2"},
    "circulars": {"zhang", "sun", "bai", "li", "zhao", "zhou", "zhang2"},
    "papers": {"zhang", "sun", "bai", "li", "zhao", "zhou", "zhang2"},
    "received": {"ding"},
    "campaigns": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "ding", "zhang2"},
    "opinions": {"zhang", "sun", "bai", "li", "zhou", "gu", "ding", "zhang2"},
    "inspect": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "zhang2"},
    "enter": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "ding", "zhang2"},
    "items": {"ding"},
    "boards": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "ding", "zhang2"},
    "public": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "ding", "zhang2"},
    "look_back": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "zhang2"},
    "transfers": {"zhang", "sun", "bai", "li", "zhou", "gu", "ding", "zhang2"},
    "patrol": {"wang", "qian", "chen", "zhao", "ding"},
    "delegate": {"wang", "qian", "chen", "zhao", "ding"},
    "duties": set(),
    "countdown": set(),
    "reminders": set(),
    "rectify": {"wang", "qian", "chen", "ding"},
    "queue": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "ding", "zhang2"},
    "ledger": {"zhang", "sun", "bai", "li", "zhao", "zhou", "zhang2"},
    "figures": {"zhang", "sun", "bai", "li", "zhao", "zhou", "zhang2"},
    "people": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "ding", "zhang2"},
    "patrol_log": {"zhao", "ding"},
    "shortlist": {"zhang", "sun", "bai", "li", "zhao", "zhou", "zhang2"},
    "saved": {"zhang", "sun", "bai", "li", "zhao", "zhou", "zhang2"},
    "broadcast": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "ding", "zhang2"},
    "replies": {"zhang", "sun", "bai", "li", "zhao", "zhou", "gu", "ding", "zhang2"},
    "measures": {"ding"},
    "report": set(),
    "mine": set(),
    "points": set(),
    "tree": set(),
    "start": set(),
    "menu": set(),
    "more": set(),
    "conduct": set(),
    "help": set(),
    "leave": set(),
}
FOR_ANYBODY = {"points", "tree", "report", "mine", "start", "menu", "more", "conduct", "help", "leave"}


def stored(river: River) -> dict[str, int]:
    """How many rows there are of everything but the inbox itself."""
    with river.look() as session:
        return dict(session.execute(_counting()).mappings().one())


@cache
def _counting() -> Select[Any]:
    tables = [table for table in Base.metadata.sorted_tables if table.name != "inbox"]
    return select(*(select(func.count()).select_from(each).scalar_subquery().label(each.name) for each in tables))


async def test_every_entry_of_the_program_is_in_the_table_below(river: River) -> None:
    handlers = [handler for group in river.chief.application.handlers.values() for handler in group]
    commands = {name for handler in handlers for name in getattr(handler, "commands", ())}
    assert commands - set(REFUSED) == set()


async def test_every_handler_stands_behind_the_table(river: River) -> None:
    for group in river.chief.application.handlers.values():
        for handler in group:
            assert isinstance(getattr(handler.callback, "action", None), Action), handler
            if isinstance(handler, Doors):
                behind = [*handler.by_command.values(), *handler.by_words.values()]
                assert all(isinstance(getattr(step, "action", None), Action) for step in behind)


@pytest.mark.parametrize("command", REFUSED)
async def test_a_person_without_the_role_is_refused_and_nothing_is_stored(river: River, command: str) -> None:
    for key in river.county.people:
        person: Person = getattr(river, key)
        before = stored(river)
        heard = await person.says(f"/{command}")
        if key in REFUSED[command]:
            assert [one.text for one in heard] == [NOT_YOUR_ROLE], key
            assert heard[0].buttons != [], key
            assert stored(river) == before, key
        else:
            assert NOT_YOUR_ROLE not in [one.text for one in heard], key
            assert heard != [], key


@pytest.mark.parametrize("command", sorted(set(REFUSED) - FOR_ANYBODY))
async def test_a_stranger_is_asked_for_the_number_and_nothing_is_stored(river: River, command: str) -> None:
    stranger = river.stranger()
    await stranger.hears()
    before = stored(river)
    [told] = await stranger.says(f"/{command}")
    assert (told.text, told.buttons[0]) == (NOT_BOUND, "📱 分享我的手机号")
    assert stored(river) == before


async def test_a_button_in_other_hands_is_refused_and_nothing_is_stored(river: River) -> None:
    """Whoever forges the data of a button of the office gets no further than its command."""
    zhang = river.zhang
    asked = (await zhang.sends_photo(picture("水面")))[-1]
    before = stored(river)
    rooms = {
        "queue": ("verify", "show", "next"), "ledger": ("page", "export"), "figures": ("show", "export"),
        "board": ("png", "turn", "replaced", "sheet"), "public": ("accept", "turn_down", "block", "unblock"),
        "people": ("unbind", "page"), "person": ("unbind", "ask_unbind"), "roster": ("import", "drop"),
    }  # fmt: skip
    for subject, acts in rooms.items():
        for act in acts:
            await zhang.taps_data(asked, f"{subject}:{act}:1")
            assert stored(river) == before, (subject, act)


async def test_a_workbook_from_who_is_no_office_changes_nothing(river: River) -> None:
    before = stored(river)
    for person in (river.zhang, river.zhao, river.stranger()):
        heard = await person.sends_file("名册.xlsx", b"PK\x03\x04")
        assert heard[-1].text in (NOT_YOUR_ROLE, NOT_BOUND)
    [told] = await river.wang.sends_file("名册.xlsx", b"PK\x03\x04")
    assert told.text == "花名册由县级及以上河长办导入。请把表格交给区县河长办。"
    assert stored(river) == before


async def test_a_post_that_has_ended_allows_nothing(river: River) -> None:
    ended = update(Appointment).where(Appointment.person_id == river.county.people["wang"])
    river.database.write_now(lambda session: session.execute(ended.values(until_on=date(2026, 11, 22))))
    [told] = await river.wang.says("/queue")
    assert told.text == NOT_YOUR_ROLE


async def test_who_was_given_a_delegation_may_patrol_while_it_lasts(river: River) -> None:
    county = river.county
    given = Given(post_id=county.posts["zhang"], chief_id=county.people["zhang"], delegate_id=county.people["zhao"],
                  from_on=date(2026, 11, 23), until_on=date(2026, 11, 23))  # fmt: skip
    river.database.write_now(lambda session: session.add(given))
    assert NOT_YOUR_ROLE not in [heard.text for heard in await river.zhao.says("/patrol")]
    with river.look() as session:
        assert session.scalars(select(Draft)).all() != [] or session.scalars(select(AuditRow)).all() == []
