"""Runs a transformation in a process of its own, so that this one never imports libcst."""

import asyncio
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from shared.errors import InvalidInput, Unavailable
from shared.models.code.transforms import TransformOrder, TransformReport

PROGRAM = "shared.services.codemods.program"
ROOT = Path(__file__).resolve().parents[3]
SECONDS = 30
#: All that the process needs of the environment; no setting of the platform.
PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR")


async def run(order: TransformOrder, seconds: float = SECONDS) -> TransformReport:
    """Transform files; InvalidInput if that takes too long, or the files end the process."""
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            PROGRAM,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=ROOT,
            env=_environment(os.environ),
            start_new_session=True,
        )
    except OSError as error:
        raise Unavailable("the process that transforms code could not be started") from error
    try:
        async with asyncio.timeout(seconds):
            output, _ = await process.communicate(order.model_dump_json().encode())
        return TransformReport.model_validate_json(output)
    except TimeoutError as error:
        words = f"the transformation took longer than {seconds:g} s: name fewer files"
        raise InvalidInput(words) from error
    except ValidationError as error:
        words = "the transformation ended without a report: one of the files is too much for it"
        raise InvalidInput(words) from error
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    passed = {name: given[name] for name in PASSED_ON if name in given}
    return {**passed, "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)])}
