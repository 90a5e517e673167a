"""Lays the three rivers, their brooks and the stretches that belong to the towns."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bot.sandbox.county_lines import cut, meander, moved, shore
from bot.sandbox.county_places import (
    BROOK_STRETCHES,
    BROOKS,
    DISTRICT,
    MAIN_STRETCHES,
    RESERVOIRS,
    RIVERS,
    River,
)
from bot.sandbox.county_sheets import Sheets
from rules.geodesy import Line, Place
from rules.roles import Level

_NOTE = "示例线形，非实测"


@dataclass(frozen=True, slots=True)
class Reach:
    """A water with its line: code, name; `river` is the name of what it is a part of."""

    code: str
    name: str
    river: str
    line: Line


@dataclass(frozen=True, slots=True)
class Town:
    """A town on a river: its code, name, the eight stretches that its chiefs keep, its first reservoir's centre."""

    code: str
    name: str
    stretches: tuple[Reach, ...]

    @property
    def short(self) -> str:
        """The name as it stands in names of reaches: 青杠街道 is 青杠."""
        return self.name.removesuffix("街道").removesuffix("镇")


@dataclass(frozen=True, slots=True)
class Rivers:
    """All that district chiefs keep (rivers, brooks, reservoirs: 34) and the towns with their stretches."""

    rivers: tuple[Reach, ...]
    brooks: tuple[Reach, ...]
    reservoirs: tuple[Reach, ...]
    towns: tuple[Town, ...]


def lay_rivers(dice: Random, sheets: Sheets) -> Rivers:
    """Adds towns, rivers, brooks, reservoirs and the towns' stretches to the sheets."""
    mains, brooks, reservoirs, towns = list[Reach](), list[Reach](), list[Reach](), list[Town]()
    for river in RIVERS:
        main = Reach(river.code, river.name, river.name, meander(dice, river.bends, 420))
        sheets.water(main.code, main.name, "河流", "", DISTRICT, main.line, _NOTE)
        mains.append(main)
        for name, share in zip(river.towns, cut(main.line, len(river.towns)), strict=True):
            number = len(towns)
            code = f"{DISTRICT}{number + 101}"
            sheets.region(code, name, Level.TOWNSHIP, DISTRICT)
            brook = _brook(dice, sheets, river, number, share)
            brooks.append(brook)
            town = Town(code, name, ())
            towns.append(Town(code, name, (*_main(sheets, main, town, share), *_side(sheets, brook, town))))
            reservoirs.append(_reservoir(dice, sheets, number, code, share))
    reservoirs.append(_reservoir(dice, sheets, len(towns), towns[3].code, towns[3].stretches[4].line))
    return Rivers(tuple(mains), tuple(brooks), tuple(reservoirs), tuple(towns))


def _brook(dice: Random, sheets: Sheets, river: River, number: int, share: Line) -> Reach:
    mouth = share[len(share) // 2]
    side = -1 if number % 2 else 1
    source = moved(mouth, dice.uniform(800, 2200), side * dice.uniform(2800, 4200))
    bend = Place((source.lat + mouth.lat) / 2 + dice.uniform(-0.006, 0.006), (source.lon + mouth.lon) / 2)
    code, name = f"{river.code}-Z{number + 1:02d}", BROOKS[number]
    line = (*meander(dice, (source, bend, mouth), 180), mouth)
    sheets.water(code, name, "河流", river.code, DISTRICT, line, f"{river.name}支流。{_NOTE}")
    return Reach(code, name, name, line)


def _main(sheets: Sheets, main: Reach, town: Town, share: Line) -> list[Reach]:
    return [
        _stretch(sheets, main, town, number, word, line)
        for number, (word, line) in enumerate(zip(MAIN_STRETCHES, cut(share, 5), strict=True), start=1)
    ]


def _side(sheets: Sheets, brook: Reach, town: Town) -> list[Reach]:
    return [
        _stretch(sheets, brook, town, number, word, line)
        for number, (word, line) in enumerate(zip(BROOK_STRETCHES, cut(brook.line, 3), strict=True), start=1)
    ]


def _stretch(sheets: Sheets, river: Reach, town: Town, number: int, word: str, line: Line) -> Reach:
    reach = Reach(f"{river.code}-{town.code[-3:]}-{number}", f"{river.name}{town.short}{word}", river.name, line)
    sheets.water(reach.code, reach.name, "河段", river.code, town.code, line)
    return reach


def _reservoir(dice: Random, sheets: Sheets, number: int, town: str, near: Line) -> Reach:
    centre = moved(near[len(near) // 3], dice.uniform(-900, 900), dice.choice((-1, 1)) * dice.uniform(900, 1800))
    code, name = f"SK-{number + 1:02d}", RESERVOIRS[number]
    line = shore(dice, centre, dice.uniform(120, 320))
    sheets.water(code, name, "水库", "", town, line, _NOTE)
    return Reach(code, name, name, line)
