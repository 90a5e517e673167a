"""The page's clock: a little on, or months on with everything that happens meanwhile."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.program import RiverChief
from bot.sandbox.county_life import CountyLife
from bot.sandbox.world import World

FAR = timedelta(days=31)
_LAST_MINUTE = time(23, 59)


class FarLeaps:
    """Leaps of the clock. On one of more than a month the people without phones live on as well."""

    def __init__(self, chief: RiverChief, world: World) -> None:
        self._chief = chief
        self._world = world
        self._zone = chief.texts.zone
        self._life = CountyLife(chief.profile, chief.jobs.is_workday)

    async def to(self, moment: datetime) -> str:
        """Leaps; returns a sentence of what the others did meanwhile, empty where it was no far leap."""
        here = self._chief.clock().astimezone(self._zone)
        if moment - here <= FAR:
            await self._chief.jump(moment)
            return ""
        before = self._life.so_far.copy()
        await self._chief.database.read(self._life.begin, here.date())
        day, last = here.date(), moment.astimezone(self._zone).date()
        while day < last:
            await self._pass(day)
            day += timedelta(days=1)
        await self._chief.jump(moment)
        return _said(self._life.so_far - before, self._life.late(last), (last - here.date()).days)

    async def _pass(self, day: date) -> None:
        """The calendar's rows of a day, then what people did on it: the next morning's warnings go by that."""
        evening = datetime.combine(day, _LAST_MINUTE, self._zone)
        if evening > self._chief.clock():
            await self._chief.jump(evening)
        await self._chief.database.transact(self._life.live, day)
        self._world.stir()


def _said(happened: dict[str, int], late: int, days: int) -> str:
    told = [f"巡河 {happened.get('patrols', 0):,} 次", f"发现问题 {happened.get('found', 0)} 个",
            f"销号 {happened.get('closed', 0)} 个"]  # fmt: skip
    overdue = f"，现有 {late} 个逾期未办结" if late else ""
    return f"过去 {days} 天里，全区其他河长{'，'.join(told)}{overdue}。"
