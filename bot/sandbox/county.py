"""A sample county of Bishan's shape, made by seeded dice, as the rows of a roster workbook.

Only the shape is real: one district, 15 towns, 172 villages, three rivers, 34 district, 120 town and 172 village chiefs
(重庆市河长制工作简报). People, numbers, villages, lines and points are invented.
"""

from __future__ import annotations

from random import Random
from typing import Literal

from bot.sandbox.county_cast import SAMPLE_PEOPLE, SandboxPerson
from bot.sandbox.county_offices import appoint_district
from bot.sandbox.county_people import Hiring
from bot.sandbox.county_places import DISTRICT, DISTRICT_NAME
from bot.sandbox.county_points import FULL_PEOPLE, FULL_POINTS, add_points, add_stage_points
from bot.sandbox.county_rivers import lay_rivers
from bot.sandbox.county_sheets import Sheets
from bot.sandbox.county_towns import settle_towns
from rules.roles import Level
from storage.roster.book import RosterBook

__all__ = ["FULL_PEOPLE", "FULL_POINTS", "NOTE", "SAMPLE_PEOPLE", "SandboxPerson", "Size", "sample_county"]

NOTE = "示例数据：区、镇街和三条河取璧山的样子，人名、电话、村名、河道线形和点位都是虚构的。"
Size = Literal["sample", "full"]


def sample_county(seed: int = 1, size: Size = "sample") -> RosterBook:
    """The county as `storage.roster.importing.plan` takes it; the same seed makes the same county.

    "full" has 4,420 people and 14,782 points, each with its keeper.
    """
    dice, sheets = Random(seed), Sheets()
    hiring = Hiring(dice, sheets)
    sheets.region(DISTRICT, DISTRICT_NAME, Level.COUNTY)
    rivers = lay_rivers(dice, sheets)
    appoint_district(sheets, hiring, rivers, full=size == "full")
    reaches = settle_towns(dice, sheets, hiring, rivers)
    if size == "full":
        add_points(dice, sheets, hiring, reaches)
    else:
        add_stage_points(sheets, hiring, reaches)
    return sheets.book
