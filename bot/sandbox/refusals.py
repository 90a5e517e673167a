"""How Telegram says no."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """An answer with `ok: false`: HTTP status `code`, `description` in Telegram's words, `parameters`."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """The body of the answer, as Telegram shapes it."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class Violation(Refused):
    """A request that no correct program sends: a documented limit or a required field was not kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(400, f"Bad Request: {reason}")


def bad_request(reason: str) -> Refused:
    """A 400 for a request that is well made but came at the wrong time (a late edit, an unknown chat)."""
    return Refused(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refused:
    """A 403: the person does not want, or cannot get, messages of this bot."""
    return Refused(403, f"Forbidden: {reason}")
