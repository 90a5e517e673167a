"""A notice that carries a file: the words are its caption, no digest swallows it, nothing is sent twice."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage import issued, outbox
from storage.models import IssuedFile, Notice, Urgency
from tests.reminders.conftest import PostOffice
from tests.reminders.records import at

PAPER = b"PK\x03\x04 the paper as it was signed"
NAME = "奉河长办发〔2026〕7号.docx"


def _with_file(post_office: PostOffice, *people: str, urgency: Urgency = Urgency.NOW) -> None:
    def sign(session: Session) -> None:
        file = issued.keep(session, PAPER, NAME, post_office.clock())
        news = [post_office.news(person, f"文{person}", urgency, file=file) for person in people]
        outbox.tell(session, post_office.clock(), news)

    post_office.database.write_now(sign)


def _documents(post_office: PostOffice, person: str) -> list[tuple[str, str, bytes]]:
    """Caption, name and bytes of what stands in a chat."""
    chat = post_office.world.chats[post_office.county.telegram[person]]
    found = []
    for message in chat.messages.values():
        document = message.body.get("document")
        if document:
            content = post_office.world.files[document["file_id"]].data
            found.append((message.body["caption"], document["file_name"], content))
    return found


async def test_a_file_goes_out_with_its_words_as_the_caption_and_its_bytes_unchanged(post_office: PostOffice) -> None:
    _with_file(post_office, "zhang", "sun")
    assert await post_office.delivers() == 2

    assert _documents(post_office, "zhang") == [("文zhang的全文", NAME, PAPER)]
    assert _documents(post_office, "sun") == [("文sun的全文", NAME, PAPER)]
    assert post_office.states() == ["sent", "sent"]
    with Session(post_office.database.engine) as session:
        assert len(session.scalars(select(IssuedFile)).all()) == 1  # the same bytes are kept once


async def test_a_digest_does_not_swallow_a_file(post_office: PostOffice) -> None:
    post_office.tells(post_office.news("zhang", "甲", Urgency.DIGEST), post_office.news("zhang", "乙", Urgency.DIGEST))
    _with_file(post_office, "zhang", urgency=Urgency.DIGEST)
    await post_office.delivers()

    post_office.clock.jump(at(date(2026, 11, 24), 8))
    assert await post_office.delivers() == 3

    [digest, _paper] = post_office.world.chats[post_office.county.telegram["zhang"]].messages.values()
    assert digest.body["text"] == "☀️ 今日提醒（2 项）\n\n1. 甲\n\n2. 乙"
    assert _documents(post_office, "zhang") == [("文zhang的全文", NAME, PAPER)]


async def test_a_file_by_day_waits_for_the_quiet_hours_to_end(post_office: PostOffice) -> None:
    post_office.clock.jump(at(date(2026, 11, 23), 21))
    _with_file(post_office, "zhang", urgency=Urgency.DAYTIME)
    assert await post_office.delivers() == 0

    post_office.clock.jump(at(date(2026, 11, 24), 8))
    assert await post_office.delivers() == 1
    assert len(_documents(post_office, "zhang")) == 1


async def test_a_file_without_an_answer_is_unknown_and_who_blocked_the_bot_gets_none(post_office: PostOffice) -> None:
    post_office.world.faults.lost(method="sendDocument")
    post_office.world.users[post_office.county.telegram["sun"]].blocked = True
    _with_file(post_office, "zhang")
    await post_office.delivers()
    _with_file(post_office, "sun")
    await post_office.delivers(timedelta(hours=1))

    assert post_office.states() == ["unknown", "blocked"]
    assert len(_documents(post_office, "zhang")) == 1  # it had arrived, and is not sent again


async def test_after_a_kill_while_sending_a_file_is_not_sent_twice(post_office: PostOffice) -> None:
    _with_file(post_office, "zhang", "sun")
    in_flight = update(Notice).where(Notice.key.endswith("zhang")).values(state="sending", attempts=1)
    post_office.database.write_now(lambda session: session.execute(in_flight))
    await post_office.opened().take_up()

    assert await post_office.delivers() == 1
    assert (post_office.states(), _documents(post_office, "zhang")) == (["unknown", "sent"], [])


async def test_a_file_that_was_altered_does_not_go_out_and_the_rest_goes_on(post_office: PostOffice) -> None:
    _with_file(post_office, "zhang")
    post_office.tells(post_office.news("sun", "乙"))
    post_office.database.write_now(lambda session: session.execute(update(IssuedFile).values(content=b"forged")))

    await post_office.delivers()

    assert sorted(post_office.states()) == ["failed", "sent"]
    assert post_office.heard("sun") == ["乙的全文"]


async def test_nothing_and_too_much_are_no_file(post_office: PostOffice) -> None:
    for content in (b"", b"x" * (issued.LARGEST + 1)):
        with pytest.raises(ValueError, match="a file of"):
            post_office.database.write_now(issued.keep, content, NAME, post_office.clock())
    with pytest.raises(LookupError):
        post_office.database.read_now(issued.content, "0" * 64)
