"""Invitations to bind an account: the payload of a deep link, `i-` and a person's number in base 36.

The link only opens the bot and greets; who binds must still share their own number, and it must be on the roster.
"""

MARK = "i-"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def payload(person_id: int) -> str:
    """The payload that invites a person."""
    digits = ""
    while person_id:
        person_id, digit = divmod(person_id, 36)
        digits = _DIGITS[digit] + digits
    return f"{MARK}{digits or '0'}"


def link(bot_username: str, person_id: int) -> str:
    """The address to send to a person; opening it opens the bot with its START button."""
    return f"https://t.me/{bot_username}?start={payload(person_id)}"
