"""Texts and captions of a request: markup read, lengths and entities counted as Telegram counts them."""

from __future__ import annotations

from bot.sandbox.markup import parse, units
from bot.sandbox.records import Json
from bot.sandbox.refusals import Violation

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
ENTITIES = 100


def formatted(asked: Json, name: str, *, strict: bool = True) -> tuple[str, list[Json]]:
    """Field `name` ("text" or "caption") of a request or a medium, as plain text and entities.

    Raises `Violation` for markup that Telegram can't read and for what is too long after reading.
    """
    source = asked.get(name) or ""
    mode = (asked.get("parse_mode") or "").lower()
    if mode == "html":
        text, entities = parse(source)
    elif mode:
        raise Violation(f"the stand-in reads parse_mode HTML only, not {asked['parse_mode']}")
    else:
        text = source.strip()
        entities = list(asked.get("entities" if name == "text" else "caption_entities") or ())
    if strict:
        _check(name, text, entities)
    return text, entities


def _check(name: str, text: str, entities: list[Json]) -> None:
    length = units(text)
    if name == "text" and not length:
        raise Violation("message text is empty")
    if length > (TEXT_UNITS if name == "text" else CAPTION_UNITS):
        raise Violation("message is too long" if name == "text" else "message caption is too long")
    # Telegram drops what is beyond a hundred without a word; here it is a fault that somebody should hear of.
    if len(entities) > ENTITIES:
        raise Violation("more than 100 entities")
    for entity in entities:
        if entity["offset"] < 0 or entity["offset"] + entity["length"] > length:
            raise Violation("can't parse entities: an entity reaches beyond the text")
