"""How a message goes out: words, or a file with the words as its caption, or an album and the words after it."""

from collections.abc import Awaitable, Callable, Sequence
from html import unescape
from itertools import groupby
from re import sub
from typing import Any

from telegram import InputMediaDocument, InputMediaPhoto, InputMediaVideo

from reminders.wording import Message

LONGEST_CAPTION = 1_024
MOST_IN_AN_ALBUM = 10
UNASKED = 1  # rate_limit_args: so many messages that nobody asked for; replies to people go first

_MEDIA = {"photo": InputMediaPhoto, "video": InputMediaVideo, "document": InputMediaDocument}
_FAMILY = {"photo": 0, "video": 0, "document": 1, "voice": 2}  # Telegram mixes only photos and videos in an album

Step = tuple[int, Callable[[], Awaitable[Any]]]


def fits_a_caption(html: str) -> bool:
    """Whether Telegram takes these words as a caption: it counts UTF-16 units, its markup not."""
    return len(unescape(sub(r"<[^>]+>", "", html)).encode("utf-16-le")) // 2 <= LONGEST_CAPTION


def is_caption(message: Message) -> bool:
    """Whether the words stand under a photo or file."""
    return (message.file is not None or len(message.enclosures) == 1) and fits_a_caption(message.text)


async def send(
    bot: Any, chat_id: int, message: Message, note: Callable[[Sequence[int]], Awaitable[None]]
) -> Sequence[int]:
    """Sends what was not sent before; gives the ids of all messages, the one with the words last.

    Between two messages `note` is told which ones Telegram has taken.
    """
    ids = list(message.sent_before)
    left = len(ids)
    steps = _steps(bot, chat_id, message)
    for number, (count, step) in enumerate(steps, 1):
        if left >= count:
            left -= count
            continue
        sent = await step()
        ids += [each.message_id for each in (sent if isinstance(sent, Sequence) else [sent])]
        if number < len(steps):
            await note(ids)
    return ids


def _steps(bot: Any, chat_id: int, message: Message) -> list[Step]:
    """The calls, each with the number of messages it makes."""
    words = {"parse_mode": "HTML", "reply_markup": message.buttons, "rate_limit_args": UNASKED}
    captioned = is_caption(message)
    by_itself = captioned and message.file is None
    steps = [] if by_itself else [_enclosed(bot, chat_id, album) for album in _albums(message.enclosures)]
    if message.file is not None:
        said = words | {"caption": message.text} if captioned else {"rate_limit_args": UNASKED}
        name, content = message.file.name, message.content
        steps.append((1, lambda: bot.send_document(chat_id, content, filename=name, **said)))
    if by_itself:
        [one] = message.enclosures
        steps.append((1, lambda: _single(bot, chat_id, one, words | {"caption": message.text})))
    elif not captioned:
        steps.append((1, lambda: bot.send_message(chat_id, message.text, **words)))
    return steps


def _albums(enclosures: Sequence[Any]) -> list[list[Any]]:
    """What may stand in one album together, voice notes one by one; photos before files."""
    found: list[list[Any]] = []
    for family, same in groupby(sorted(enclosures, key=lambda each: _FAMILY[each["kind"]]), _family):
        media, most = list(same), MOST_IN_AN_ALBUM if family < _FAMILY["voice"] else 1
        found += [media[start : start + most] for start in range(0, len(media), most)]
    return found


def _family(enclosure: Any) -> int:
    return _FAMILY[enclosure["kind"]]


def _enclosed(bot: Any, chat_id: int, album: list[Any]) -> Step:
    if len(album) == 1:
        return 1, lambda: _single(bot, chat_id, album[0], {"rate_limit_args": UNASKED})
    media = [_MEDIA[each["kind"]](each["file_id"]) for each in album]
    return len(album), lambda: bot.send_media_group(chat_id, media, rate_limit_args=UNASKED * len(album))


def _single(bot: Any, chat_id: int, one: Any, said: dict[str, Any]) -> Awaitable[Any]:
    send: Callable[..., Awaitable[Any]] = getattr(bot, f"send_{one['kind']}")
    return send(chat_id, one["file_id"], **said)
