"""A notice that carries photos, files, videos: an album and the words after it, or one of them with its caption."""

from collections.abc import Sequence

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.sandbox import media
from bot.sandbox.records import Json
from storage.models import Group, GroupKind, Notice
from storage.outbox import Tell
from tests.databases import ONE_DATABASE
from tests.pictures import picture
from tests.reminders.conftest import PostOffice

KEY = [[("story.open", "news:open:1")]]


def enclosed(post_office: PostOffice, *kinds: str) -> list[dict[str, str]]:
    """One of each, as somebody of the office sent it to the bot."""
    made: dict[str, Json] = {
        "photo": media.photo(post_office.world, picture("河"))[-1],
        "document": media.document(post_office.world, "通知.pdf", b"%PDF"),
        "video": media.video(post_office.world, b"mp4"),
        "voice": media.voice(post_office.world, b"OggS", 4),
    }
    return [{"kind": kind, "file_id": made[kind]["file_id"]} for kind in kinds]


def stands(post_office: PostOffice, chat_id: int) -> list[tuple[str, str, int]]:
    """What is in a chat: the kind of each message, its words, how many buttons."""
    found: list[tuple[str, str, int]] = []
    for message in post_office.world.chats[chat_id].messages.values():
        kind = next(kind for kind in ("photo", "document", "video", "voice", "text") if kind in message.body)
        buttons = message.body.get("reply_markup", {}).get("inline_keyboard", [])
        found.append((kind, str(message.body.get("text", message.body.get("caption", ""))), len(buttons)))
    return found


LONG = "长" * 1_030
ALBUM = ("photo", "video", "photo", "document", "voice")


@ONE_DATABASE
@pytest.mark.parametrize(
    ("kinds", "what", "expected"),
    [
        (("photo",), "短", [("photo", "短的全文", 1)]),
        (("document",), "短", [("document", "短的全文", 1)]),
        (("photo",), LONG, [("photo", "", 0), ("text", f"{LONG}的全文", 1)]),
        (("photo", "photo"), "短", [("photo", "", 0), ("photo", "", 0), ("text", "短的全文", 1)]),
        (ALBUM, "短", [("photo", "", 0), ("video", "", 0), ("photo", "", 0), ("document", "", 0), ("voice", "", 0),
                      ("text", "短的全文", 1)]),
    ],
    ids=["photo", "file", "long words", "album", "all kinds"],
)  # fmt: skip
async def test_enclosures_come_with_the_words_or_before_them(
    post_office: PostOffice, kinds: Sequence[str], what: str, expected: list[tuple[str, str, int]]
) -> None:
    enclosures = enclosed(post_office, *kinds)
    post_office.tells(post_office.news("zhang", what, enclosures=enclosures, buttons=KEY))
    await post_office.delivers()
    assert stands(post_office, post_office.county.telegram["zhang"]) == expected
    [row] = post_office.rows()
    assert row.message_id == max(post_office.world.chats[post_office.county.telegram["zhang"]].messages)
    assert (row.state, len(row.message_ids or [row.message_id])) == ("sent", len(expected))


@ONE_DATABASE
async def test_what_an_album_got_through_before_a_429_is_not_sent_again(post_office: PostOffice) -> None:
    post_office.world.faults.too_many(1, method="sendMessage", times=6)
    post_office.tells(post_office.news("zhang", "短", enclosures=enclosed(post_office, "photo", "photo")))
    await post_office.delivers()
    assert post_office.states() == ["waiting"]
    post_office.clock.passes(post_office.rows()[0].not_before - post_office.clock())
    await post_office.opened().deliver_due()
    chat = post_office.county.telegram["zhang"]
    assert [kind for kind, *_ in stands(post_office, chat)] == ["photo", "photo", "text"]
    assert post_office.rows()[0].message_ids == list(post_office.world.chats[chat].messages)


async def test_a_notice_goes_to_a_group_or_to_a_person_and_never_to_nobody(post_office: PostOffice) -> None:
    chat = post_office.world.add_group("工作群")
    group_id = post_office.database.write_now(_group, chat.id, post_office)
    news = {"what": "通报"}
    post_office.tells(
        Tell("story/news", "g", group_id=group_id, values=news, enclosures=enclosed(post_office, "photo"))
    )
    await post_office.delivers()
    assert stands(post_office, chat.id) == [("photo", "通报的全文", 0)]

    chat.started = False  # it put the bot out while nobody listened
    post_office.tells(*(Tell("story/news", key, group_id=group_id, values=news) for key in ("h", "i")))
    await post_office.delivers()
    assert post_office.states() == ["sent", "blocked", "blocked"]
    assert post_office.database.read_now(lambda session: session.get_one(Group, group_id).removed_at) is not None
    for nobody in ({}, {"person_id": 1, "group_id": group_id}):
        with pytest.raises(ValueError, match="to a person or to a group"):
            Tell("story/news", "x", **nobody)  # type: ignore[arg-type]
        with pytest.raises(IntegrityError):
            post_office.database.write_now(_row, post_office, nobody)


def _group(session: Session, chat_id: int, post_office: PostOffice) -> int:
    group = Group(chat_id=chat_id, kind=GroupKind.GROUP, title="工作群", added_at=post_office.clock())
    session.add(group)
    session.flush()
    return group.id


def _row(session: Session, post_office: PostOffice, to: dict[str, int]) -> None:
    now = post_office.clock()
    session.add(Notice(key="nobody", kind="story/news", not_before=now, created_at=now, **to))
