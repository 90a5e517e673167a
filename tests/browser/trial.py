"""The real sandbox, as `python -m bot sandbox` starts it: a process of its own, with a free port."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
LONGEST_END = 20.0


@dataclass(frozen=True)
class Trial:
    """A sandbox under way: where its page is, and what it wrote about faults."""

    address: str
    log_file: Path

    @property
    def log(self) -> str:
        """Everything it wrote about faults so far."""
        return self.log_file.read_text("utf-8")


@contextmanager
def trial_from(begin: str, folder: Path) -> Iterator[Trial]:
    """Runs the sandbox from `begin` (ISO, China's time) on, in `folder`, where no settings file lies."""
    command = [sys.executable, "-m", "bot", "sandbox", "--port", "0", "--begin", begin]
    log_file = folder / "sandbox.log"
    with (
        log_file.open("wb") as log,
        subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=subprocess.PIPE, stderr=log, cwd=folder, env=_surroundings(), text=True
        ) as process,
    ):
        assert process.stdout is not None
        try:
            yield Trial(_address(process.stdout, log_file), log_file)
        finally:
            process.terminate()
            process.communicate(timeout=LONGEST_END)


def _surroundings() -> dict[str, str]:
    """Ours without the settings of a bot that a developer may run."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("RIVERCHIEF_")}  # noqa: TID251
    return ours | {"PYTHONPATH": str(ROOT)}


def _address(said: IO[str], log_file: Path) -> str:
    for line in said:
        if found := re.search(r"http://[\d.]+:\d+", line):
            return found.group()
    raise AssertionError(log_file.read_text("utf-8"))
