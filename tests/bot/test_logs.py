"""The token stands in no log line, file, traceback or table, whatever goes wrong (see also `test_kill.py`)."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot import logs
from tests.county import LOWER
from tests.people import picture
from tests.river import TOKEN, River

pytestmark = pytest.mark.anyio

SECRET = TOKEN.split(":")[1]


@pytest.fixture(autouse=True)
def everything_is_logged(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """As with RIVERCHIEF_LOG_LEVEL=DEBUG; afterwards as before."""
    before = logging.root.handlers[:], logging.root.level
    logs.set_up("DEBUG", (TOKEN, "the-webhook-secret"))
    yield
    logging.root.handlers[:], logging.root.level = before


def test_a_secret_in_a_message_or_a_traceback_is_blotted_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", (TOKEN, ""))
    log = logging.getLogger("bot.any")
    log.info("asked https://api.telegram.org/bot%s/getMe", TOKEN)
    try:
        raise ValueError(f"bot{TOKEN} is wrong")
    except ValueError:
        log.exception("failed")
    said = capsys.readouterr().err
    assert SECRET not in said
    assert "asked https://api.telegram.org/bot***/getMe" in said
    assert "ValueError: bot*** is wrong" in said


async def a_day_on_which_everything_goes_wrong(river: River) -> None:
    faults = river.world.faults
    await river.zhang.says("/patrol")
    faults.cut(method="sendMessage")
    await river.zhang.taps("📍 发送当前位置", place=LOWER[2])
    faults.lost(method="sendMessage")
    await river.zhang.sends_photo(picture("水面"))
    faults.garbage(method="sendMessage")
    await river.zhang.says("/help")
    faults.server_error(500, method="sendMessage", times=3)
    await river.li.says("/menu")
    faults.too_many(3, method="sendMessage")
    await river.li.says("/menu")
    faults.blocked(chat_id=river.li.user.id)
    await river.li.says("/menu")
    river.world.updates.put_raw({"message": {"text": "?"}})
    await river.stranger().shares_contact()
    faults.clear()
    await river.jumps(timedelta(days=1))
    await river.chief.intake.answer_again()
    await river.settle()


async def test_a_day_with_every_fault_leaves_no_trace_of_the_token(
    river: River, capsys: pytest.CaptureFixture[str]
) -> None:
    await a_day_on_which_everything_goes_wrong(river)
    said = capsys.readouterr()
    assert "An answer did not get through" in said.err
    assert SECRET not in said.err + said.out
    for path in river.folder.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()
    with river.database.engine.connect() as connection:
        for (table,) in connection.exec_driver_sql(_tables(river)).all():
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()  # noqa: S608 - names of our own tables
            assert SECRET not in str(rows), table


def _tables(river: River) -> str:
    if river.database.is_sqlite:
        return "SELECT name FROM sqlite_master WHERE type = 'table'"
    return "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
