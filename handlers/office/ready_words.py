"""The ready words 常用语 that are offered where words are asked for: the office's own and those shipped."""

from handlers.context import Context
from rules.issue_states import Act
from storage.issues.matters import Matter
from storage.office import replies

SHIPPED = {
    Act.ASSIGN: "requirement",
    Act.RETURN: "returning",
    Act.SEND_BACK: "sending_back",
    Act.REJECT: "rejecting",
    Act.URGE: "urging",
}
MOST = 8  # buttons under a question


def shipped(context: Context, act: Act) -> dict[str, str]:
    """What the program ships for an act, by label."""
    return context.house.speech.labels(SHIPPED[act]) if act in SHIPPED else {}


async def for_issue(context: Context, now: Matter, act: Act) -> list[str]:
    """The sentences to offer for an act on an issue."""
    if act not in SHIPPED:
        return []
    ready = await context.read(replies.offered, now.region_path, act, now.issue.type, shipped(context, act))
    return ready[:MOST]


async def of_region(context: Context, region_path: str, act: Act) -> list[str]:
    """The sentences to offer for an act on many issues."""
    ready = await context.read(replies.offered, region_path, act, "", shipped(context, act))
    return ready[:MOST]


async def has_own(context: Context, now: Matter, act: Act) -> bool:
    """Whether an office of the region has words of its own for an act."""
    return bool(await context.read(replies.offered, now.region_path, act, now.issue.type, {}))
