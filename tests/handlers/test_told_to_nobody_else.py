"""What somebody wrote about themselves, or an office about them, is read by those whom it concerns and nobody else."""

import pytest

from tests.databases import ONE_DATABASE
from tests.handlers.every_button import reading
from tests.handlers.pressing import photographs, presses_all, read, wrong
from tests.marks import ABOVE, AWAY, CLUES, CRITICISM, DOUBT, GATHERED, OBJECTION, OWN_WORDS, REQUEST, REVIEW
from tests.one_of_each import lay_one_of_each
from tests.people import Heard, Person
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
PEOPLE = ("zhang", "sun", "li", "wang", "chen", "gu", "zhou", "ding")
_COMMANDS = ("/absence", "/measures", "/circulars", "/self_review", "/duty_report", "/briefs")


async def asks_for_all(river: River, who: Person, told: list[str]) -> str:
    """Presses every button that shows something, and opens every list."""
    heard: list[Heard] = await presses_all(river, who, told)
    for command in _COMMANDS:
        heard += await who.says(command)
    return read(heard)


@ONE_DATABASE
async def test_L21_F3a_F3c_words_about_somebody_are_read_by_whom_they_concern_only(
    river: River, caplog: pytest.LogCaptureFixture
) -> None:
    ids = river.database.write_now(lay_one_of_each, river.county)
    photographs(river)
    heard = {key: await asks_for_all(river, getattr(river, key), reading(ids)) for key in PEOPLE}
    assert {mark: {key for key in PEOPLE if mark in heard[key]} for mark in READ_BY} == READ_BY
    assert wrong(river, caplog) == []
