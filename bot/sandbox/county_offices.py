"""The district of the sample county: general chiefs, district chiefs, the office, departments, inspectors, members."""

from __future__ import annotations

from bot.sandbox.county_cast import Part
from bot.sandbox.county_people import Hiring
from bot.sandbox.county_places import DEPARTMENTS, DISTRICT
from bot.sandbox.county_rivers import Rivers
from bot.sandbox.county_sheets import Sheets
from rules.roles import Level, Role

_OFFICE = "QHZB"
_IN_SAMPLE = 6
_COUNTY = Level.COUNTY


def appoint_district(sheets: Sheets, hiring: Hiring, rivers: Rivers, *, full: bool) -> None:
    """Adds everybody who serves for the whole district."""
    for workplace in ("区委主要领导", "区政府主要领导"):
        sheets.post(hiring.hire(workplace), Role.GENERAL_CHIEF, _COUNTY, DISTRICT, "区总河长")
    for water in (*rivers.rivers, *rivers.brooks, *rivers.reservoirs):
        chief = hiring.hire("区领导")
        sheets.post(chief, Role.RIVER_CHIEF, _COUNTY, DISTRICT, f"{water.name}区级河长", water=water.code)
    _appoint_office(sheets, hiring)
    _appoint_departments(sheets, hiring, rivers, len(DEPARTMENTS) if full else _IN_SAMPLE)


def _appoint_office(sheets: Sheets, hiring: Hiring) -> None:
    sheets.unit(_OFFICE, "区河长办", DISTRICT)
    for title, part in (("工作人员", Part.DISTRICT_OFFICE), ("主任", None), ("副主任", None)):
        clerk = hiring.hire(f"区河长办{title}", part)
        sheets.post(clerk, Role.OFFICE, _COUNTY, DISTRICT, f"区河长办{title}", unit=_OFFICE)
    for part in (Part.INSPECTOR, None, None):
        inspector = hiring.hire("区督查组", part)
        sheets.post(inspector, Role.INSPECTOR, _COUNTY, DISTRICT, "区督查组督查员")
    for part in (Part.MEMBER, None, None, None, None):
        sheets.post(hiring.hire("区政协委员", part), Role.MEMBER, _COUNTY, DISTRICT, "区政协委员")


def _appoint_departments(sheets: Sheets, hiring: Hiring, rivers: Rivers, many: int) -> None:
    for number, name in enumerate(DEPARTMENTS[:many]):
        code = f"QJ-{number + 1:02d}"
        sheets.unit(code, name, DISTRICT)
        clerk = hiring.hire(f"{name}联络员")
        lead = rivers.rivers[number] if number < len(rivers.rivers) else None
        title = f"{lead.name}牵头单位联络员" if lead else f"{name}联络员"
        sheets.post(clerk, Role.LIAISON, _COUNTY, DISTRICT, title, unit=code, water=lead.code if lead else "")
        if number < _IN_SAMPLE:
            sheets.post(clerk, Role.UNIT, _COUNTY, DISTRICT, f"{name}经办人", unit=code)
