"""An issue's photos before and after, side by side on one picture."""

from collections.abc import Sequence
from itertools import zip_longest

from sqlalchemy.orm import Session
from telegram.error import TelegramError

from documents.before_after import MOST_PAIRS, BeforeAfter, Pair, Shot, before_after
from handlers.context import Context, aside
from rules.issue_states import Act
from rules.refusals import Refusal
from storage import media
from storage.issues.matters import Matter
from storage.issues.telling import type_name
from storage.models import IssueStep, Media, MediaKind, MediaUse, Subject

_PICTURES = (MediaKind.PHOTO, MediaKind.IMAGE_FILE)


async def side_by_side(context: Context, now: Matter) -> bytes | None:
    """The picture, drawn on a thread; None if there is no photo at all."""
    before = await context.read(shown, now.issue.id, MediaUse.BEFORE)
    after = await context.read(shown, now.issue.id, MediaUse.AFTER)
    if not before and not after:
        return None
    couples = list(zip_longest(before, after))
    pairs = [Pair(await _shot(context, one), await _shot(context, other)) for one, other in couples[:MOST_PAIRS]]
    pairs += [Pair(None, None)] * len(couples[MOST_PAIRS:])  # only counted on the picture
    told = type_name(context.profile, now.issue.type)
    sheet = BeforeAfter(now.issue.number, now.place, told, tuple(pairs))
    return await aside(before_after, sheet, context.house.zone)


def shown(session: Session, issue_id: int, use: MediaUse) -> list[Media]:
    """The pictures of an issue; of the after-photos only those since it was last sent back, if there are any."""
    pictures = [one for one in media.of(session, Subject.ISSUE, issue_id, use) if one.kind in _PICTURES]
    return _latest(session, issue_id, pictures) if use is MediaUse.AFTER else pictures


def _latest(session: Session, issue_id: int, pictures: Sequence[Media]) -> list[Media]:
    sent_back = session.query(IssueStep.at).filter_by(issue_id=issue_id, act=Act.SEND_BACK)
    last = sent_back.order_by(IssueStep.id.desc()).limit(1).scalar()
    fresh = [one for one in pictures if last is None or one.received_at >= last]
    return fresh or list(pictures)


async def content_of(context: Context, file_id: str, sha256: str | None = None) -> bytes:
    """The bytes of a photo as kept; none if it cannot be had, which the picture then says in its field."""
    try:
        return await context.house.keeper.content(sha256, file_id)
    except (TelegramError, Refusal):
        return b""


async def _shot(context: Context, one: Media | None) -> Shot | None:
    return None if one is None else Shot(await content_of(context, one.file_id, one.sha256), one.sent_at)
