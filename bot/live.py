"""The bot on Telegram: runs until it is stopped or Telegram refuses it."""

import asyncio
import logging
import signal

from telegram.error import Conflict, InvalidToken

from bot import stay
from bot.app import RiverChief, build
from bot.config import Config
from bot.lease import AtWork, LeaseLost

log = logging.getLogger(__name__)

_TAKEN = "Another program is already polling with this token. Stop it, or use another bot."
_UNKNOWN = "Telegram does not know this token. Check RIVERCHIEF_TOKEN."


def run(config: Config) -> str | None:
    """Runs; returns None after a wanted stop, else one sentence that says why it ended."""
    chief = build(config)
    stay()
    return asyncio.run(_run(chief))


async def _run(chief: RiverChief) -> str | None:
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - we are in one
    for wanted in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wanted, task.cancel)
    at_work = AtWork(chief.database, chief.clock)
    try:
        await at_work.wait()
        return await _until_refused(chief, at_work)
    except asyncio.CancelledError:
        log.info("Stopping: what is being answered comes to its end")
        return None
    finally:
        await chief.stop(at_work.give_up)


async def _until_refused(chief: RiverChief, at_work: AtWork) -> str | None:
    ended: str | None = None
    try:
        await chief.start()
        log.info("River Chief Bot runs")
        await _work(chief, at_work)
    except* LeaseLost as lost:
        ended = str(lost.exceptions[0])
    except* Conflict:
        ended = _TAKEN
    except* InvalidToken:
        ended = _UNKNOWN
    return ended


async def _work(chief: RiverChief, at_work: AtWork) -> None:
    if chief.config.webhook_url:
        from bot import webhook  # a server that long polling does not need: slow to import

        await chief.run(webhook.serve(chief.intake, chief.config, chief.heartbeat.is_alive), at_work.keep(), poll=False)
    else:
        await chief.application.bot.delete_webhook(drop_pending_updates=False)
        await chief.run(at_work.keep())
