"""Kill -9 of a process that runs an agent, before and after its writes: each tool at most once.

A few seeded points by default; BIFROST_TEST_KILLS=1000 takes that many, with repetition.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from local.stack import ROOT
from shared.models.agents.approvals import ApprovalState
from shared.models.agents.steps import ToolStarted
from shared.models.executions import FINAL, Status
from tests.support.agent_crash import World, agents_of

#: A busy machine needs more than a minute for one of a thousand.
LIFE_SECONDS = 300
KILLS = int(os.environ.get("BIFROST_TEST_KILLS", "2"))
SEED = int(os.environ.get("BIFROST_TEST_SEED", "18"))


async def lived(folder: Path, number: int | None) -> tuple[int, str]:
    folder.mkdir()
    command = [sys.executable, "-m", "tests.support.agent_crash", str(folder)]
    process = await asyncio.create_subprocess_exec(
        *command,
        *([str(number)] if number else []),
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    told, _ = await asyncio.wait_for(process.communicate(), LIFE_SECONDS)
    return process.returncode or 0, told.decode()


@pytest.mark.timeout(3600)
async def test_each_tool_and_each_approval_at_most_once_wherever_the_process_dies(
    tmp_path: Path,
) -> None:
    code, told = await lived(tmp_path / "whole", None)
    assert code == 0
    writes = int(told)
    await require_sound(tmp_path / "whole", is_whole=True)
    random = Random(SEED)  # noqa: S311  it picks points
    for game in range(KILLS):
        number = random.randint(1, writes)
        folder = tmp_path / f"{game}-{number}"
        code, _ = await lived(folder, number)
        assert code in (0, -signal.SIGKILL)
        await require_sound(folder)


async def require_sound(folder: Path, *, is_whole: bool = False) -> None:
    """Recover as a later process does; every run has ended, and nothing ran twice."""
    world = World(folder)
    try:
        await world.recover()
        records = await world.records()
        assert all(one.status in FINAL for one in records), folder
        for run in agents_of(records):
            steps = await world.runtime.platform.directory.agent_steps_of("acme").all(run.id)
            starts = Counter(step.call_id for step in steps if isinstance(step, ToolStarted))
            assert set(starts.values()) <= {1}, folder
            children = [one for one in records if one.parent_id == run.id]
            assert {one.id for one in children} <= {
                step.execution_id for step in steps if isinstance(step, ToolStarted)
            }
            inputs = Counter(f"{one.workflow_name} {one.input}" for one in children)
            assert set(inputs.values()) <= {1}, folder
            assert run.status is Status.SUCCESS, (folder, run.outcome)
            if is_whole:
                assert len(children) == 3
        found = await world.runtime.platform.directory.approvals_of("acme").page(None, 100)
        used = [one for one in found.items if one.state is ApprovalState.CONSUMED]
        assert len({one.execution_id for one in used}) == len(used)
    finally:
        await world.close()
