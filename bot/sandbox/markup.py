"""Telegram's HTML, both ways, by the Bot API's section "HTML style": markup to text and entities, and back.

Offsets and lengths are UTF-16 code units, as Telegram counts them.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from bot.sandbox.records import Json
from bot.sandbox.refusals import Violation

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
    "span": "spoiler",
}  # fmt: skip
_TOKEN = re.compile(r"""<(/?)([A-Za-z0-9-]*)((?:[\s/](?:"[^"]*"|'[^']*'|[^>"'])*)?)>|&(#?\w+);|<""")
_ATTRIBUTE = re.compile(r"""([A-Za-z-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"']+))?""")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class _Reading:
    """What is known halfway through a text: the plain pieces, the entities, and the tags still open."""

    source: str
    pieces: list[str] = field(default_factory=list)
    at: int = 0
    entities: list[Json] = field(default_factory=list)
    still_open: list[tuple[str, Json]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.at += units(text)

    def refuse(self, why: str, position: int) -> Violation:
        offset = len(self.source[:position].encode())
        return Violation(f"can't parse entities: {why} at byte offset {offset}")

    def begin(self, tag: str, attributes: str, position: int) -> None:
        entity = _entity(tag, attributes)
        if entity is None:
            raise self.refuse(f'Unsupported start tag "{tag}"', position)
        self.still_open.append((tag, entity | {"offset": self.at}))

    def end(self, tag: str, position: int) -> None:
        if not self.still_open:
            raise self.refuse("Unexpected end tag", position)
        opened, entity = self.still_open.pop()
        if tag not in ("", opened):
            raise self.refuse(f'Unmatched end tag, expected "</{opened}>", found "</{tag}>"', position)
        entity["length"] = self.at - entity["offset"]
        if entity["length"] and not (entity["type"] == "text_link" and not entity["url"]):
            self.entities.append(entity)


def parse(source: str) -> tuple[str, list[Json]]:
    """Telegram HTML as plain text and entities; raises `Violation` as Telegram refuses it."""
    if "<" not in source and "&" not in source:
        return _trimmed(source, [])
    reading, position = _Reading(source), 0
    for token in _TOKEN.finditer(source):
        reading.add(source[position : token.start()])
        position = token.end()
        _read_token(reading, token)
    reading.add(source[position:])
    if reading.still_open:
        tag = reading.still_open[-1][0]
        raise Violation(f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\"")
    return _trimmed("".join(reading.pieces), reading.entities)


def _read_token(reading: _Reading, token: re.Match[str]) -> None:
    closing, tag, attributes, reference = token.groups()
    if reference is not None:
        reading.add(_character(reference))
    elif tag is None:
        raise reading.refuse("Unclosed start tag", token.start())
    elif closing:
        reading.end(tag.lower(), token.start())
    else:
        reading.begin(tag.lower(), attributes, token.start())


def _character(reference: str) -> str:
    if reference.startswith("#"):
        return html.unescape(f"&{reference};")
    return _NAMED.get(reference, f"&{reference};")


def _entity(tag: str, attributes: str) -> Json | None:
    """The entity that a start tag begins, or None where Telegram knows no such tag."""
    kind = _KINDS.get(tag)
    if kind is None:
        return None
    named = {name.lower(): html.unescape(value.strip("\"'")) for name, value in _ATTRIBUTE.findall(attributes)}
    if tag == "span":
        return {"type": kind} if named.get("class") == "tg-spoiler" else None
    if tag == "a":
        return {"type": kind, "url": named.get("href", "")}
    if tag == "tg-emoji":
        return {"type": kind, "custom_emoji_id": named.get("emoji-id", "")}
    if tag == "blockquote" and "expandable" in named:
        return {"type": "expandable_blockquote"}
    language = named.get("class", "")
    if tag == "code" and language.startswith("language-"):
        return {"type": kind, "language": language.removeprefix("language-")}
    return {"type": kind}


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Telegram cuts white space off both ends of a message, and the entities with it."""
    kept = text.strip()
    if kept == text:
        return text, sorted(entities, key=_outer_first)
    skipped, total = units(text[: len(text) - len(text.lstrip())]), units(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - skipped, 0)
        end = min(entity["offset"] + entity["length"] - skipped, total)
        if end > start:
            moved.append(entity | {"offset": start, "length": end - start})
    return kept, sorted(moved, key=_outer_first)


def _outer_first(entity: Json) -> tuple[int, int]:
    return entity["offset"], -entity["length"]


_TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "expandable_blockquote": "blockquote",
}  # fmt: skip


def render(text: str, entities: list[Json]) -> str:
    """Text and entities as Telegram HTML again, escaped: what a page can show and a test can compare."""
    if not entities:
        return html.escape(text, quote=False)
    data = text.encode("utf-16-le")
    marks: list[tuple[int, int, str]] = []
    for order, entity in enumerate(sorted(entities, key=_outer_first)):
        before, after = _tags(entity)
        end = entity["offset"] + entity["length"]
        marks.append((entity["offset"], order + 1, before))
        marks.append((end, -order - 1, after))
    pieces, position = [], 0
    for offset, _, tag in sorted(marks, key=lambda mark: mark[:2]):
        pieces.append(html.escape(data[2 * position : 2 * offset].decode("utf-16-le"), quote=False) + tag)
        position = offset
    return "".join(pieces) + html.escape(data[2 * position :].decode("utf-16-le"), quote=False)


def _tags(entity: Json) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return f'<a href="{html.escape(entity["url"])}">', "</a>"
    tag = _TAGS.get(entity["type"])
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")
