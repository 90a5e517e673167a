"""As many keys at a time as one statement takes."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

A_STATEMENT = 5_000

T = TypeVar("T")


def portions(every: Sequence[T], most: int = A_STATEMENT) -> Iterator[Sequence[T]]:
    """All of them in order, at most so many at a time."""
    return (every[start : start + most] for start in range(0, len(every), most))
