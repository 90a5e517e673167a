"""The program: it reads the settings, builds everything in one place, and runs."""

import gc
import os

# The library's own switch for spans of time as timedelta, which its next major version makes the only way.
os.environ.setdefault("PTB_TIMEDELTA", "true")  # noqa: TID251 - written for the library, not read by us

# Importing the program makes some 370,000 objects that stay. At Python's own threshold the collector of garbage would
# look through them again and again: a fifth of the time that a start takes. At this one it does not begin before all
# of them are there; a program that goes on for days then asks for more (`bot.live`).
gc.set_threshold(500_000)
