"""Picture files that no chat can show are kept as evidence all the same, and answered kindly."""

import pytest
from sqlalchemy import select

from storage.models import Media, MediaKind
from tests.databases import ONE_DATABASE
from tests.handlers.rectifying import assigned
from tests.people import picture
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]
HEIC = b"\0\0\0\x18ftypheic" + bytes(range(256)) * 4
KEPT = """📎 {} 原文件已收下，作为证据原样保存。
这种格式在聊天和表格里看不到画面，请再发一张能直接看的：拍照发送，或发 JPG、PNG 图片。"""


async def test_a_heic_of_a_rectification_is_kept_and_a_photo_is_asked_for_besides(river: River) -> None:
    await assigned(river)
    await river.zhao.hears()
    await river.zhao.taps("✍️ 签收")
    await river.zhao.taps("📷 提交整改")
    heard = await river.zhao.sends_file("IMG_0412.HEIC", HEIC)
    assert KEPT.format("HEIC") in [each.text for each in heard]
    with river.look() as session:
        [kept] = session.scalars(select(Media))
    assert (kept.kind, kept.mime, kept.file_name) == (MediaKind.IMAGE_FILE, "image/heic", "IMG_0412.HEIC")
    assert (river.folder / "media" / str(kept.sha256)[:2] / str(kept.sha256)).read_bytes() == HEIC
    heard = await river.zhao.sends_photo(picture("清完了"))
    assert not [each for each in heard if "原文件已收下" in each.text]
    await river.zhao.taps("📤 提交复核")


async def test_a_tiff_out_of_the_blue_opens_a_report_and_a_document_is_refused_with_the_formats(river: River) -> None:
    heard = await river.zhang.sends_file("扫描件.tif", b"II*\0" + bytes(200))
    assert heard[-1].text == KEPT.format("TIFF")
    [refused] = await river.zhang.sends_file("情况.pdf", b"%PDF-1.4")
    assert refused.text.startswith("请发照片（也可以用「文件」方式发送 JPG、PNG、WEBP 图片；HEIC、TIFF 只能存原件")
