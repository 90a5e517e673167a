"""What somebody wrote about themselves, or an office about them, is read by those whom it concerns and nobody else."""

import pytest

from rules.roles import Role
from tests.databases import ONE_DATABASE
from tests.handlers.every_button import reaches, reading
from tests.handlers.pressing import photographs, presses_all, read, says_all, wrong
from tests.marks import ABOVE, AWAY, CLUES, CRITICISM, DOUBT, GATHERED, OBJECTION, OWN_WORDS, REQUEST, REVIEW
from tests.one_of_each import lay_one_of_each
from tests.people import Person
from tests.river import River

pytestmark = pytest.mark.anyio

# By the small county: who hears which words, however they ask.
READ_BY = {
    AWAY: {"sun", "zhang", "li", "wang"},  # the own leave, and whoever grants it
    CRITICISM: {"sun", "wang", "chen", "gu"},
    REVIEW: {"sun", "zhang", "wang", "chen"},
    OWN_WORDS: {"li", "wang", "chen", "gu"},
    OBJECTION: {"chen", "gu"},  # the house that publishes; an inspector reads the published notice without it
    CLUES: {"chen"},  # L21: the office that keeps them
    REQUEST: {"li", "wang", "chen", "gu"},
    ABOVE: {"zhou", "chen"},  # not the general chief whom it is about, though the region is his
    DOUBT: {"wang", "chen"},
    GATHERED: {"zhou", "chen"},
}
PEOPLE = {
    **dict.fromkeys(("zhang", "sun", "li", "zhou"), Role.RIVER_CHIEF),
    **dict.fromkeys(("wang", "chen"), Role.OFFICE),
    "gu": Role.GENERAL_CHIEF,
    "ding": Role.INSPECTOR,
}
_COMMANDS = ("/absence", "/measures", "/circulars", "/self_review", "/duty_report", "/briefs")


async def asks_for_all(river: River, who: Person, pressed: list[str]) -> str:
    """Presses every button that shows something, and opens every list."""
    return read(await presses_all(river, who, pressed) + await says_all(who, _COMMANDS))


@ONE_DATABASE
async def test_L21_F3a_F3c_words_about_somebody_are_read_by_whom_they_concern_only(
    river: River, caplog: pytest.LogCaptureFixture
) -> None:
    ids = river.database.write_now(lay_one_of_each, river.county)
    photographs(river)
    heard = {
        key: await asks_for_all(river, getattr(river, key), [data for data in reading(ids) if reaches(role, data)])
        for key, role in PEOPLE.items()
    }
    assert {mark: {key for key in PEOPLE if mark in heard[key]} for mark in READ_BY} == READ_BY
    assert wrong(river, caplog) == []
