"""A sheet that somebody sent to the bot: what it would do, or what is wrong with it."""

from collections.abc import Sequence
from typing import Protocol

from handlers import keyboards
from handlers.context import Context
from storage.roster.book import Fault

MOST_FAULTS = 12  # in the message; all of them go into a file beside it


class Checked(Protocol):
    """What checking a sheet came to."""

    @property
    def faults(self) -> Sequence[Fault]:
        """Everything to mend."""


async def say_plan(context: Context, template: str, plan: Checked, file_name: str) -> None:
    """Says it in one message; where there are more faults than it holds, all of them follow in a text file."""
    await context.say(template, keyboards.menu(context), plan=plan, most=MOST_FAULTS)
    if len(plan.faults) > MOST_FAULTS:
        lines = "\n".join(fault.text for fault in plan.faults)
        await context.hand_over(lines.encode("utf-8-sig"), file_name, "roster/faults_file", faults=len(plan.faults))
