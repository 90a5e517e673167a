"""Hires invented people: the cast for its parts, somebody drawn by dice for all others."""

from __future__ import annotations

from itertools import count
from random import Random

from bot.sandbox.county_cast import CAST, Part
from bot.sandbox.county_names import Names
from bot.sandbox.county_sheets import Sheets, Someone

# Numbers of a block that is given to nobody here: 199 0000 1000 and on; the cast has 199 0000 01xx.
_FIRST_NUMBER = 1000


class Hiring:
    """Puts people on the roster; each part of the cast is played once, by the first who is asked for it."""

    def __init__(self, dice: Random, sheets: Sheets) -> None:
        self._sheets = sheets
        self._numbers = count(_FIRST_NUMBER)
        self.names = Names(dice, {person.name for person in CAST.values()} | {"白云村", "青竹村"})

    def hire(self, workplace: str, part: Part | None = None) -> Someone:
        """Somebody new at `workplace`, or the person of the cast who plays `part`."""
        if part is not None:
            return self._sheets.person(Someone(CAST[part].name, CAST[part].phone), workplace)
        someone = Someone(self.names.person(), f"+861990000{next(self._numbers):04d}")
        return self._sheets.person(someone, workplace)
