"""The answers to reminders, 知道了 and 稍后提醒, under a message of several: once for all of them."""

from collections.abc import Callable, Iterable

from telegram import InlineKeyboardButton

GOT, LATER = "reminding:got", "reminding:later"

ButtonRow = list[InlineKeyboardButton]


def together(rows: Iterable[ButtonRow], label: Callable[..., str]) -> tuple[ButtonRow, ...]:
    """The rows of buttons with one row of answers on top in place of each reminder's own."""
    listed = list(rows)
    kept = [row for row in listed if not _is_answer(row)]
    if len(kept) == len(listed):
        return tuple(listed)
    all_ = [("reminding.got_all", GOT), ("reminding.later_all", LATER)]
    return [InlineKeyboardButton(label(key), callback_data=data) for key, data in all_], *kept


def _is_answer(row: ButtonRow) -> bool:
    return any(str(key.callback_data).startswith((GOT, LATER)) for key in row)
