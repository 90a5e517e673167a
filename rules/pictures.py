"""Whether two photos show the same picture, by their 64-bit difference hashes."""

from dataclasses import dataclass

_64_BITS = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class PhotoRules:
    """Photos whose difference hashes differ in at most so many of 64 bits are shown to the office as one."""

    near_identical: int
    source: str = ""


def distance(hash_a: int, hash_b: int) -> int:
    """How many of the 64 bits differ; signed and unsigned forms of one hash are the same."""
    return ((hash_a ^ hash_b) & _64_BITS).bit_count()


def near_identical(hash_a: int, hash_b: int, limit: int) -> bool:
    """Whether at most `limit` bits differ: the same picture, recompressed or scaled."""
    return distance(hash_a, hash_b) <= limit
