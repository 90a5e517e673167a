"""The file of evidence that goes with a transfer (clause L3): opened again, it says what was handed over."""

import io
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from sqlalchemy.orm import Session

from documents.ledger.evidence_file import Dispatched, evidence_file
from rules.issue_states import Act
from storage.database import Database
from storage.models import Media, MediaKind, MediaUse
from storage.transfers.evidence import evidence
from tests.county import County
from tests.issue_making import photographed, registered
from tests.pictures import picture

SENT = Dispatched("大路街道河长制办公室", "璧山区生态环境局", "涉嫌违法倾倒\x0b，请查处", "乱堆", date(2026, 12, 2),
                  date(2026, 11, 23))  # fmt: skip


def _printed(session: Session, media_id: int, sha256: str, file_name: str | None = None) -> None:
    media = session.get_one(Media, media_id)
    media.sha256, media.file_name = sha256, file_name
    media.kind = MediaKind.FILE if file_name else media.kind


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_L3_the_file_names_each_photo_with_its_print_and_leaves_the_penalty_to_the_department(
    database: Database, county: County
) -> None:
    issue_id = database.write_now(registered, county)
    for n, who in enumerate(("zhang", "zhang2")):
        media = database.write_now(photographed, issue_id, county.people[who], f"f{n}", MediaUse.BEFORE)
        database.write_now(_printed, media, f"{n}" * 64)
    media = database.write_now(photographed, issue_id, county.people["zhang"], "f2", MediaUse.NOTE)
    database.write_now(_printed, media, "2" * 64, "监测报告.pdf")
    found = database.read_now(evidence, issue_id, date(2026, 11, 23))
    content = evidence_file(found, SENT, [picture("堆"), b""], ZoneInfo("Asia/Shanghai"))
    paper = Document(io.BytesIO(content))
    lines = [each.text for each in paper.paragraphs]
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert lines[0] == "河湖问题移交材料 2026-0001"
    assert "涉嫌违法倾倒，请查处" in lines
    assert "SHA-256：" + "0" * 64 in lines
    assert "（照片打不开）" in lines
    assert lines[lines.index("其他材料（1件，原件存河长办公室）") + 2] == "SHA-256：" + "2" * 64
    assert [line for line in lines if line.startswith("材料1　监测报告.pdf　") and "张卫民发送" in line]
    assert [line for line in lines if "张大江发送" in line]
    assert "璧南河青溪村段（东经106.22000°，北纬29.59500°）" in cells
    assert Act.REGISTER.word in cells
    assert "是否处罚由贵单位依法决定" in "".join(lines)
    assert len(paper.inline_shapes) == 1
