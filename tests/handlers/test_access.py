"""Who may do what, where: the whole table, cell by cell; over HTTP it is pressed in `test_access_over_http.py`."""

import pytest

from handlers.access import TABLE, Action, Scope, may, regions_of, require, require_in, require_post
from rules.refusals import Refusal
from rules.roles import Level, Role
from storage.posts.desks import Desk, Seat

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
CELLS = {"o": Scope.OWN, "R": Scope.REGION, "-": None}


def seat(role: Role, path: str = "/1/2/", post_id: int = 7, level: Level = Level.COUNTY) -> Seat:
    return Seat(post_id, role, level, "", 2, "大路街道", path, None, None, None, None, None)


def desk(*seats: Seat, on_roster: bool = True) -> Desk:
    return Desk(101, 101, 1, "张卫民", on_roster, seats)


def test_the_table_below_names_every_role_and_every_action() -> None:
    assert set(EXPECTED) == set(Action)
    assert set(TABLE) == set(Action)


@pytest.mark.parametrize("action", Action)
def test_each_cell_of_a_line(action: Action) -> None:
    for role, cell in zip(ROLES, EXPECTED[action].split(), strict=True):
        scope = CELLS[cell]
        assert TABLE[action].get(role) is scope, role
        assert may(desk(seat(role)), action) is (scope is not None), role
        _holds_in_its_region_only(desk(seat(role)), role, action, scope)


def _holds_in_its_region_only(theirs: Desk, role: Role, action: Action, scope: Scope | None) -> None:
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
