"""`python -m bot sandbox`: a stand-in of Telegram, the very same bot against it over HTTP, and a page of phones."""

import asyncio
import signal
import socket
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn
from pydantic import SecretStr
from rich.console import Console
from sqlalchemy.orm import Session

from bot import stay
from bot.app import RiverChief, build
from bot.clock import Clock
from bot.config import Config
from bot.pacing import Pacing
from bot.sandbox import acts
from bot.sandbox.county import SAMPLE_PEOPLE, sample_county
from bot.sandbox.county_boards import CODE, put_up_boards
from bot.sandbox.county_campaign import open_campaign
from bot.sandbox.county_cast import Part
from bot.sandbox.county_map import layers
from bot.sandbox.far_leaps import FarLeaps
from bot.sandbox.stage import SampleGroup, SamplePerson, Sandbox
from bot.sandbox.standin import standin
from bot.sandbox.world import World
from rules.sign_boards import MARK
from storage.audit import By
from storage.roster import importing

TOKEN = "42:sandbox"
FIRST_USER = 1001
WORK_GROUP = -2001
console = Console()


_TAKEN = """\
The page cannot be served at {host}:{port}: another program is there, or the address is not this machine's.
Another port: python -m bot sandbox --port {other}"""


class AddressTaken(Exception):
    """The page cannot be served where it was asked for; says where and what to do."""


def run(config: Config, host: str, port: int, begin: datetime | None = None) -> None:
    """Serves until interrupted. What is tried here is kept in a folder that vanishes at the end.

    The clock begins with `begin` (a naive time is the county's), or with now. Raises AddressTaken.
    """
    tcp = socket.socket(proto=socket.IPPROTO_TCP)  # named, or asyncio leaves Nagle's 40 ms in every answer
    with tempfile.TemporaryDirectory(prefix="riverchief-") as folder, tcp as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise AddressTaken(_TAKEN.format(host=host, port=port, other=port + 1)) from error
        asyncio.run(Trial(config, Path(folder), listening).run(begin))


class Trial:
    """One sandbox: the world, the bot, the page."""

    def __init__(self, config: Config, folder: Path, listening: socket.socket) -> None:
        self.clock = Clock()
        self.world = World(self.clock, TOKEN)
        self._listening = listening
        host, port = listening.getsockname()[:2]
        self.address = f"http://{host}:{port}"
        self.config = config.model_copy(
            update={
                "token": SecretStr(TOKEN),
                "api_url": self.address,
                "proxy": "",
                "data_dir": folder,
                "database_url": "",
                "webhook_url": "",
            }
        )

    async def run(self, begin: datetime | None) -> None:
        """Builds the county, starts stand-in and bot, says where the page is."""
        # Telegram's limits by the sandbox's own clock: what a leap of months brings doesn't arrive one a second.
        chief = build(self.config, clock=self.clock, pacing=Pacing(lambda: self.clock().timestamp()))
        zone = chief.texts.zone
        if begin is not None:
            self.clock.jump(begin if begin.tzinfo else begin.replace(tzinfo=zone))
        chief.database.write_now(_settle, self.clock, zone)
        stay()
        app = standin(self.world, self._stage(chief))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3))
        async with asyncio.TaskGroup() as group:
            serving = group.create_task(server.serve(sockets=[self._listening]))
            working = group.create_task(self._work(chief))
            for wanted in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(wanted, self._stop, server, working)
            await asyncio.wait([serving, working], return_when=asyncio.FIRST_COMPLETED)
            self._stop(server, working)

    async def _work(self, chief: RiverChief) -> None:
        try:
            await chief.start()
            console.print(f"\n  河长助手 · 沙盒  →  [bold]{self.address}[/bold]\n  Ctrl+C ends it.\n", highlight=False)
            await chief.run()
        finally:
            await chief.stop()

    def _stop(self, server: uvicorn.Server, working: "asyncio.Task[None]") -> None:
        self.world.close()
        server.should_exit = True
        working.cancel()

    def _stage(self, chief: RiverChief) -> Sandbox:
        people = [
            SamplePerson(
                self.world.add_user(number, one.name, one.phone),
                one.name,
                one.role,
                one.phone,
                one.hint,
                scans="" if one.on_roster else MARK + CODE,
            )
            for number, one in enumerate(SAMPLE_PEOPLE, start=FIRST_USER)
        ]
        cast = {one.part: person.user for one, person in zip(SAMPLE_PEOPLE, people, strict=True)}
        group = self.world.add_group("璧山区河长制工作群", *cast.values(), chat_id=WORK_GROUP)
        acts.adds_bot(self.world, cast[Part.DISTRICT_OFFICE], group)
        return Sandbox(
            people=people,
            map_layers=lambda: chief.database.read_now(layers),
            jump=FarLeaps(chief, self.world).to,
            now=lambda: self.clock().astimezone(chief.texts.zone),
            pass_time=lambda time: self.clock.jump(self.clock() + time),
            groups=[SampleGroup(group, cast[Part.DISTRICT_OFFICE], "工作群 · 由梁思远发言、点按钮")],
        )


def _settle(session: Session, clock: Clock, zone: ZoneInfo) -> None:
    now = clock()
    today = now.astimezone(zone).date()
    # Everybody takes office this Monday: nobody is in arrears with weeks that the visitor never saw.
    plan = importing.bring_in(session, By(now), sample_county(), today - timedelta(days=today.weekday()))
    if plan.faults:
        raise AssertionError(plan.faults[0].text)
    open_campaign(session, now, today)
    put_up_boards(session, now, today)
