"""Tests."""

import bot  # noqa: F401 - first of all, as when the program starts: it says how seldom to look for garbage
