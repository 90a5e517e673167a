"""The bot's line to the stand-in, in process: the requests of the real transport without sockets in between."""

import json
from typing import Any
from urllib.parse import unquote, urlsplit

import aiohttp
import httpx
from starlette.types import ASGIApp, Message, Scope
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.transport import AiohttpRequest, body_of


class Wire(AiohttpRequest):
    """Speaks ASGI itself: an HTTP client in between takes longer than the bot takes to answer."""

    def __init__(self, app: ASGIApp, read_timeout: float) -> None:
        super().__init__(read_timeout=read_timeout)
        self._app = app

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One exchange; a line that the stand-in breaks breaks here as it does over a socket."""
        kind, body = await _encoded(request_data)
        answer = _Answer(body)
        try:
            await self._app(_scope(url, method, kind), answer.receive, answer.send)
        except httpx.TimeoutException:
            raise TimedOut from None
        except httpx.TransportError as error:
            raise NetworkError(type(error).__name__) from None
        return answer.status, bytes(answer.body)


class _Answer:
    """Both ends of one exchange as ASGI sees them."""

    def __init__(self, told: bytes) -> None:
        self._told = told
        self.status = 500
        self.body = bytearray()

    async def receive(self) -> Message:
        """The whole body at once."""
        return {"type": "http.request", "body": self._told, "more_body": False}

    async def send(self, message: Message) -> None:
        """Status, then pieces of the body."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.body += message.get("body", b"")


def _scope(url: str, method: str, kind: str) -> Scope:
    parts = urlsplit(url)
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": parts.scheme,
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(b"host", parts.netloc.encode()), (b"content-type", kind.encode())],
        "client": ("127.0.0.1", 123),
        "server": (parts.hostname, 80),
    }


async def _encoded(request_data: RequestData | None) -> tuple[str, bytes]:
    body: dict[str, Any] = body_of(request_data)
    if "data" in body:
        form: aiohttp.FormData = body["data"]
        payload = form()
        written = _Written()
        await payload.write(written)  # type: ignore[arg-type]
        return payload.headers["Content-Type"], bytes(written.bytes)
    return "application/json", json.dumps(body.get("json", {})).encode()


class _Written:
    """What aiohttp's form would have put on the line."""

    def __init__(self) -> None:
        self.bytes = bytearray()

    async def write(self, piece: bytes) -> None:
        """Keeps it."""
        self.bytes += piece
