"""A large export while which the program is killed: who asked for it, how far it came."""

import asyncio

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.sandbox.world import World
from storage.audit import By
from storage.database import Database
from storage.exports import filters, jobs
from storage.exports.jobs import Wanted
from storage.ledger.listing import Asked
from storage.models import Delivery, Export, ExportState, Issue, Notice
from storage.models.base import Base
from tests.county import found_county
from tests.issue_making import registered

ISSUES = 2_500
OF_EXPORT = Notice.key.startswith("export:")


def asked_for(session: Session, clock: Clock) -> int:
    """Founds the county with its issues and asks for all of them; returns the chat that asked."""
    county, now = found_county(session), clock()
    table = Base.metadata.tables["issues"]
    first = registered(session, county)
    row = dict(session.execute(select(table).where(Issue.id == first)).mappings().one())
    session.execute(insert(table), [row | {"id": first + n, "number": f"2026-{n + 1:04d}"} for n in range(1, ISSUES)])
    words = {"what": "台账｜全部", "region": "璧山区", "by": "陈志远", "photos": False}
    chat = county.telegram["chen"]
    asked = filters.as_json(Asked(("/",), now.date()))
    jobs.ask(session, By(now, county.people["chen"]), Wanted("ledger", chat, asked, words, "台账.xlsx", ISSUES))
    return chat


def job(session: Session) -> Export:
    """What was asked for."""
    return session.scalars(select(Export)).one()


async def is_running(database: Database) -> None:
    """Returns when the work is under way."""
    async with asyncio.timeout(30):
        while database.read_now(job).state is not ExportState.RUNNING:  # noqa: ASYNC110 - another process's work
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.15)


async def is_made(database: Database, world: World, chat: int) -> None:
    """Returns when the file arrived, or may have."""
    async with asyncio.timeout(60):
        while not any("document" in each.body for each in world.chats[chat].messages.values()):
            state = database.read_now(lambda session: session.scalar(select(Notice.state).where(OF_EXPORT)))
            if state in (Delivery.UNKNOWN, Delivery.SENT):
                return
            await asyncio.sleep(0.05)
