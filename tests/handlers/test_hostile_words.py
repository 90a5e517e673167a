"""Names and words like markup, templates and formulas: shown as they were written, in every message and every sheet."""

import io
import zipfile

import pytest
from sqlalchemy import String, Text, delete, func, update
from sqlalchemy.orm import Session

from storage.models import Base, Media, Person, Unit, Water
from tests.handlers.rectifying import ONE_DATABASE
from tests.handlers.test_forged_buttons import forged, presses_all, wrong
from tests.marks import SECRET
from tests.one_of_each import lay_one_of_each
from tests.people import Heard
from tests.river import River

pytestmark = pytest.mark.anyio
HOSTILE = "=1+1<b>&{{ 7*7 }}{% x %}\u202e\u200b👨‍👩‍👧@"


def made_hostile(session: Session) -> None:
    """Everything marked reads like that now, and so do a person's, a unit's and a water's name."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String | Text) and not column.foreign_keys and not column.primary_key:
                marked = update(table).where(column.contains(SECRET))
                session.execute(marked.values({column: func.replace(column, SECRET, HOSTILE)}))
    for named, name in ((Person, "赵铁军"), (Unit, "大路街道环卫所"), (Water, "璧南河青溪村段")):
        session.execute(update(named).where(named.name == name).values(name=f"{HOSTILE}{name}"))
    session.execute(delete(Media))  # photos that Telegram never had


def formulas(heard: Heard) -> list[str]:
    """The sheets of a workbook that have one."""
    content = heard.document or b""
    if not (heard.file_name or "").endswith(".xlsx"):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        sheets = {name: packed.read(name) for name in packed.namelist() if "worksheets" in name}
    return [name for name, content in sheets.items() if b"<f>" in content or b"hyperlink" in content]


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
    for command in ("/ledger", "/papers", "/received", "/campaigns", "/opinions", "/boards", "/public", "/items",
                    "/transfers", "/shortlist", "/saved", "/rectify", "/duties"):  # fmt: skip
        heard += await person.says(command)
    told = "\n".join(part for each in heard for part in (each.text, *each.buttons))
    assert told.count("<b>") > 10
    assert "&49" not in told
    assert "&lt;" not in told
    assert [each.file_name for each in heard if formulas(each)] == []
    assert sum(each.document is not None for each in heard) >= 8
    assert wrong(river, caplog) == []
