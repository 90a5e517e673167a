"""Names and words like markup, templates and formulas: shown as they were written, in messages, sheets and papers."""

import io
import json
import zipfile
from xml.etree import ElementTree

import pytest
from sqlalchemy import JSON, String, Table, Text, delete, func, select, update
from sqlalchemy.orm import Session

from rules.roles import Role
from storage.models import Base, Media, Person, Unit, Water
from tests.databases import ONE_DATABASE
from tests.handlers.every_button import forged, reaches, reading
from tests.handlers.pressing import presses_all, says_all, wrong
from tests.marks import SECRET
from tests.one_of_each import lay_one_of_each
from tests.people import Heard
from tests.river import River

pytestmark = pytest.mark.anyio
SHOWN = "=1+1<b>&{{ 7*7 }}{% x %}"  # its beginning, as somebody reads it
HOSTILE = "=1+1<b>&{{ 7*7 }}{% x %}\u202e\u200b👨‍👩‍👧@"


def made_hostile(session: Session) -> None:
    """Everything marked reads like that now, and so do a person's, a unit's and a water's name."""
    for table in Base.metadata.sorted_tables:
        worded = [column for column in table.columns if isinstance(column.type, String | Text)]
        worded = [column for column in worded if not column.foreign_keys and not column.primary_key]
        if worded:
            session.execute(update(table).values({column: func.replace(column, SECRET, HOSTILE) for column in worded}))
        _made_hostile_within(session, table)
    for named, name in ((Person, "赵铁军"), (Unit, "大路街道环卫所"), (Water, "璧南河青溪村段")):
        session.execute(update(named).where(named.name == name).values(name=f"{HOSTILE}{name}"))
    session.execute(delete(Media))  # photos that Telegram never had


def _made_hostile_within(session: Session, table: Table) -> None:
    """The same of columns that hold more than one word: the parts of a report, the lines of a notice."""
    for column in (each for each in table.columns if isinstance(each.type, JSON)):
        for key, told in session.execute(select(table.c.id, column)):
            if SECRET in (written := json.dumps(told, ensure_ascii=False)):
                meant = json.loads(written.replace(SECRET, HOSTILE))
                session.execute(update(table).where(table.c.id == key).values({column: meant}))


def papers(heard: list[Heard]) -> str:
    """The words of all Word files, each of which is well-formed."""
    told = []
    for each in heard:
        if (each.file_name or "").endswith(".docx") and (each.document or b"").startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(each.document or b"")) as packed:
                parts = [ElementTree.fromstring(packed.read(name)) for name in packed.namelist() if ".xml" in name]  # noqa: S314 - our own
            told += ["".join(part.itertext()) for part in parts]
    return "\n".join(told)


def formulas(heard: Heard) -> list[str]:
    """The sheets of a workbook that have one."""
    content = heard.document or b""
    if not (heard.file_name or "").endswith(".xlsx"):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheets = {name: packed.read(name) for name in packed.namelist() if "worksheets" in name}
    return [name for name, content in sheets.items() if b"<f>" in content or b"hyperlink" in content]


_COMMANDS = (
    "/ledger", "/papers", "/received", "/campaigns", "/opinions", "/boards", "/public", "/items", "/transfers",
    "/shortlist", "/saved", "/rectify", "/duties", "/broadcast", "/measures", "/absence", "/alerts", "/briefs",
    "/duty_list", "/self_review", "/duty_report", "/group",
)  # fmt: skip


@ONE_DATABASE
async def test_hostile_words_are_shown_as_they_were_written(river: River, caplog: pytest.LogCaptureFixture) -> None:
    def laid(session: Session) -> dict[str, int]:
        ids = lay_one_of_each(session, river.county)
        made_hostile(session)
        return ids

    person = river.wang
    ids = river.database.write_now(laid)
    await person.hears()
    heard = await presses_all(river, person, forged(ids))
    for other, role in ((river.chen, Role.OFFICE), (river.zhang, Role.RIVER_CHIEF)):
        heard += await presses_all(river, other, [data for data in reading(ids) if reaches(role, data)])
    heard += await says_all(person, _COMMANDS)
    told = "\n".join(part for each in heard for part in (each.text, *each.buttons))
    assert told.count("<b>") > 10
    assert told.count(SHOWN) > 40
    assert "&49" not in told + papers(heard)
    assert papers(heard).count(SHOWN) > 4
    assert "&lt;" not in told
    assert [each.file_name for each in heard if formulas(each)] == []
    assert sum(each.document is not None for each in heard) >= 8
    assert wrong(river, caplog) == []
