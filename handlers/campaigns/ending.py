"""The end of a dialog about a campaign or an opinion; one that came too late ends as well, and says why."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from sqlalchemy.orm import Session

from handlers.context import Context
from rules.refusals import Refusal
from storage.issues.settling import settle
from storage.models import Draft

T = TypeVar("T")


async def conclude(context: Context, draft: Draft, act: Callable[[Session], T]) -> T:
    """Does what the dialog was for and closes it; a refusal that talking on cannot mend closes it too."""
    done = await context.transact(settle, draft.id, act)
    if isinstance(done, Refusal):
        context.desk = replace(context.desk, draft=None)
        raise done
    return done
