"""What a page with phones needs to know of the county that it shows; the side of the bot supplies it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.records import Chat, User


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody whose phone is on the page: `role_text` and `hint` are sentences for the visitor, in Chinese.

    `scans` is the payload of a sign board's QR code that this phone can read, empty for none.
    """

    user: User
    name: str
    role_text: str
    phone: str
    hint: str
    scans: str = ""


@dataclass(frozen=True, slots=True)
class SampleGroup:
    """A group whose chat is on the page, as it stands on the phone of `viewer`, who speaks and taps there."""

    chat: Chat
    viewer: User
    role_text: str


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The people and the map of a sample county, and its clock.

    `map_layers` gives a GeoJSON FeatureCollection (longitude first, WGS-84). A feature's properties: `kind` is
    "region" (polygons), "river" or "reach" (lines) or "point"; `name`; for a reach `people`, the Telegram ids of
    those who look after it. `jump` moves the clock to a time and returns when what was due has been done, with a
    sentence of what others did meanwhile, if there is anything to say; `pass_time` moves it a little, as a walk
    does, and wakes nobody (without it, walks jump).
    """

    people: Sequence[SamplePerson]
    map_layers: Callable[[], dict[str, Any]]
    jump: Callable[[datetime], Awaitable[str | None]]
    now: Callable[[], datetime]
    pass_time: Callable[[timedelta], None] | None = None
    groups: Sequence[SampleGroup] = ()
