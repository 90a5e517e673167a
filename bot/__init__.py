"""The program: it reads the settings, builds everything in one place, and runs."""

import os

# The library's own switch for spans of time as timedelta, which its next major version makes the only way.
os.environ.setdefault("PTB_TIMEDELTA", "true")  # noqa: TID251 - written for the library, not read by us
