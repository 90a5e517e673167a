"""Telephone numbers as people type them, brought to one form (E.164)."""

import re
import unicodedata

_DECORATION = re.compile(r"[\s\-‐-―−().·~]+")
_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")
_E164 = re.compile(r"[1-9]\d{7,14}")


def normalise(raw: str) -> str | None:
    """The number as +<country><number>, None for nonsense.

    A bare eleven-digit mobile number, with or without 86, +86 or 0086, is Chinese; any other number needs
    its country code (+ or 00). Spaces, dashes, brackets and full-width digits do not matter.
    """
    digits = _DECORATION.sub("", unicodedata.normalize("NFKC", raw))
    if digits.startswith("+"):
        return _with_country(digits[1:])
    if digits.startswith("00"):
        return _with_country(digits[2:])
    return _chinese(digits)


def dialled(phone: str | None) -> str:
    """A number as one dials it here, 13800138000; empty where none is known."""
    return (phone or "").removeprefix("+86")


def masked(phone: str) -> str:
    """A number fit for other people's eyes: 138****8000."""
    number = phone.removeprefix("+86").removeprefix("+")
    if len(number) < 8:
        return "****"
    return f"{number[:3]}****{number[-4:]}"


def _with_country(digits: str) -> str | None:
    if not digits.isascii() or not _E164.fullmatch(digits):
        return None
    return _chinese(digits) if digits.startswith("86") else f"+{digits}"


def _chinese(digits: str) -> str | None:
    # Telegram's contact cards give 8613800138000 without a plus sign.
    number = digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
    return f"+86{number}" if number.isascii() and _CHINESE_MOBILE.fullmatch(number) else None
