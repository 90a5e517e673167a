"""The fields and files of a request, however they come: address, form, multipart or JSON."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.records import Json, Upload
from bot.sandbox.refusals import Violation


async def read_body(request: Request) -> tuple[Json, dict[str, Upload]]:
    """Raw fields and uploads of a request; those of the address first, those of the body over them."""
    fields: Json = dict(parse_qsl(request.url.query, keep_blank_values=True)) if request.scope["query_string"] else {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        body = await request.body()
        return fields | dict(parse_qsl(body.decode(), keep_blank_values=True)), {}
    if kind.startswith("multipart/form-data"):
        return await _read_parts(request, fields)
    if kind.startswith("application/json"):
        found = json.loads(await request.body() or b"{}")
        if not isinstance(found, dict):
            raise Violation("can't parse the request's JSON")
        return fields | {name: value for name, value in found.items() if value is not None}, {}
    return fields, {}


async def _read_parts(request: Request, fields: Json) -> tuple[Json, dict[str, Upload]]:
    uploads = {}
    async with request.form(max_part_size=64 * 2**20) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                data, mime = await value.read(), value.content_type or "application/octet-stream"
                uploads[name] = Upload(value.filename or "file", data, mime)
            else:
                fields[name] = value
    return fields, uploads
