"""How a message goes out: words, or a file with the words as its caption, or an album and the words after it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from html import unescape
from itertools import groupby
from re import sub
from typing import Any, NamedTuple, TypeVar

from telegram import InputMediaDocument, InputMediaPhoto, InputMediaVideo

from reminders.wording import Message

T = TypeVar("T")

LONGEST_CAPTION = 1_024
MOST_IN_AN_ALBUM = 10
TO_FINISH = 8.0  # seconds that a message on its way is given when the program stops
UNASKED = 1  # rate_limit_args: so many messages that nobody asked for (below zero: they have had their turn)

_MEDIA = {"photo": InputMediaPhoto, "video": InputMediaVideo, "document": InputMediaDocument}
_FAMILY = {"photo": 0, "video": 0, "document": 1, "voice": 2}  # Telegram mixes only photos and videos in an album


class Step(NamedTuple):
    """One call: how many messages it makes, and the call, which takes `rate_limit_args`."""

    messages: int
    call: Callable[[int], Awaitable[Any]]


def fits_a_caption(html: str) -> bool:
    """Whether Telegram takes these words as a caption: it counts UTF-16 units, its markup not."""
    return len(unescape(sub(r"<[^>]+>", "", html)).encode("utf-16-le")) // 2 <= LONGEST_CAPTION


def is_caption(message: Message) -> bool:
    """Whether the words stand under a photo or file."""
    return (message.file is not None or len(message.enclosures) == 1) and fits_a_caption(message.text)


async def take_turn(bot: Any, chat_id: int, step: Step) -> None:
    """Waits until the first call may leave: before that the message is certainly not on its way."""
    if bot.rate_limiter is not None:
        await bot.rate_limiter.take_turn(chat_id, step.messages)


async def send(
    steps: Sequence[Step], sent_before: Sequence[int], note: Callable[[Sequence[int]], Awaitable[None]]
) -> Sequence[int]:
    """Makes the calls, the first of which has its turn; gives the ids of all messages, the one with the words last.

    Between two of them `note` is told which messages Telegram has taken.
    """
    ids = list(sent_before)
    for number, step in enumerate(steps):
        if number:
            await note(ids)
        sent = await step.call(-step.messages if number == 0 else step.messages)
        ids += [each.message_id for each in (sent if isinstance(sent, Sequence) else [sent])]
    return ids


def steps_of(bot: Any, chat_id: int, message: Message) -> list[Step]:
    """The calls that a message takes, without those that Telegram has taken before."""
    words = {"parse_mode": "HTML", "reply_markup": message.buttons}
    captioned = is_caption(message)
    by_itself = captioned and message.file is None
    steps = [] if by_itself else [_enclosed(bot, chat_id, album) for album in _albums(message.enclosures)]
    if message.file is not None:
        steps.append(_file(bot, chat_id, message, words | {"caption": message.text} if captioned else {}))
    if by_itself:
        steps.append(_single(bot, chat_id, message.enclosures[0], words | {"caption": message.text}))
    elif not captioned:
        steps.append(Step(1, lambda rate: bot.send_message(chat_id, message.text, rate_limit_args=rate, **words)))
    return _left(steps, len(message.sent_before))


def _left(steps: list[Step], sent: int) -> list[Step]:
    while len(steps) > 1 and sent >= steps[0].messages:
        sent -= steps.pop(0).messages
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
        return _single(bot, chat_id, album[0], {})
    media = [_MEDIA[each["kind"]](each["file_id"]) for each in album]
    return Step(len(album), lambda rate: bot.send_media_group(chat_id, media, rate_limit_args=rate))


def _file(bot: Any, chat_id: int, message: Message, said: dict[str, Any]) -> Step:
    name = message.file.name if message.file else ""
    return Step(
        1, lambda rate: bot.send_document(chat_id, message.content, filename=name, rate_limit_args=rate, **said)
    )


def _single(bot: Any, chat_id: int, one: Any, said: dict[str, Any]) -> Step:
    send: Callable[..., Awaitable[Any]] = getattr(bot, f"send_{one['kind']}")
    return Step(1, lambda rate: send(chat_id, one["file_id"], rate_limit_args=rate, **said))


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Lets a message that is on its way arrive, and be marked, before giving way to a stop of the program."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=TO_FINISH)
        task.cancel()
        raise
