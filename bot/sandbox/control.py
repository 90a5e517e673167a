"""The page and its API: what people do on their phones, what they see, the clock and the faults."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox import acts
from bot.sandbox.hands import HANDS, Hands
from bot.sandbox.leaps import Leap, landing
from bot.sandbox.news import News
from bot.sandbox.refusals import Refused
from bot.sandbox.stage import Sandbox
from bot.sandbox.troubles import Trouble, Troubles
from bot.sandbox.walking import Walks
from bot.sandbox.world import World

PAGE = Path(__file__).parent / "page"
LONGEST_WAIT = 25.0


def sandbox_routes(world: World, sandbox: Sandbox) -> list[BaseRoute]:
    """The addresses of the page and of its API."""
    walks, troubles = Walks(world, sandbox), Troubles(world)
    control = Control(world, sandbox, News(world, sandbox, walks, troubles), Hands(world, sandbox, walks), troubles)
    return [
        Route("/", _to_page),
        Route("/sandbox/api/news", control.news),
        Route("/sandbox/api/map", control.map),
        Route("/sandbox/api/files/{file_id}", control.file),
        Route("/sandbox/api/acts/{act}", control.act, methods=["POST"]),
        Route("/sandbox/api/clock", control.clock, methods=["POST"]),
        Route("/sandbox/api/trouble", control.trouble, methods=["POST"]),
        Mount("/sandbox", StaticFiles(directory=PAGE, html=True)),
    ]


async def _to_page(request: Request) -> Response:
    return RedirectResponse("/sandbox/")


class Control:
    """One method an address."""

    def __init__(self, world: World, sandbox: Sandbox, news: News, hands: Hands, troubles: Troubles) -> None:
        self.world = world
        self.sandbox = sandbox
        self._news = news
        self._hands = hands
        self._troubles = troubles

    async def news(self, request: Request) -> Response:
        """GET `after` (revision) and `wait` (seconds): see `News.since`."""
        wait = min(float(request.query_params.get("wait", 0)), LONGEST_WAIT)
        return JSONResponse(await self._news.since(int(request.query_params.get("after", 0)), wait))

    async def map(self, request: Request) -> Response:
        """The county's layers."""
        return JSONResponse(self.sandbox.map_layers())

    async def file(self, request: Request) -> Response:
        """A file of a message; with `?download` under its own name."""
        stored = self.world.files.get(request.path_params["file_id"])
        if stored is None:
            return _refusal("没有这个文件", 404)
        headers = {"Cache-Control": "max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
        if "download" in request.query_params or not (stored.mime or "").startswith("image/"):
            name = quote(stored.name or stored.path.rsplit("/", 1)[-1])
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return Response(stored.data, media_type=stored.mime, headers=headers)

    async def act(self, request: Request) -> Response:
        """POST what somebody does: `HANDS` names the acts and their fields."""
        act = HANDS.get(request.path_params["act"])
        if act is None:
            return _refusal("没有这个动作", 404)
        try:
            await act(self._hands, await self._hands.read(request))
        except (acts.NoSuchButton, Refused, KeyError, ValueError) as fault:
            return _refusal(str(fault), 400)
        return JSONResponse({"ok": True})

    async def clock(self, request: Request) -> Response:
        """POST `leap` (one of `Leap`) or `to` (ISO time with its offset); tells what others did `meanwhile`."""
        asked: dict[str, Any] = json.loads(await request.body())
        now = self.sandbox.now()
        to = datetime.fromisoformat(asked["to"]) if "to" in asked else landing(Leap(asked["leap"]), now)
        if to.tzinfo is None or to < now:
            return _refusal("时间只能往后拨", 400)
        meanwhile = await self.sandbox.jump(to)
        self.world.stir()
        return JSONResponse({"now": self.sandbox.now().isoformat(), "meanwhile": meanwhile or ""})

    async def trouble(self, request: Request) -> Response:
        """POST `trouble`, one of `Trouble`."""
        asked: dict[str, Any] = json.loads(await request.body())
        self._troubles.switch(Trouble(asked["trouble"]))
        return JSONResponse(self._troubles.view())


def _refusal(reason: str, status: int) -> Response:
    return JSONResponse({"ok": False, "reason": reason}, status)
