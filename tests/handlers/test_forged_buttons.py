"""Buttons that nobody was given: every one there is, pressed by whom it does not concern, changes and tells nothing."""

from collections.abc import Collection
from functools import partial

import pytest

from handlers.access import TABLE
from handlers.rooms import TAPS
from rules.roles import Role
from tests.databases import ONE_DATABASE
from tests.handlers.every_button import BUTTONS, ISSUE, MONTH, forged, in_dialogs
from tests.handlers.pressing import kept, photographs, presses_all, read, wrong
from tests.marks import DRAFT, HIDDEN, HIDDEN_NUMBER, PHONE, PUBLIC, PUBLIC_ID, SECRET
from tests.one_of_each import lay_one_of_each, phone
from tests.people import Heard, Person
from tests.river import River

pytestmark = pytest.mark.anyio

# By which role somebody presses, and which subjects.
OUTSIDERS: dict[str, tuple[Role, Collection[str]]] = {
    "qian": (Role.OFFICE, BUTTONS), "bai": (Role.RIVER_CHIEF, BUTTONS), "stranger": (Role.PUBLIC, BUTTONS),
    "unit": (Role.UNIT, BUTTONS), "tan": (Role.MEMBER, ("campaign", "opinion")),
}  # fmt: skip


def test_every_button_there_is_is_forged_here() -> None:
    there = {f"{each.subject}:{act}" for each in TAPS for act in each.acts} | {"draft:resume", "draft:drop"}
    assert there ^ {f"{subject}:{act}" for subject, acted in BUTTONS.items() for act in acted} == set()


def reaches(role: Role, data: str) -> bool:
    """Whether a button gets as far as its own step: the others all end at the table, which one of a subject shows."""
    subject, _, act = data.partition(":")
    acts = next((each.acts for each in TAPS if each.subject == subject), {})
    act = act.partition(":")[0]
    return act not in acts or act == min(acts) or {role, Role.PUBLIC} & TABLE[acts[act][0]].keys() != set()


@ONE_DATABASE
@pytest.mark.parametrize("who", OUTSIDERS)
async def test_a_forged_button_of_another_scope_changes_and_tells_nothing(
    river: River, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    ids = river.database.write_now(lay_one_of_each, river.county)
    people = {"stranger": river.stranger} | {key: partial(phone, river, ids, key) for key in ("unit", "tan")}
    outsider = people[who]() if who in people else getattr(river, who)
    await outsider.hears()
    role, some = OUTSIDERS[who]
    pressed = [data for data in forged(ids, some) if reaches(role, data)]
    pressed += in_dialogs(ids["draft"]) if who == "qian" else []
    before = kept(river, outsider)
    heard = await presses_all(river, outsider, pressed)
    after = kept(river, outsider)
    told = [line for line in read(heard).splitlines() if any(each in line for each in (SECRET, HIDDEN, PHONE[3:]))]
    assert (told, [name for name in before if before[name] != after[name]]) == ([], [])
    assert wrong(river, caplog) == []


_COMMANDS = ("/queue", "/ledger", "/figures", "/inspect", "/shortlist", "/look_back", "/papers", "/transfers", "/items")


@ONE_DATABASE
@pytest.mark.parametrize("who", ["wang", "gu", "zhang"])
async def test_F2a_what_an_unannounced_inspection_found_so_far_is_shown_to_nobody_by_any_button(
    river: River, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    ids = river.database.write_now(lay_one_of_each, river.county)
    insider: Person = getattr(river, who)
    about = dict.fromkeys(ISSUE, ids["hidden"]) | {f"{key}_since": ids["hidden_since"] for key in ISSUE}
    named = {subject: acted for subject, acted in BUTTONS.items() if subject in ("issue", "evidence", "star", "mine")}
    told = [
        f"{subject}:{act}:{more}".format(**ids | about)
        for subject, acted in named.items()
        for act, payloads in acted.items()
        for more in payloads[:1]
    ]
    told += [each.format(**ids) for each in (
        "look_back:choose:{hidden}", "boundary:begin:{hidden}", "paper:draft:{hidden}", "inspections:open:{running}",
        "inspections:photos:{running}", f"inspections:excel:{MONTH}:0", f"figures:excel:{MONTH}", "sift:page:n......",
    )]  # fmt: skip
    before = kept(river, insider)
    heard = await presses_all(river, insider, told)
    for command in _COMMANDS:
        heard += await insider.says(command)
    after = kept(river, insider)
    leaked = [line for line in read(heard).splitlines() if HIDDEN in line or HIDDEN_NUMBER in line]
    assert (leaked, [name for name in before if before[name] != after[name]]) == ([], [])
    assert wrong(river, caplog) == []


_ABOUT_ISSUES = ("issue", "evidence", "transfer", "look_back", "boundary", "inspections", "paper", "public", "star")


async def asks_for_everything(who: Person) -> list[Heard]:
    """Opens every list that the role has, and takes each file that is offered below it."""
    heard: list[Heard] = []
    for command in _COMMANDS:
        heard += await who.says(command)
        files = [data for data in who.last.data.values() if "excel" in data or "sheet" in data]
        for data in files:
            heard += await who.taps_data(who.last, data)
    return heard


@ONE_DATABASE
@pytest.mark.parametrize("who", ["zhao", "zhang", "ding"])
async def test_who_of_the_public_it_was_is_told_to_no_assignee_chief_or_inspector(
    river: River, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    ids = river.database.write_now(lay_one_of_each, river.county)
    photographs(river)
    concerned: Person = getattr(river, who)
    heard = await presses_all(river, concerned, forged(ids, _ABOUT_ISSUES)) + await asks_for_everything(concerned)
    told = read(heard)
    assert "2026-7703" in told
    secret = (PUBLIC, PHONE, PHONE[3:], str(PUBLIC_ID), HIDDEN if who != "ding" else PUBLIC)
    assert [line for line in told.splitlines() if any(each in line for each in secret)] == []
    assert wrong(river, caplog) == []


@ONE_DATABASE
@pytest.mark.parametrize("who", ["chen", "ding", "li", "zhao"])
async def test_F2b_a_paper_that_is_not_signed_is_seen_by_its_own_office_only(river: River, who: str) -> None:
    ids = river.database.write_now(lay_one_of_each, river.county)
    other: Person = getattr(river, who)
    told = [f"paper:{act}:{ids['paper_draft']}:0" for act in BUTTONS["paper"] if act != "draft"]
    heard = await presses_all(river, other, told) + await other.says("/papers") + await other.says("/received")
    assert DRAFT not in read(heard)
    own = await presses_all(river, river.wang, told[:2]) + await river.wang.says("/papers")
    assert read(own).count(DRAFT) >= 2
