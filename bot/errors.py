"""When something goes wrong: a refusal is said to the person, a fault is logged and said too, nothing is lost."""

import logging
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import OperationalError
from telegram import Update
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError

from handlers import keyboards
from handlers.context import Context
from handlers.live import is_live_edit
from rules.refusals import Refusal
from storage.inbox import Replayed

log = logging.getLogger(__name__)


Say = Callable[[Context], Awaitable[None]]


def telling(where: Say, after_a_break: Say) -> Callable[[object, Context], Awaitable[None]]:
    """The error handler; `where` says to a person where they stand, `after_a_break` also what was stored before it."""

    async def tell(update: object, context: Context) -> None:
        """Says to the person what happened; what cannot be said now is answered later."""
        try:
            await _explain(update, context, where, after_a_break)
        except Forbidden:
            log.info("Somebody who blocked the bot was not answered")
        except (NetworkError, RetryAfter, OperationalError) as error:
            _leave_unanswered(update, context, error)

    return tell


async def _explain(update: object, context: Context, where: Say, after_a_break: Say) -> None:
    error = context.error
    if isinstance(error, Refusal):
        await context.read_desk()  # the library hands an error handler a context of its own
        await _refuse(context, error)
    elif isinstance(error, Replayed):
        # The update was stored before a crash; only the answer may have been lost.
        await context.read_desk()
        await context.nod()
        if context.desk.chat_id > 0:
            await after_a_break(context)
    elif isinstance(error, Forbidden):
        log.info("Somebody who blocked the bot was not answered")
    elif isinstance(error, NetworkError | RetryAfter) and not _is_our_fault(error):
        _leave_unanswered(update, context, error)
    elif isinstance(error, OperationalError):
        log.error("The database did not answer: %s", type(error.orig).__name__)
        _leave_unanswered(update, context, error)
        if not _is_walk(update):
            await context.say("error/database")
    else:
        log.error("A step failed", exc_info=error)
        if context.desk.chat_id and not _is_walk(update):
            await context.read_desk()
            await context.nod()
            await context.say("error/fault")
            if context.desk.chat_id > 0:
                await where(context)


def _is_walk(update: object) -> bool:
    """Nobody waits for an answer to each place of a live location."""
    return isinstance(update, Update) and is_live_edit(update)


async def _refuse(context: Context, refusal: Refusal) -> None:
    if context.arrived is None or not context.desk.chat_id:
        return
    if context.desk.chat_id < 0:  # a group: no menu for everybody there, and a tap is answered to its finger only
        if context.arrived.callback_query is not None:
            await context.nod(refusal.text, **refusal.values)
        else:
            await context.say(refusal.text, None, **refusal.values)
        return
    await context.nod()
    keyboard = keyboards.menu(context) if context.desk.on_roster else keyboards.contact_request(context)
    in_dialog = context.desk.draft is not None
    await context.say(refusal.text, None if in_dialog else keyboard, **refusal.values)


def _is_our_fault(error: TelegramError) -> bool:
    # The library files BadRequest under NetworkError, though the network was fine and the request was not.
    return type(error).__name__ in ("BadRequest", "EndPointNotFound")


def _leave_unanswered(update: object, context: Context, error: Exception) -> None:
    log.warning("An answer did not get through (%s); it will be given later", type(error).__name__)
    if isinstance(update, Update):
        context.house.unanswered(update.update_id)
