"""Buttons that nobody was given: every one there is, pressed by whom it does not concern, changes and tells nothing."""

from collections.abc import Collection
from functools import partial

import pytest

from handlers.rooms import TAPS
from rules.roles import Role
from tests.databases import ONE_DATABASE
from tests.handlers.every_button import BUTTONS, ISSUE, MONTH, forged, in_dialogs, reaches
from tests.handlers.pressing import changed, kept, lines_with, photographs, presses_all, read, says_all, wrong
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


@ONE_DATABASE
async def test_a_forged_button_of_another_scope_changes_and_tells_nothing(
    river: River, caplog: pytest.LogCaptureFixture
) -> None:
    ids = river.database.write_now(lay_one_of_each, river.county)
    people = {"stranger": river.stranger} | {key: partial(phone, river, ids, key) for key in ("unit", "tan")}
    for who, (role, some) in OUTSIDERS.items():
        outsider = people[who]() if who in people else getattr(river, who)
        await outsider.hears()
        pressed = [data for data in forged(ids, some) if reaches(role, data)]
        pressed += in_dialogs(ids["draft"]) if who == "qian" else []
        before = kept(river, outsider)
        told = read(await presses_all(river, outsider, pressed))
        assert lines_with(told, SECRET, HIDDEN, PHONE[3:]) == [], who
        assert changed(before, kept(river, outsider)) == [], who
    assert wrong(river, caplog) == []


_COMMANDS = ("/queue", "/ledger", "/figures", "/inspect", "/shortlist", "/look_back", "/papers", "/transfers", "/items")


@ONE_DATABASE
async def test_F2a_what_an_unannounced_inspection_found_so_far_is_shown_to_nobody_by_any_button(
    river: River, caplog: pytest.LogCaptureFixture
) -> None:
    ids = river.database.write_now(lay_one_of_each, river.county)
    about = dict.fromkeys(ISSUE, ids["hidden"]) | {f"{key}_since": ids["hidden_since"] for key in ISSUE}
    named = {subject: acted for subject, acted in BUTTONS.items() if subject in ("issue", "evidence", "star", "mine")}
    pressed = [
        f"{subject}:{act}:{more}".format(**ids | about)
        for subject, acted in named.items()
        for act, payloads in acted.items()
        for more in payloads[:1]
    ]
    pressed += [each.format(**ids) for each in (
        "look_back:choose:{hidden}", "boundary:begin:{hidden}", "paper:draft:{hidden}", "inspections:open:{running}",
        "inspections:photos:{running}", f"inspections:excel:{MONTH}:0", f"figures:excel:{MONTH}", "sift:page:n......",
    )]  # fmt: skip
    for insider, role in ((river.wang, Role.OFFICE), (river.gu, Role.GENERAL_CHIEF), (river.zhang, Role.RIVER_CHIEF)):
        before = kept(river, insider)
        heard = await presses_all(river, insider, [each for each in pressed if reaches(role, each)])
        heard += await says_all(insider, _COMMANDS)
        assert lines_with(read(heard), HIDDEN, HIDDEN_NUMBER) == []
        assert changed(before, kept(river, insider)) == []
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
async def test_who_of_the_public_it_was_is_told_to_no_assignee_chief_or_inspector(
    river: River, caplog: pytest.LogCaptureFixture
) -> None:
    ids = river.database.write_now(lay_one_of_each, river.county)
    photographs(river)
    # 赵铁军 comes last: he has issues in hand, and what he presses moves them on.
    concerned = ((river.ding, Role.INSPECTOR), (river.zhang, Role.RIVER_CHIEF), (river.zhao, Role.UNIT))
    for who, role in concerned:
        pressed = [data for data in forged(ids, _ABOUT_ISSUES) if reaches(role, data)]
        told = read(await presses_all(river, who, pressed) + await asks_for_everything(who))
        assert "2026-7703" in told
        hidden = [HIDDEN] if who is not river.ding else []  # who inspects reads what was found
        assert lines_with(told, PUBLIC, PHONE, PHONE[3:], str(PUBLIC_ID), *hidden) == []
    assert wrong(river, caplog) == []


@ONE_DATABASE
async def test_F2b_a_paper_that_is_not_signed_is_seen_by_its_own_office_only(river: River) -> None:
    ids = river.database.write_now(lay_one_of_each, river.county)
    pressed = [f"paper:{act}:{ids['paper_draft']}:0" for act in BUTTONS["paper"] if act != "draft"]
    for other in (river.chen, river.ding, river.li, river.zhao):
        heard = await presses_all(river, other, pressed) + await says_all(other, ("/papers", "/received"))
        assert DRAFT not in read(heard)
    own = await presses_all(river, river.wang, pressed[:2]) + await river.wang.says("/papers")
    assert read(own).count(DRAFT) >= 2
