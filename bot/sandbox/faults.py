"""What goes wrong between a bot and Telegram, on demand: per method, chat and number of times."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.refusals import Refused, forbidden


class Kind(StrEnum):
    """The faults that can be ordered."""

    TOO_MANY = "too_many"
    BLOCKED = "blocked"
    SERVER_ERROR = "server_error"
    HANG = "hang"
    CUT = "cut"
    LOST = "lost"
    GARBAGE = "garbage"


class ConnectionCut(Exception):
    """No answer reaches the bot; `timed_out` tells a silent line from one that breaks."""

    def __init__(self, *, timed_out: bool = False) -> None:
        super().__init__("the line is cut")
        self.timed_out = timed_out


@dataclass(slots=True)
class Fault:
    """One ordered fault: which requests it meets, and how many of them (`times` None: until cleared)."""

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    skip: int = 0
    retry_after: int = 1
    code: int = 502
    seconds: float | None = None
    met: int = 0

    def meets(self, method: str, chat_id: object) -> bool:
        """Whether this fault strikes the request, counting it where it does."""
        if self.method not in (None, method) or self.chat_id not in (None, chat_id):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is not None and self.met >= self.times:
            return False
        self.met += 1
        return True


@dataclass(slots=True)
class Faults:
    """The faults now ordered, and a fixed `latency` in seconds before every answer."""

    latency: float = 0.0
    ordered: list[Fault] = field(default_factory=list)

    def order(self, fault: Fault) -> Fault:
        """Adds a fault; the first that meets a request strikes it."""
        self.ordered.append(fault)
        return fault

    def too_many(self, retry_after: int = 1, *, method: str | None = None, chat_id: int | None = None,
                 times: int | None = 1) -> Fault:  # fmt: skip
        """429 with `retry_after` seconds; nothing is carried out."""
        return self.order(Fault(Kind.TOO_MANY, method, chat_id, times, retry_after=retry_after))

    def blocked(self, *, method: str | None = None, chat_id: int | None = None, times: int | None = 1) -> Fault:
        """403 "bot was blocked by the user", without the person having done so."""
        return self.order(Fault(Kind.BLOCKED, method, chat_id, times))

    def server_error(self, code: int = 502, *, method: str | None = None, chat_id: int | None = None,
                     times: int | None = 1) -> Fault:  # fmt: skip
        """A 5xx of Telegram's front; nothing is carried out."""
        return self.order(Fault(Kind.SERVER_ERROR, method, chat_id, times, code=code))

    def hang(self, seconds: float | None = None, *, method: str | None = None, chat_id: int | None = None,
             times: int | None = 1) -> Fault:  # fmt: skip
        """No answer until cancelled, or for so many seconds, then a silent line; nothing is carried out."""
        return self.order(Fault(Kind.HANG, method, chat_id, times, seconds=seconds))

    def cut(self, *, method: str | None = None, chat_id: int | None = None, times: int | None = 1,
            skip: int = 0) -> Fault:  # fmt: skip
        """The connection breaks before anything is carried out."""
        return self.order(Fault(Kind.CUT, method, chat_id, times, skip=skip))

    def lost(self, *, method: str | None = None, chat_id: int | None = None, times: int | None = 1,
             skip: int = 0) -> Fault:  # fmt: skip
        """The request is carried out, but its answer never arrives: the bot can't know."""
        return self.order(Fault(Kind.LOST, method, chat_id, times, skip=skip))

    def garbage(self, *, method: str | None = None, chat_id: int | None = None, times: int | None = 1) -> Fault:
        """The request is carried out and answered with what is no JSON."""
        return self.order(Fault(Kind.GARBAGE, method, chat_id, times))

    def clear(self) -> None:
        """Takes all faults and the latency away."""
        self.ordered.clear()
        self.latency = 0.0

    def strike(self, method: str, chat_id: object) -> Fault | None:
        """The fault that this request meets, if any."""
        return next((fault for fault in self.ordered if fault.meets(method, chat_id)), None)


async def before(fault: Fault) -> None:
    """What a fault does before a request is carried out; raises unless it strikes only afterwards."""
    match fault.kind:
        case Kind.TOO_MANY:
            told = f"Too Many Requests: retry after {fault.retry_after}"
            raise Refused(429, told, retry_after=fault.retry_after)
        case Kind.BLOCKED:
            raise forbidden("bot was blocked by the user")
        case Kind.SERVER_ERROR:
            raise Refused(fault.code, "Bad Gateway" if fault.code == 502 else "Internal Server Error")
        case Kind.HANG:
            await _silence(fault.seconds)
            raise ConnectionCut(timed_out=True)
        case Kind.CUT:
            raise ConnectionCut


async def _silence(seconds: float | None) -> None:
    if seconds is None:
        await asyncio.Event().wait()
    else:
        await asyncio.sleep(seconds)
