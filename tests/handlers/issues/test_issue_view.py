"""How an issue is shown: its photos, before and after on one picture, a picture file as a photo; then the card."""

import pytest
from sqlalchemy import update

from storage.models import Media
from tests.databases import ONE_DATABASE
from tests.people import picture
from tests.river import River

pytestmark = [pytest.mark.anyio, ONE_DATABASE]

OWN_REACH = "📌 就在璧南河青溪村段"


async def test_before_and_after_stand_on_one_picture(river: River) -> None:
    zhang = river.zhang
    await zhang.sends_album([picture("脏一"), picture("脏二")])
    await zhang.taps(OWN_REACH)
    await zhang.taps("水面漂浮物")
    await zhang.taps("🔧 现场已处理好")
    await zhang.sends_photo(picture("净"))
    await zhang.taps("✅ 好了")
    await zhang.taps("✅ 提交")

    sheet, card = await zhang.taps("📂 查看")

    assert sheet.photo is not None
    assert card.text == (
        "2026-0001　待复核\n水面漂浮物（一般），现场已处理\n📍 璧南河青溪村段（全段）\n上报：张卫民，11月23日 09:30\n"
        "照片：整改前 2 张，整改后 1 张\n承办：璧南河青溪村段村级河长（张卫民）\n\n办理过程\n"
        "· 11月23日 09:30 登记（张卫民）\n· 11月23日 09:30 现场处理（张卫民）"
    )
    assert card.buttons == ["✏️ 改说明"]


async def test_pictures_sent_as_files_are_shown_as_photos(river: River) -> None:
    zhang = river.zhang
    await zhang.sends_file("IMG_1.jpg", picture("脏一"))
    await zhang.sends_file("IMG_2.png", b"\x89PNG\r\n\x1a\nbroken")
    await zhang.taps(OWN_REACH)
    await zhang.taps("水面漂浮物")
    await zhang.taps("✅ 提交")

    photo, card = await zhang.taps("📂 查看")  # the broken one is counted, but cannot be shown

    assert photo.photo is not None
    assert "照片：整改前 2 张" in card.text


async def test_a_card_with_long_words_stays_within_a_message(river: River) -> None:
    zhang = river.zhang
    await zhang.says("📷 上报问题")
    await zhang.says("<b>脏&" * 700)
    await zhang.taps(OWN_REACH)
    await zhang.taps("水面漂浮物")
    await zhang.taps("✅ 提交")

    [card] = await zhang.taps("📂 查看")

    assert len(card.text) < 1_500
    assert "照片" not in card.text


async def test_a_file_beyond_twenty_megabytes_is_answered_and_loses_nothing(river: River) -> None:
    zhang = river.zhang
    await zhang.sends_photo(picture("脏一"))
    [refused] = await zhang.sends_file("大图.jpg", b"\xff\xd8" + bytes(21 * 1024 * 1024))

    assert refused.text.startswith("这个文件有 21.0 MB，最多收 20 MB。")
    [asked] = await zhang.taps(OWN_REACH)
    assert asked.text.startswith("已收到 1 张照片。")


async def test_photos_whose_ids_telegram_no_longer_knows_are_shown_from_what_was_kept(river: River) -> None:
    zhang = river.zhang
    await zhang.sends_photo(picture("脏一"))
    await zhang.taps(OWN_REACH)
    await zhang.taps("水面漂浮物")
    await zhang.taps("✅ 提交")
    with river.database.engine.begin() as connection:
        connection.execute(update(Media).values(file_id="of-another-bot"))

    photo, card = await zhang.taps("📂 查看")

    assert photo.photo is not None
    assert "照片：整改前 1 张" in card.text
