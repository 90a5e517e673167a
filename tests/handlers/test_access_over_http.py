"""Over HTTP: whoever may not do what can be asked for is told so, and nothing is stored."""

from datetime import date
from functools import cache
from typing import Any

import pytest
from sqlalchemy import Select, func, select, update

from bot.sandbox import acts
from handlers.access import Action
from handlers.doors import Doors
from storage.database import Database
from storage.models import Appointment, AuditRow, Base, Draft
from storage.models import Delegation as Given
from tests.handlers.pressing import says_all
from tests.people import Person, picture
from tests.river import River

pytestmark = pytest.mark.anyio


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Who may do what has nothing to do with the kind of database."""
    return sqlite_database


NOT_YOUR_ROLE = "您目前的职务不办理这一项。如有出入，请联系河长办。"
NOT_BOUND = "请先点下方「📱 分享我的手机号」，核对花名册后即可办理。"

# Each command of the program, and who of the county is refused. Everybody else is answered otherwise.
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


async def test_a_person_without_the_role_is_refused_and_nothing_is_stored(river: River) -> None:
    before = stored(river)
    for key in river.county.people:
        asked = [command for command, whom in REFUSED.items() if key in whom]
        told = await says_all(getattr(river, key), [f"/{command}" for command in asked])
        assert [one.text for one in told] == [NOT_YOUR_ROLE] * len(asked), key
        assert all(one.buttons for one in told), key
        assert stored(river) == before, key


async def test_a_person_with_the_role_is_answered(river: River) -> None:
    for command, refused in REFUSED.items():
        people: dict[str, Person] = {key: getattr(river, key) for key in river.county.people if key not in refused}
        for person in people.values():
            acts.says(river.world, person.user, f"/{command}")
        await river.settle()
        for key, person in people.items():
            told = [one.text for one in person.looks()]
            assert told != [], (command, key)
            assert NOT_YOUR_ROLE not in told, (command, key)


async def test_a_stranger_is_asked_for_the_number_and_nothing_is_stored(river: River) -> None:
    stranger = river.stranger()
    await stranger.hears()
    before, asked = stored(river), sorted(set(REFUSED) - FOR_ANYBODY)
    told = await says_all(stranger, [f"/{command}" for command in asked])
    assert [(one.text, one.buttons[0]) for one in told] == [(NOT_BOUND, "📱 分享我的手机号")] * len(asked)
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
    for subject, named in rooms.items():
        for act in named:
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
