"""What arrives while one transaction runs goes into the next one together."""

from collections.abc import Sequence

import anyio
import pytest

from bot.batches import Batch


async def test_items_that_arrive_while_one_is_written_are_written_together() -> None:
    written: list[list[int]] = []
    gate = anyio.Event()

    async def write(items: Sequence[int]) -> None:
        written.append(list(items))
        if len(written) == 1:
            await gate.wait()

    batch = Batch[int](write)
    async with anyio.create_task_group() as group:
        group.start_soon(batch.add, 1)
        await anyio.wait_all_tasks_blocked()
        for number in (2, 3, 4):
            group.start_soon(batch.add, number)
        await anyio.wait_all_tasks_blocked()
        gate.set()
    assert written == [[1], [2, 3, 4]]


async def test_everybody_of_a_failed_batch_hears_of_it_and_the_next_batch_goes_on() -> None:
    outcomes: list[str] = []

    async def write(items: Sequence[int]) -> None:
        if 1 in items:
            raise OSError("disk full")

    batch = Batch[int](write)
    with pytest.raises(OSError, match="disk full"):
        await batch.add(1)
    await batch.add(2)
    outcomes.append("went on")
    assert outcomes == ["went on"]
