"""What the delivery has claimed of the outbox: messages that are no longer true, and parcels to hand over."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from storage import corrections, parcels
from storage.corrections import Standing
from storage.database import Database
from storage.manners import Manners
from storage.parcels import Claimed, Parcel


class Claims:
    """Several workers take from it; the database is asked only while something may be left there."""

    def __init__(self, database: Database, clock: Callable[[], datetime], manners: Manners, most: int) -> None:
        self._database, self._clock, self._manners, self._most = database, clock, manners, most
        self._asking = asyncio.Lock()
        self._untrue: deque[Standing] = deque()
        self._parcels: deque[Parcel] = deque()
        self._busy: set[int] = set()
        self._are_all = False  # nothing that may go out was left behind by the last claim
        self._may_be_untrue = self._may_be_more = True

    def __len__(self) -> int:
        return len(self._untrue) + len(self._parcels)

    def stir(self) -> None:
        """Something may have come into the outbox, or waits there again."""
        self._may_be_untrue = self._may_be_more = True

    async def open(self) -> None:
        """A round begins: what may not go out now gets its moment, of the rest the first is claimed."""
        async with self._asking:
            self._may_be_untrue = self._may_be_more = False  # whoever stirs meanwhile is heard
            untrue, claimed = await self._database.transact(
                _opened, self._clock(), self._manners, self._most, tuple(self._busy)
            )
            self._untrue.extend(untrue)
            self._has(claimed)

    def hands(self, most: int) -> int:
        """How many workers, `most` at most, have something to do."""
        return min(most, len(self)) if self._are_all else most

    async def untrue(self) -> Standing | None:
        """The next message to be corrected."""
        async with self._asking:
            if not self._untrue and self._may_be_untrue:
                self._may_be_untrue = False
                self._untrue.extend(await self._database.transact(corrections.claim, self._clock(), self._most))
            return self._untrue.popleft() if self._untrue else None

    async def parcel(self) -> Parcel | None:
        """The next one to hand over; whoever it is for gets no other until it is `handed_over`."""
        async with self._asking:
            if not self._parcels and self._may_be_more:
                self._may_be_more = False  # unless somebody's message is through meanwhile: then more may go
                now, busy = self._clock(), tuple(self._busy)
                self._has(await self._database.transact(parcels.claim, now, self._manners, self._most, busy))
            return self._parcels.popleft() if self._parcels else None

    def handed_over(self, parcel: Parcel, *, went: bool) -> None:
        """What waits for the same person or group may go now; what of it did not go out may wait again."""
        self._busy.discard(parcel.to)
        self._may_be_more = self._may_be_more or not (went and self._are_all)

    def _has(self, claimed: Claimed) -> None:
        self._parcels.extend(claimed.parcels)
        self._busy.update(parcel.to for parcel in claimed.parcels)
        self._are_all = claimed.are_all
        # Sixteen workers need not each ask for nothing.
        self._may_be_more = self._may_be_more or bool(claimed.parcels and not claimed.are_all)


def _opened(
    session: Session, now: datetime, manners: Manners, most: int, busy: tuple[int, ...]
) -> tuple[list[Standing], Claimed]:
    parcels.put_off(session, now, manners)
    return corrections.claim(session, now, most), parcels.claim(session, now, manners, most, busy)
