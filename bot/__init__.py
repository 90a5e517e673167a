"""The program: it reads the settings, builds everything in one place, and runs."""

import gc
import os

# The library's own switch for spans of time as timedelta, which its next major version makes the only way.
os.environ.setdefault("PTB_TIMEDELTA", "true")  # noqa: TID251 - written for the library, not read by us

# Importing the program makes some 370,000 objects that stay. At Python's own threshold the collector of garbage would
# look through them again and again: a fifth of the time that a start takes. At this one it does not begin before all
# of them are there; a program that goes on for days then says `stay`.
gc.set_threshold(500_000)


def stay() -> None:
    """All that is built is here to stay: the collector need not look through it while somebody waits for an answer.

    It looks through what comes after it the oftener: what is left over of an answer does not stay for long.
    """
    gc.freeze()
    gc.set_threshold(10_000)
