"""How Chinese strings words together."""

from collections.abc import Iterable


def listed(names: Iterable[str]) -> str:
    """大路街道、青杠街道: each name once, in its order."""
    return "、".join(dict.fromkeys(names))


def numbered(name: str, number: str) -> str:
    """乱堆（2026-0001）: a thing with the number to ask for."""
    return f"{name}（{number}）" if number else name
