"""The photos kept with something, shown as they were sent; said where there are none."""

from collections.abc import Sequence

from handlers.context import Context
from handlers.issues.view import show_pictures
from rules.refusals import Refusal
from storage.models import Media


async def send_photos(context: Context, photos: Sequence[Media]) -> None:
    """Sends the first of them; says so where there is none."""
    if not photos:
        raise Refusal("refusal/no_photos")
    await show_pictures(context, photos)
