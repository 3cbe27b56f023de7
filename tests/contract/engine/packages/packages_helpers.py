"""What the tests of this folder share."""

from collections.abc import Mapping
from typing import Any

import azure.functions as func

from functions.composition import Runtime
from shared.services.queues import MemoryQueue
from shared.services.workspace.memory import MemoryWorkspace
from tests.contract.client import Answer, Http
from tests.contract.deliveries import hand
from tests.support.wheels import wheel

Functions = Mapping[str, func.Function]


Headers = Mapping[str, str]


WORKFLOWS = {
    "greets.py": """
from bifrost import workflow
import greeting

@workflow
async def greets():
    return greeting.words()
""",
    "waits.py": """
import asyncio
from bifrost import workflow

@workflow
async def waits(seconds: float = 1):
    import greeting
    first = greeting.words()
    await asyncio.sleep(seconds)
    import greeting.later
    return [first, greeting.later.WORDS]
""",
    "tries.py": """
import os, sys
from pathlib import Path
from bifrost import workflow

@workflow
async def tries():
    folder = Path(sys.path[-1])
    found = {}
    for name, attempt in {
        "make": lambda: (folder / "mine.py").write_text("x = 1"),
        "change": lambda: (folder / "greeting" / "__init__.py").write_text("x = 1"),
        "remove": lambda: (folder / "greeting" / "__init__.py").unlink(),
        "open up": lambda: folder.chmod(0o777) or (folder / "mine.py").write_text("x = 1"),
        "beside": lambda: (folder.parent / "mine").mkdir(),
    }.items():
        try:
            attempt()
            found[name] = "done"
        except OSError as error:
            found[name] = type(error).__name__
    return found

@workflow
async def shadows():
    import json, bifrost, sdk, evil_marker
    return [json.__file__, bifrost.__file__, sdk.__file__, "pth_ran" in sys.modules]
""",
}


def greeting(version: str, words: str) -> tuple[str, bytes]:
    files = {
        "greeting/__init__.py": f"def words(): return {words!r}",
        "greeting/later.py": f"WORDS = {words!r}",
    }
    return wheel("greeting", version, files)


class Install:
    """``await install(package="greeting")``: the job as it ended."""

    def __init__(self, http: Http, functions: Functions, running: Runtime, root: Headers) -> None:
        self._http = http
        self._functions = functions
        self._running = running
        self._root = root

    async def __call__(self, **wanted: object) -> dict[str, Any]:
        asked = await self.ask(**wanted)
        assert asked.status == 202, asked.json
        await self.deliver()
        return await self.job(asked.json["job_id"])

    async def ask(self, **wanted: object) -> Answer:
        return await self._http("install_packages", body=wanted, headers=self._root)

    async def deliver(self, name: str = "run_installation") -> None:
        queue = self._running.platform.services.package_queue
        assert isinstance(queue, MemoryQueue)
        sent, queue.sent = queue.sent, []
        for text, _ in sent:
            await hand(self._functions, text, name)

    async def job(self, job_id: str, after: int = 0) -> dict[str, Any]:
        place = {"job_id": job_id}
        answer = await self._http(
            "get_package_job", place, query={"after": str(after)}, headers=self._root
        )
        assert answer.status == 200, answer.json
        return answer.json

    async def listed(self) -> dict[str, Any]:
        return (await self._http("list_packages", headers=self._root)).json


def files_of(running: Runtime) -> dict[str, str]:
    workspace = running.platform.services.workspace
    assert isinstance(workspace, MemoryWorkspace)
    return workspace.files


def words_of(job: Mapping[str, Any]) -> str:
    return "\n".join(line["message"] for line in job["lines"])
