"""The full county's points: ponds, outfalls, pumps, reservoirs and other spots, each bound to one keeper."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from bot.sandbox.county_cast import Part
from bot.sandbox.county_lines import moved
from bot.sandbox.county_people import Hiring
from bot.sandbox.county_sheets import Sheets, Someone
from bot.sandbox.county_towns import VillageReach
from rules.roles import Level, Role

FULL_PEOPLE = 4_420
FULL_POINTS = 14_782
STAGE_VILLAGE = "白云村"  # the village chief of the cast is at home here
# kind of water, its keeper, how it is called, how often there is one
_KINDS = (
    ("塘", Role.POND_KEEPER, "山坪塘", 38),
    ("排口", Role.OUTFALL_KEEPER, "排口", 27),
    ("点位", Role.POINT_KEEPER, "污染源点", 25),
    ("泵站", Role.PUMP_KEEPER, "提灌站", 8),
    ("水库", Role.RESERVOIR_KEEPER, "小水库", 2),
)
_OFTEN = tuple(often for *_, often in _KINDS)


def add_stage_points(sheets: Sheets, hiring: Hiring, reaches: Sequence[VillageReach]) -> None:
    """Adds the pond and the outfall of the village on stage, kept by the keeper of the cast."""
    place = next(each for each in reaches if each.village_name == STAGE_VILLAGE)
    keeper = hiring.hire(f"{place.village_name}村民小组长", Part.KEEPER)
    bank = place.reach.line[len(place.reach.line) // 3]
    spots = (
        ("D-01", "塘", Role.POND_KEEPER, "山坪塘", (60, 120)),
        ("D-02", "排口", Role.OUTFALL_KEEPER, "一号排口", (5, 8)),
    )
    for code, kind, role, word, (north, east) in spots:
        name = f"{place.village_name}{word}"
        sheets.water(code, name, kind, place.reach.code, place.village, (moved(bank, north, east),))
        sheets.post(keeper, role, Level.VILLAGE, place.village, f"{name}{role.word}", water=code)


def add_points(dice: Random, sheets: Sheets, hiring: Hiring, reaches: Sequence[VillageReach]) -> None:
    """Adds 14,782 points under the villages' reaches, and keepers until the county has 4,420 people."""
    keepers = _keepers(sheets, hiring, reaches)
    for number in range(FULL_POINTS):
        place = reaches[number % len(reaches)]
        own = keepers[place.village]
        _add_point(dice, sheets, place, own[number // len(reaches) % len(own)], number + 1)


def _keepers(sheets: Sheets, hiring: Hiring, reaches: Sequence[VillageReach]) -> dict[str, list[Someone]]:
    keepers: dict[str, list[Someone]] = {place.village: [] for place in reaches}
    for number in range(FULL_PEOPLE - sheets.people):
        place = reaches[number % len(reaches)]
        first = place.village_name == STAGE_VILLAGE and not keepers[place.village]
        keepers[place.village].append(hiring.hire(f"{place.village_name}干部", Part.KEEPER if first else None))
    return keepers


def _add_point(dice: Random, sheets: Sheets, place: VillageReach, keeper: Someone, number: int) -> None:
    kind, role, word, _ = dice.choices(_KINDS, _OFTEN)[0]
    code, name = f"P-{number:05d}", f"{place.village_name}{word}{number:05d}"
    spot = moved(dice.choice(place.reach.line), dice.uniform(-300, 300), dice.uniform(-300, 300))
    sheets.water(code, name, kind, place.reach.code, place.village, (spot,))
    sheets.post(keeper, role, Level.VILLAGE, place.village, f"{name}{role.word}", water=code)
