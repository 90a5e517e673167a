"""What somebody of the public does to hand in a report, for tests of what comes after."""

from sqlalchemy import select

from storage.models import Submission
from tests.people import Person, picture
from tests.river import River

PHONE = "+8613912345678"
NAME = "路过的陆小七"


async def passer_by(river: River, telegram_id: int = 999, name: str = NAME) -> Person:
    """Somebody on no roster who has pressed START."""
    person = river.stranger(telegram_id, name, PHONE if telegram_id == 999 else f"+86139000{telegram_id:05d}")
    await person.hears()
    return person


async def hands_in(river: River, person: Person, words: str = "水很臭") -> str:
    """Photo, place, type, submit; returns what was answered last."""
    await person.sends_photo(picture(words), words)
    await person.shares_place((29.5951, 106.2201))
    await person.taps("污水直排")
    label = next(each for each in person.labels if each.startswith("✅"))
    return (await person.taps(label))[-1].text


def submission(river: River, number: str = "2026-0001") -> Submission:
    """The row as committed."""
    with river.look() as session:
        return session.scalars(select(Submission).where(Submission.number == number)).one()


async def opens(river: River, office: Person, number: str = "2026-0001") -> None:
    """The office opens what waits, from its queue."""
    await office.says("/queue")
    await office.taps(next(each for each in office.labels if each.startswith("群众待审")))
    await office.taps(number)
