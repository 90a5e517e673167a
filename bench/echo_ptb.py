"""A bare echo on python-telegram-bot as its examples write it: stock transport, stock processor, nothing kept."""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says what was said."""
    if update.message:
        await update.message.reply_text(update.message.text or "…")


def main(address: str, token: str) -> None:
    """Polls until terminated."""
    application = Application.builder().token(token).base_url(f"{address}/bot").build()
    application.add_handler(MessageHandler(filters.ALL, echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:3])
