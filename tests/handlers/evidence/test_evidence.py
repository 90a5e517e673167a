"""An office asks for the evidence 证据 of an issue: what was sent by whom, when, where, and whether it is whole."""

import hashlib
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.ledger.evidence_sheet import place_words
from rules.geodesy import Place
from storage.issues import evidence
from storage.issues.evidence import Exhibit
from storage.models import Media, MediaUse, Patrol, PatrolMode, PatrolState, TrackPoint
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import assigned, issue, opens, submits, submitted
from tests.issue_making import SUNDAY_EVENING, photographed, registered
from tests.river import River

pytestmark = pytest.mark.anyio


async def test_each_file_is_listed_with_its_hash_and_damage_is_named(river: River) -> None:
    issue_id = await assigned(river)
    await submits(river)
    number = issue(river, issue_id).number
    with river.look() as session:
        [photo] = session.scalars(select(Media).where(Media.use == MediaUse.AFTER))
    assert photo.sha256
    path = river.folder / "media" / photo.sha256[:2] / photo.sha256
    assert hashlib.sha256(path.read_bytes()).hexdigest() == photo.sha256
    assert photo.update_id
    await opens(river.wang, issue_id)
    [heard] = await river.wang.taps("🧾 证据清单")
    assert heard.text.startswith(
        f"🧾 {number} 证据清单\n共 1 件，原件完好 1 件\n\n"
        f"1. 整改后照片｜赵铁军｜11月23日 09:30\n✅ 原件完好　{photo.sha256[:16]}\n"
    )
    [file] = await river.wang.taps("📊 导出证据清单")
    assert file.file_name == f"证据清单_{number}_20261123.xlsx"
    book = load_workbook(io.BytesIO(file.document or b""))
    row = [cell.value for cell in book["证据清单"][3]]
    assert (row[1], row[4], row[7], row[12], row[13]) == (
        "整改后",
        "赵铁军",
        str(photo.update_id),
        photo.sha256,
        "原件完好",
    )
    assert len(book["证据清单"]._images) == 1  # type: ignore[attr-defined]  # openpyxl has no other way
    acts = [cells[3].value for cells in book["操作记录"].iter_rows(min_row=3)]
    assert acts == ["核实", "交办", "签收", "提交整改"]
    flipped = bytearray(path.read_bytes())
    flipped[40] ^= 1
    path.write_bytes(flipped)
    [heard] = await river.wang.taps("🧾 证据清单")
    assert "共 1 件，原件完好 0 件" in heard.text
    assert "⚠️ 原件被改动" in heard.text
    path.unlink()
    [heard] = await river.wang.taps("🧾 证据清单")
    assert "⚠️ 原件缺失" in heard.text


@ONE_DATABASE
async def test_where_a_photo_was_sent_from_is_read_off_the_senders_track(river: River) -> None:
    def sent(session: Session) -> list[Exhibit]:
        zhang, now = river.county.people["zhang"], SUNDAY_EVENING
        issue_id = registered(session, river.county)
        photographed(session, issue_id, zhang, "a")
        patrol = Patrol(post_id=river.county.posts["zhang"], person_id=zhang, water_id=river.county.waters["lower"],
                        state=PatrolState.FINISHED, mode=PatrolMode.LIVE, started_at=now)  # fmt: skip
        session.add(patrol)
        session.flush()
        for minutes in (-2, 1, 9):
            at = now + timedelta(minutes=minutes)
            session.add(TrackPoint(patrol_id=patrol.id, at=at, lat=29.59 + minutes / 1000, lon=106.22))
        session.flush()
        return evidence.exhibits(session, issue_id)

    [photo] = river.database.write_now(sent)
    assert (photo.place, photo.on_track, photo.person) == (Place(29.591, 106.22), True, "张卫民")
    assert place_words(photo) == "东经106.22000°，北纬29.59100°（发送时的轨迹）"


@ONE_DATABASE
async def test_nobody_but_the_offices_of_the_region_sees_the_list(river: River) -> None:
    issue_id = await submitted(river)
    for person in (river.zhang, river.zhao, river.qian):
        await person.says("/menu")
        heard = await person.taps_data(person.last, f"evidence:sheet:{issue_id}")
        assert heard[-1].document is None
        assert "辖区" in heard[-1].text or "职务" in heard[-1].text
