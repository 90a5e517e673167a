"""Files that go out: kept once by their sha256, never changed, carried by notices."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from storage.models import IssuedFile
from storage.once import insert_once

LARGEST = 20 * 1024 * 1024  # bytes; what a bot may also receive again


@dataclass(frozen=True, slots=True)
class Attached:
    """A kept file and the name it goes out under."""

    sha256: str
    name: str


def keep(session: Session, content: bytes, name: str, at: datetime) -> Attached:
    """Keeps the bytes (once, however often they go out) and gives what `outbox.Tell(file=...)` takes."""
    if not content or len(content) > LARGEST:
        raise ValueError(f"a file of {len(content)} bytes")
    sha256 = hashlib.sha256(content).hexdigest()
    insert_once(session, IssuedFile, [{"sha256": sha256, "content": content, "created_at": at}])
    return Attached(sha256, name)


def content(session: Session, sha256: str) -> bytes:
    """The bytes of a kept file; a LookupError if there are none, a ValueError if they are not what was kept."""
    row = session.get(IssuedFile, sha256)
    if row is None:
        raise LookupError(f"no file {sha256}")
    if hashlib.sha256(row.content).hexdigest() != sha256:
        raise ValueError(f"the file {sha256} was altered")
    return row.content
