"""What works on in the background ends when it is told to, in whatever moment that comes."""

import asyncio

import anyio
import pytest

from bot.errands import Errands

pytestmark = pytest.mark.anyio


class NothingToDo(Errands):
    """Waits to be called."""

    async def _work(self) -> tuple[int, bool]:
        return 0, False


@pytest.mark.parametrize("turns", range(4))
async def test_a_stop_that_comes_with_a_call_is_heard(turns: int) -> None:
    errands = NothingToDo()
    at_work = asyncio.create_task(errands.run_for_ever())
    await anyio.wait_all_tasks_blocked()
    errands.wake()
    for _ in range(turns):  # of the event loop: the call is heard in one of them
        await asyncio.sleep(0)
    at_work.cancel()
    ended, _ = await asyncio.wait({at_work}, timeout=1)
    assert ended
