"""Any order of anything: no update leaves an unhandled error, and no dialog is one that cannot be left."""

import logging
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.rooms import DIALOGS, ENTRIES, TAPS
from tests.busy_county import PHONES, found_busy_county
from tests.county import County, Rows, written_down
from tests.databases import Maker
from tests.people import Heard, Person, picture
from tests.river import River, flowing
from tests.washing import Laundry, Washed

WHO = ("zhang", "li", "wang", "chen", "zhao", "ding", "gu", *PHONES, "stranger")
Act = tuple[str, str, object]
Deed = Callable[[River, Person, object], Awaitable[object]]

COMMANDS = [f"/{entry.key}" for entry in ENTRIES]
# Each button that the program knows, as somebody who has seen it on another's phone would press it.
BUTTONS = [f"{taps.subject}:{act}" for taps in TAPS for act in taps.acts] + [
    f"{dialog.name}:{act}" for dialog in DIALOGS for act in dialog.taps
]
PHOTO = picture("水面")
GEOTAGGED = picture("岸边", place=(29.595, 106.2202))

words = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "\u202eevil",
            "👨‍👩‍👧‍👦" * 30,
            "<b>&lt;",
            "\u200b\u200b",
            "=cmd|' /C calc'!A0",
            "字" * 4096,
            "/patrol",
            "/leave",
            "/start w-R01",
        ]
    ),
)
places = st.tuples(st.floats(-90, 90), st.floats(-180, 180)) | st.sampled_from([(29.5951, 106.2202), (29.6, 106.22)])


async def _says(river: River, person: Person, told: object) -> None:
    await person.says(str(told) or "…")


async def _presses(river: River, person: Person, told: object) -> None:
    """Presses any label that is there now, or the button of any old message."""
    number = int(str(told))
    stale = [(heard, data) for heard in person.heard for data in heard.data.values()]
    labels = person.labels
    if number % 2 and stale:
        heard, data = stale[number % len(stale)]
        await person.taps_data(heard, data)
    elif labels:
        await person.taps(labels[number % len(labels)], place=(29.595, 106.22))


async def _invents(river: River, person: Person, told: object) -> None:
    if (under := _with_buttons(person)) is not None:
        await person.taps_data(under, str(told) or "x")


async def _borrows(river: River, person: Person, told: object) -> None:
    """Presses what another's phone shows."""
    number = int(str(told))
    theirs = [data for chat in river.world.chats.values() for message in chat.messages.values()
              for row in message.body.get("reply_markup", {}).get("inline_keyboard", [])
              for data in [key.get("callback_data") for key in row] if data]  # fmt: skip
    under = _with_buttons(person)
    if under is not None and theirs:
        await person.taps_data(under, theirs[number % len(theirs)])


def _with_buttons(person: Person) -> Heard | None:
    """A changed client presses what it likes, but under a message that has buttons at all."""
    return next((heard for heard in reversed(person.heard) if heard.data), None)


async def _shows(river: River, person: Person, told: object) -> None:
    await person.sends_album([PHOTO] * (2 + int(str(told)) % 3)) if int(str(told)) % 2 else await person.sends_photo(
        PHOTO
    )


async def _files(river: River, person: Person, told: object) -> None:
    name, data = (("a.jpg", GEOTAGGED), ("b.xlsx", b"PK no workbook"), ("c.exe", b"MZ"), ("d.jpg", b"no picture"))[
        int(str(told)) % 4
    ]
    await person.sends_file(name, data)


async def _stands(river: River, person: Person, told: object) -> None:
    assert isinstance(told, tuple)
    await person.shares_place(told)


async def _walks(river: River, person: Person, told: object) -> None:
    assert isinstance(told, tuple)
    if person.share is None:
        await person.shares_live(told)
    else:
        person.share.moves_to(told, 10.0)
        await person.hears()


async def _others(river: River, person: Person, told: object) -> None:
    deeds = (person.sends_voice, person.sends_sticker, person.shares_contact, person.starts)
    await deeds[int(str(told)) % len(deeds)]()


async def _corrects(river: River, person: Person, told: object) -> None:
    own = [message for message in person.said if "text" in message.body]
    if own:
        await person.edits(own[-1], str(told) or "改")
    elif person.said:
        await person.forwards(person.said[-1])


DEEDS: dict[str, Deed] = {
    "says": _says, "presses": _presses, "invents": _invents, "borrows": _borrows, "shows": _shows,
    "files": _files, "stands": _stands, "walks": _walks, "others": _others, "corrects": _corrects,
}  # fmt: skip
numbers = st.integers(0, 1_000)
parts = st.lists(st.sampled_from(["1", "2", "3", "4", "0", "-1", "x", "", "１", "999999999999"]), max_size=3)
buttons = st.tuples(st.sampled_from(BUTTONS), parts).map(lambda told: ":".join([told[0], *told[1]]))
ACTS = st.one_of(
    st.tuples(st.sampled_from(WHO), st.sampled_from(["says", "corrects"]), words),
    st.tuples(
        st.sampled_from(WHO), st.sampled_from(["presses", "presses", "presses", "shows", "files", "others"]), numbers
    ),
    st.tuples(st.sampled_from(WHO), st.just("says"), st.sampled_from(COMMANDS)),
    st.tuples(st.sampled_from(WHO), st.just("invents"), st.text(min_size=1, max_size=20) | buttons),
    st.tuples(st.sampled_from(WHO), st.just("borrows"), numbers),
    st.tuples(st.sampled_from(WHO), st.sampled_from(["stands", "walks"]), places),
)


@pytest.fixture(scope="module")
def busy(sqlite_databases: Maker) -> tuple[County, Rows]:
    """The busy county, founded once."""
    return written_down(sqlite_databases(), found_busy_county)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(acts=st.lists(ACTS, min_size=8, max_size=25))
def test_anything_in_any_order_is_answered_and_every_dialog_can_be_left(
    empty_sqlite: Laundry, busy: tuple[County, Rows], caplog: pytest.LogCaptureFixture, acts: Sequence[Act]
) -> None:
    caplog.clear()
    caplog.set_level(logging.ERROR)
    anyio.run(_live_through, empty_sqlite(), busy, acts)
    assert [record.getMessage() for record in caplog.records] == []


def _on_the_phone(river: River, key: str) -> Person:
    if key == "stranger":
        return river.stranger()
    if key not in PHONES:
        of_the_county: Person = getattr(river, key)
        return of_the_county
    name, phone, telegram_id = PHONES[key]
    return river.phone(telegram_id, name, phone)


async def _live_through(database: Washed, busy: tuple[County, Rows], acts: Sequence[Act]) -> None:
    county, rows = busy
    database.lay(rows)
    with tempfile.TemporaryDirectory() as folder:
        async with flowing(database, county.copy(), Path(folder)) as river:
            people = {key: _on_the_phone(river, key) for key in dict.fromkeys(who for who, _, _ in acts)}
            for who, deed, told in acts:
                await DEEDS[deed](river, people[who], told)
            for person in people.values():
                await person.says("/leave")
                [*_, menu] = await person.says("/menu")
                assert menu.buttons, menu.text
    database.close()
