"""A stand-in of Telegram's Bot API over a `World`: the same addresses, answers, limits and refusals."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot.sandbox.bodies import read_body
from bot.sandbox.carriers import CARRIERS
from bot.sandbox.control import sandbox_routes
from bot.sandbox.faults import ConnectionCut, Fault, Kind, before
from bot.sandbox.limits import read
from bot.sandbox.methods import METHODS, NAMES
from bot.sandbox.records import Call, Json
from bot.sandbox.refusals import Refused, Violation
from bot.sandbox.stage import Sandbox
from bot.sandbox.world import World

_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


def standin(world: World, sandbox: Sandbox | None = None) -> Starlette:
    """The ASGI application that a bot speaks to: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

    With a `sandbox`, people use it too: the page with their phones at `/`, its API under `/sandbox/api/`.
    """
    return Starlette(routes=bot_routes(world) + (sandbox_routes(world, sandbox) if sandbox else []))


def bot_routes(world: World) -> list[BaseRoute]:
    """The two addresses of the Bot API."""

    async def method(request: Request) -> Response:
        return await _answer(world, request)

    async def file(request: Request) -> Response:
        stored = world.paths.get(request.path_params["path"])
        if request.path_params["token"] != world.token or stored is None:
            return _json({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        return Response(stored.data, media_type="application/octet-stream")

    return [
        Route("/bot{token}/{method}", method, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", file),
    ]


async def _answer(world: World, request: Request) -> Response:
    """Carries one request out, faults included, and records what became of it."""
    name = NAMES.get(request.path_params["method"].lower(), request.path_params["method"])
    asked: Json = {}
    try:
        if world.faults.latency:
            await asyncio.sleep(world.faults.latency)
        asked = await _asked(world, request, name)
        fault = world.faults.strike(name, asked.get("chat_id"))
        if fault is not None:
            await before(fault)
        answer = _json({"ok": True, "result": await _carry_out(world, name, asked)})
        _record(world, name, asked, None)
        return _after(fault, answer)
    except Refused as refused:
        _record(world, name, asked, refused)
        return _json(refused.as_json(), refused.code)
    except ConnectionCut as cut:
        return _cut(request, cut)


async def _asked(world: World, request: Request, name: str) -> Json:
    if request.path_params["token"] != world.token:
        raise Refused(401, "Unauthorized")
    if name not in METHODS:
        world.violations.append(f"{name}: the stand-in knows no such method")
        raise Refused(404, "Not Found")
    raw, uploads = await read_body(request)
    return read(name, raw, uploads, strict=world.strict)


async def _carry_out(world: World, name: str, asked: Json) -> Any:
    if name != "getUpdates":
        return CARRIERS[name](world, asked)
    if world.webhook.url:
        raise Refused(409, _WEBHOOK_ACTIVE)
    return await world.updates.poll(asked)


def _record(world: World, name: str, asked: Json, refused: Refused | None) -> None:
    if name == "getUpdates" and refused is None:
        return
    world.calls.append(Call(name, asked, world.clock(), refused.description if refused else None))
    if refused is not None:
        world.refusals.append(f"{name}: {refused}")
    if isinstance(refused, Violation):
        world.violations.append(f"{name}: {refused.description}")


def _json(body: Json, status: int = 200) -> Response:
    return Response(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(),
        status,
        media_type="application/json",
    )


def _after(fault: Fault | None, answer: Response) -> Response:
    """What a fault does to an answer that was already given."""
    if fault is not None and fault.kind is Kind.LOST:
        raise ConnectionCut(timed_out=True)
    if fault is not None and fault.kind is Kind.GARBAGE:
        return Response(b"<html><title>502 Bad Gateway</title>", media_type="text/html")
    return answer


def _cut(request: Request, cut: ConnectionCut) -> Response:
    """A broken line: over a socket an answer that never ends, in process the exception httpx would raise.

    Only a server tells the version of ASGI's HTTP part; `httpx.ASGITransport` does not.
    """
    if "spec_version" in request.scope["asgi"]:
        return _Unfinished()
    if cut.timed_out:
        raise httpx.ReadTimeout("no answer")
    raise httpx.RemoteProtocolError("Server disconnected without sending a response.")


class _Unfinished(Response):
    """Promises a body and sends none: the server then closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"64")]})
