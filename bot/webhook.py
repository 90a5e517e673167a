"""Updates by webhook: Telegram is answered 200 only when they are on the disk."""

import hmac
import json
from collections.abc import Callable
from urllib.parse import urlsplit

import uvicorn
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.config import Config
from bot.intake import ALLOWED, Intake

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LARGEST = 1024 * 1024


def webhook(intake: Intake, secret: str, path: str, is_alive: Callable[[], bool] = lambda: True) -> Starlette:
    """The one address Telegram posts to. Whoever does not know the secret learns whether the bot lives, no more."""

    async def receive(request: Request) -> Response:
        told = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(told.encode(), secret.encode()):
            return Response(status_code=404)
        try:
            raw = json.loads(await _body(request))
        except TooLarge:
            return Response(status_code=413)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        if not isinstance(raw, dict) or not isinstance(raw.get("update_id"), int):
            return Response(status_code=400)
        try:
            await intake.take([raw])
        except OperationalError:
            return Response(status_code=503)  # Telegram asks again
        return Response(status_code=200)

    async def health(_request: Request) -> Response:
        return PlainTextResponse("alive") if is_alive() else PlainTextResponse("stale", 503)

    return Starlette(routes=[Route(path or "/", receive, methods=["POST"]), Route("/health", health, methods=["GET"])])


class TooLarge(Exception):
    """A body larger than any update."""


async def _body(request: Request) -> bytes:
    # Counted as it comes: a body in chunks tells no length beforehand.
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise TooLarge
    return bytes(body)


async def serve(intake: Intake, config: Config, is_alive: Callable[[], bool]) -> None:
    """Registers the webhook with Telegram and listens until cancelled."""
    secret = config.webhook_secret.get_secret_value()
    app = webhook(intake, secret, urlsplit(config.webhook_url).path, is_alive)
    host, _, port = config.webhook_listen.rpartition(":")
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=int(port), log_level="warning"))
    await intake.bot.set_webhook(config.webhook_url, secret_token=secret, allowed_updates=ALLOWED)
    await server.serve()
