"""The bot on Telegram: runs until it is stopped or Telegram refuses it."""

import asyncio
import logging
import signal

from telegram.error import Conflict, InvalidToken

from bot.app import RiverChief, build
from bot.config import Config

log = logging.getLogger(__name__)

_TAKEN = "Another program is already polling with this token. Stop it, or use another bot."
_UNKNOWN = "Telegram does not know this token. Check RIVERCHIEF_TOKEN."


def run(config: Config) -> str | None:
    """Runs; returns None after a wanted stop, else one sentence that says why it ended."""
    chief = build(config)
    return asyncio.run(_run(chief))


async def _run(chief: RiverChief) -> str | None:
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - we are in one
    for wanted in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wanted, task.cancel)
    try:
        return await _until_refused(chief)
    except asyncio.CancelledError:
        log.info("Stopping: what is being answered comes to its end")
        return None
    finally:
        await chief.stop()


async def _until_refused(chief: RiverChief) -> str | None:
    ended: str | None = None
    try:
        await chief.start()
        log.info("River Chief Bot runs")
        await _work(chief)
    except* Conflict:
        ended = _TAKEN
    except* InvalidToken:
        ended = _UNKNOWN
    return ended


async def _work(chief: RiverChief) -> None:
    if chief.config.webhook_url:
        from bot import webhook  # a server that long polling does not need: slow to import

        await chief.run(webhook.serve(chief.intake, chief.config), poll=False)
    else:
        await chief.application.bot.delete_webhook(drop_pending_updates=False)
        await chief.run()
