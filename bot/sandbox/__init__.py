"""A Telegram to try the bot in: a local stand-in of the Bot API and a page with a phone for each person.

A room of its own: its modules import each other, the standard library, Starlette, httpx
and Pillow, nothing else.
"""
