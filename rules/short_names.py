"""How a type of issue is called where there is little room."""

LONGEST = 14


def short_name(name: str) -> str:
    """The name without its explanation: 乱堆：垃圾、渣土 becomes 乱堆."""
    return name.replace(":", "：").split("：")[0][:LONGEST]
