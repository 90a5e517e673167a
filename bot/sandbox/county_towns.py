"""The towns of the sample county: villages with their reaches, chiefs, the office, units, keepers of reservoirs."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bot.sandbox.county_cast import Part
from bot.sandbox.county_lines import cut, meander, moved
from bot.sandbox.county_people import Hiring
from bot.sandbox.county_places import TOWN_UNITS, VILLAGES
from bot.sandbox.county_rivers import Reach, Rivers, Town
from bot.sandbox.county_sheets import Sheets, Someone
from rules.roles import Level, Role

STAGE = "青杠街道"  # where the cast plays
_STAGE_VILLAGES = ("白云村", "青竹村")
_STRETCHES = 8


@dataclass(frozen=True, slots=True)
class VillageReach:
    """The reach of a village: the village's code and name, the reach."""

    village: str
    village_name: str
    reach: Reach


def settle_towns(dice: Random, sheets: Sheets, hiring: Hiring, rivers: Rivers) -> list[VillageReach]:
    """Adds everything below the district; returns the villages' reaches."""
    each, more = divmod(VILLAGES, len(rivers.towns))
    reaches: list[VillageReach] = []
    for number, town in enumerate(rivers.towns):
        on_stage = town.name == STAGE
        _appoint_chiefs(sheets, hiring, town, on_stage)
        _appoint_offices(sheets, hiring, town, on_stage)
        reaches += _settle_villages(dice, sheets, hiring, town, each + (number < more))
        water = rivers.reservoirs[number]
        keeper = hiring.hire(f"{town.name}农业服务中心")
        sheets.post(keeper, Role.RESERVOIR_KEEPER, Level.TOWNSHIP, town.code, f"{water.name}库长", water=water.code)
    return reaches


def _appoint_chiefs(sheets: Sheets, hiring: Hiring, town: Town, on_stage: bool) -> None:
    for number, stretch in enumerate(town.stretches):
        part = Part.TOWN_CHIEF if on_stage and number == 0 else None
        chief = hiring.hire(f"{town.name}班子成员", part)
        sheets.post(chief, Role.RIVER_CHIEF, Level.TOWNSHIP, town.code, f"{stretch.name}镇级河长", water=stretch.code)
        if number in (1, 2):
            sheets.post(chief, Role.GENERAL_CHIEF, Level.TOWNSHIP, town.code, f"{town.name}总河长")


def _appoint_offices(sheets: Sheets, hiring: Hiring, town: Town, on_stage: bool) -> None:
    office = f"HZB-{town.code[-3:]}"
    sheets.unit(office, f"{town.name}河长办", town.code)
    for title, part in (("工作人员", Part.TOWN_OFFICE), ("主任", None)):
        clerk = hiring.hire(f"{town.name}河长办{title}", part if on_stage else None)
        sheets.post(clerk, Role.OFFICE, Level.TOWNSHIP, town.code, f"{town.name}河长办{title}", unit=office)
    for code, name, title in TOWN_UNITS:
        unit = f"{code}-{town.code[-3:]}"
        sheets.unit(unit, f"{town.name}{name}", town.code)
        clerk = hiring.hire(f"{town.name}{name}{title}", Part.UNIT if on_stage and code == "HW" else None)
        sheets.post(clerk, Role.UNIT, Level.TOWNSHIP, town.code, f"{town.name}{name}{title}", unit=unit)


def _settle_villages(dice: Random, sheets: Sheets, hiring: Hiring, town: Town, villages: int) -> list[VillageReach]:
    names = list(_STAGE_VILLAGES) if town.name == STAGE else []
    names += [hiring.names.village() for _ in range(villages - len(names))]
    settled: list[VillageReach] = []
    for number, stretch in enumerate(town.stretches):
        # The first stretches have two villages each, the others one.
        share = 2 if number < villages - _STRETCHES else 1
        for line in cut(stretch.line, share):
            serial = len(settled) + 1
            code, name = f"{town.code}{200 + serial}", names[len(settled)]
            sheets.region(code, name, Level.VILLAGE, town.code)
            reach = Reach(f"{stretch.code}-{serial}", f"{stretch.river}{name}段", stretch.river, line)
            sheets.water(reach.code, reach.name, "河段", stretch.code, code, line)
            settled.append(VillageReach(code, name, reach))
            chief = _appoint_village_chief(sheets, hiring, settled[-1])
            if serial == 2:  # one chief a town keeps two waters
                _add_channel(dice, sheets, chief, settled[-1], stretch)
    return settled


def _appoint_village_chief(sheets: Sheets, hiring: Hiring, place: VillageReach) -> Someone:
    parts = dict(zip(_STAGE_VILLAGES, (Part.VILLAGE_CHIEF, Part.CHIEF_OF_TWO), strict=True))
    chief = hiring.hire(f"{place.village_name}党组织书记", parts.get(place.village_name))
    title = f"{place.reach.name}村级河长"
    sheets.post(chief, Role.RIVER_CHIEF, Level.VILLAGE, place.village, title, water=place.reach.code)
    return chief


def _add_channel(dice: Random, sheets: Sheets, chief: Someone, place: VillageReach, stretch: Reach) -> None:
    head = place.reach.line[len(place.reach.line) // 2]
    line = meander(dice, (head, moved(head, -250, 420), moved(head, -700, 560)), 40)
    code, name = f"{place.reach.code}-Q", f"{place.village_name}堰渠"
    sheets.water(code, name, "渠", stretch.code, place.village, line)
    sheets.post(chief, Role.RIVER_CHIEF, Level.VILLAGE, place.village, f"{name}村级河长", water=code)
