"""Received bytes are kept under their sha256; twins are shown to the office; a failed fetch is tried again."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.keeping import write_once
from bot.sandbox.limits import DOWNLOAD_BYTES
from storage import media
from storage.audit import By
from storage.media import MOST_ATTEMPTS, Received
from storage.models import Keeping, Media, MediaKind, MediaUse, OfficeEntry, Subject
from tests.people import picture
from tests.river import River

pytestmark = pytest.mark.anyio

WATER = picture("水面")


def received(river: River, *contents: bytes, kind: MediaKind = MediaKind.PHOTO) -> None:
    """Evidence that was heard, each of another issue, and not fetched yet."""
    for number, content in enumerate(contents, start=1):
        stored = river.world.keep_file(content, "photos", ".jpg", mime="image/jpeg")
        told = Received(
            kind, 101, number, None, stored.file_id, stored.unique_id, None, "image/jpeg", False, river.clock()
        )
        river.database.write_now(
            media.add, By(river.clock()), river.county.people["zhang"], told, Subject.ISSUE, number, MediaUse.BEFORE
        )


def kept(river: River) -> Sequence[Media]:
    with river.look() as session:
        return session.scalars(select(Media).order_by(Media.id)).all()


def entries(river: River) -> list[str]:
    with river.look() as session:
        return [entry.kind for entry in session.scalars(select(OfficeEntry))]


async def test_bytes_are_kept_as_received_under_their_sha256(river: River) -> None:
    received(river, WATER)
    assert await river.chief.keeping.do_waiting() == 1
    sha256 = hashlib.sha256(WATER).hexdigest()
    path = river.folder / "media" / sha256[:2] / sha256
    assert path.read_bytes() == WATER
    [one] = kept(river)
    assert (one.keeping, one.sha256, one.size) == (Keeping.KEPT, sha256, len(WATER))
    assert await river.chief.keeping.do_waiting() == 0


async def test_a_photo_seen_before_is_kept_and_shown_to_the_office(river: River) -> None:
    received(river, WATER, WATER)
    assert await river.chief.keeping.do_waiting() == 2
    assert [(one.keeping, one.twin_id) for one in kept(river)] == [(Keeping.KEPT, None), (Keeping.KEPT, 1)]
    assert entries(river) == ["photo_seen_before"]
    assert len([path for path in (river.folder / "media").rglob("*") if path.is_file()]) == 1


async def test_the_same_picture_recompressed_is_shown_to_the_office_and_another_one_is_not(river: River) -> None:
    smaller = picture("水面")[:-2] + b"\x00\xff\xd9"
    received(river, WATER, smaller, picture("岸边垃圾"))
    await river.chief.keeping.do_waiting()
    assert [one.twin_id for one in kept(river)] == [None, 1, None]


async def test_what_is_no_picture_is_kept_all_the_same(river: River) -> None:
    received(river, b"not a picture")
    assert await river.chief.keeping.do_waiting() == 1
    assert kept(river)[0].picture_hash is None


@pytest.mark.parametrize("fault", ["cut", "server_error", "lost", "garbage"])
async def test_a_fetch_that_failed_is_tried_again(river: River, fault: str) -> None:
    received(river, WATER)
    getattr(river.world.faults, fault)(method="getFile", times=None)
    for _ in range(MOST_ATTEMPTS + 1):
        assert await river.chief.keeping.do_waiting() == 0
    assert kept(river)[0].keeping == Keeping.WAITING
    river.world.faults.clear()
    assert await river.chief.keeping.do_waiting() == 1


async def test_thirty_megabytes_are_refused_by_telegram_and_given_up_after_a_while(river: River) -> None:
    received(river, b"\xff" * (DOWNLOAD_BYTES + 1))
    for _ in range(MOST_ATTEMPTS):
        assert await river.chief.keeping.do_waiting() == 0
    assert kept(river)[0].keeping == Keeping.FAILED
    assert await river.chief.keeping.do_waiting() == 0


async def test_a_photo_of_thirty_megabytes_is_answered_with_what_to_do(river: River) -> None:
    heard = await river.zhang.sends_file("河面.jpg", b"\xff" * 31_457_280)
    assert heard[-1].text == ("这个文件有 30.0 MB，最多收 20 MB。请用「照片」方式发送，手机会自动压缩；前面说的都在。")
    assert kept(river) == []


async def test_a_full_disk_stops_nothing_and_the_photo_is_kept_when_there_is_room(river: River) -> None:
    received(river, WATER)
    (river.folder / "media").write_bytes(b"a file where the folder should be")
    assert await river.chief.keeping.do_waiting() == 0
    assert kept(river)[0].keeping == Keeping.WAITING
    assert await river.zhang.says("/help") != []
    (river.folder / "media").unlink()
    assert await river.chief.keeping.do_waiting() == 1


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_once(tmp_path / "ab" / "abc", b"first")
    write_once(tmp_path / "ab" / "abc", b"second")
    assert (tmp_path / "ab" / "abc").read_bytes() == b"first"
    assert [path.name for path in (tmp_path / "ab").iterdir()] == ["abc"]
