"""What a piece of work took of this process."""

import resource
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What came of it, and the processor seconds."""
    began = time.process_time()
    return work(), time.process_time() - began


def peak() -> float:
    """The most megabytes that were resident so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux tells kilobytes
