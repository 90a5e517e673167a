"""Telegram's rates for sending, kept on demand: 30 a second, 1 a second a chat, 20 a minute a group."""

from __future__ import annotations

from collections import defaultdict, deque

from bot.sandbox.refusals import Refused

OVERALL = (30, 1.0)
CHAT = (1, 1.0)
GROUP = (20, 60.0)


class Rates:
    """Sliding windows over the times of sends, in seconds; off until `enforced`."""

    def __init__(self) -> None:
        self.enforced = False
        self.sends: list[tuple[float, int]] = []
        self._windows: dict[tuple[str, int], deque[float]] = defaultdict(deque)

    def count(self, chat_id: int, is_group: bool, at: float, messages: int = 1) -> None:
        """Counts a send (an album as its messages) at a time in seconds, or raises the 429 with the wait."""
        if not self.enforced:
            return
        windows = [(("all", 0), OVERALL), (("chat", chat_id), GROUP if is_group else CHAT)]
        waits = [self._wait(self._windows[key], limit, at) for key, limit in windows]
        if (wait := max(waits)) > 0:
            seconds = int(wait) + 1
            raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        self.sends.extend([(at, chat_id)] * messages)
        for key, _ in windows:
            self._windows[key].extend([at] * messages)

    @staticmethod
    def _wait(window: deque[float], limit: tuple[int, float], at: float) -> float:
        count, seconds = limit
        while window and window[0] <= at - seconds:
            window.popleft()
        return window[-count] + seconds - at if len(window) >= count else 0.0
