"""`check`: is everything whole?"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.commands.opening import opened
from bot.config import Config
from rules import profile as profiles
from rules.profile import ProfileError
from storage import audit, schema
from storage.models import Keeping, Media

Say = Callable[[str], None]


def check(config: Config, say: Say) -> int:
    """Says what is checked and what is wrong; returns the number of faults."""
    faults = _profile(config, say)
    with opened(config) as database:
        for difference in schema.differences(database.engine):
            say(f"tables: {difference}")
            faults += 1
        number, head = database.read_now(audit.head)
        say(f"audit chain: {number} rows, head {head[:16]}")
        damaged = [*database.read_now(_records), *database.read_now(_files, config.media_dir)]
    for sentence in damaged:
        say(sentence)
    faults += len(damaged)
    if not faults:
        say("Everything is whole.")
    return faults


def _profile(config: Config, say: Say) -> int:
    try:
        profile = profiles.load(config.profile)
    except ProfileError as error:
        say(str(error))
        return 1
    say(f"profile: {profile.title}")
    return 0


def _records(session: Session) -> list[str]:
    return [f"audit row {row} was altered or its predecessor is missing" for row in audit.broken(session)]


def _files(session: Session, folder: Path) -> list[str]:
    return list(_damaged(session, folder))


def _damaged(session: Session, folder: Path) -> Iterator[str]:
    hashes = select(Media.sha256).where(Media.keeping == Keeping.KEPT).distinct()
    for sha256 in session.scalars(hashes):
        path = folder / str(sha256)[:2] / str(sha256)
        if not path.is_file():
            yield f"file {str(sha256)[:16]}… is missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            yield f"file {str(sha256)[:16]}… was altered"
