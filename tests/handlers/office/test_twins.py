"""A photo that was seen before stands beside the earlier one before the office."""

import hashlib
import io

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import media
from storage.media import Kept
from storage.models import Media
from tests.databases import ONE_DATABASE
from tests.issue_making import photographed, registered
from tests.people import picture
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]


async def test_two_issues_with_the_same_photo_are_shown_side_by_side_from_the_kept_bytes(river: River) -> None:
    photo = picture("桥下垃圾")
    sha256 = hashlib.sha256(photo).hexdigest()
    path = river.folder / "media" / sha256[:2] / sha256
    path.parent.mkdir(parents=True)
    path.write_bytes(photo)

    def write(session: Session) -> None:
        for number, who in (("2026-0401", "zhang"), ("2026-0402", "sun")):
            issue_id = registered(session, river.county, number, who)
            one = photographed(session, issue_id, river.county.people[who], f"gone {number}")
            media.keep(session, one, Kept(sha256, len(photo), 7), 3, river.clock())

    river.database.write_now(write)
    await river.wang.says("/queue")
    await river.wang.taps("异常事项 1")
    [shown] = [each for each in await river.wang.taps("第 1 件") if each.photo]
    assert "先前：11月22日 18:00 张卫民，2026-0401" in shown.text
    assert "这次：11月22日 18:00 孙小河，2026-0402" in shown.text
    assert {"2026-0401", "2026-0402"} <= set(shown.buttons)
    sheet = Image.open(io.BytesIO(shown.photo or b""))
    assert sheet.width == 1280
    with river.look() as session:
        assert [one.twin_id for one in session.scalars(select(Media).order_by(Media.id))] == [None, 1]
