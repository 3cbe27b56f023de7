"""Agents that are files of the workspace: ``*.agent.json``, read-only agents of GLOBAL.

The first access after a change of the code stores them, and every changed content is a version. An
agent that a person made keeps its name: a file of the same name is left out, and noted.
"""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid5

from pydantic import ValidationError

from shared.call import Platform
from shared.errors import Conflict, Stale, Unavailable
from shared.models.agents.records import AgentWrite, agent_of
from shared.models.base import GLOBAL
from shared.repositories.agents.definitions import StoredAgent
from shared.wording.error_messages import faults_of

logger = logging.getLogger(__name__)

SUFFIX = ".agent.json"
MOST_BYTES = 1024 * 1024
#: Makes the id of an agent from its path: it stays, whatever the file says.
SPACE = UUID("8f0a6b64-5d6e-4f0e-9a2b-3c4d5e6f7081")
#: Who made and changes the agents of files.
WORKSPACE = "workspace"


async def refresh(platform: Platform) -> Mapping[str, str]:
    """Store the agents of the newest code; return why files have none, by path."""
    seen = platform.directory.agent_files
    try:
        snapshot = await platform.engine.catalog.snapshot()
        if snapshot.version != seen.version:
            paths = [path for path in snapshot.files if path.endswith(SUFFIX)]
            found = await asyncio.to_thread(_read, snapshot.root, paths)
            seen.problems = await _store(platform, found)
            seen.version = snapshot.version
    except Unavailable as error:
        logger.warning("agents of files are not up to date", extra={"reason": str(error)})
    return seen.problems


def id_of(path: str) -> UUID:
    """Return the id of the agent of a file."""
    return uuid5(SPACE, path)


def _read(root: Path, paths: list[str]) -> Mapping[str, AgentWrite | str]:
    """Return what each file holds, or why it holds no agent."""
    return {path: _content(root / path) for path in paths}


def _content(file: Path) -> AgentWrite | str:
    content = file.read_bytes()
    if len(content) > MOST_BYTES:
        return f"it has more than {MOST_BYTES} bytes"
    try:
        return AgentWrite.model_validate_json(content)
    except ValidationError as error:
        faults = faults_of(error)
        return "; ".join(f"{'.'.join(map(str, place))}: {words}" for place, words in faults)


async def _store(platform: Platform, found: Mapping[str, AgentWrite | str]) -> Mapping[str, str]:
    """Store what changed, and remove the agents of files that are gone."""
    store = platform.directory.agents_of(GLOBAL)
    before = {
        one.agent.source_file: one for one in await store.all() if one.agent.source_file is not None
    }
    problems: dict[str, str] = {}
    for path in before.keys() - found.keys():
        with suppress(Stale):  # another process removed it
            await store.remove(before[path])
    for path, written in found.items():
        if isinstance(written, str):
            problems[path] = written
            continue
        try:
            await _keep(platform, path, before.get(path), written)
        except Conflict as error:
            problems[path] = f"{error}, and stays as it is"
    return problems


async def _keep(
    platform: Platform, path: str, before: StoredAgent | None, written: AgentWrite
) -> None:
    """Store an agent, if it changed; Conflict if another one has its name."""
    store, now = platform.directory.agents_of(GLOBAL), platform.services.clock.now()
    facts = {"id": id_of(path), "org_id": GLOBAL, "source_file": path, "created_by": WORKSPACE}
    if before is None:
        try:
            await store.add(agent_of(written, **facts, created_at=now))
        except Conflict:
            if await store.find(id_of(path)) is None:
                raise
        return
    was = before.agent
    if agent_of(written, **facts, created_at=now).words == was.words:
        return
    changed = agent_of(
        written,
        **facts,
        version=was.version + 1,
        created_at=was.created_at,
        updated_by=WORKSPACE,
        updated_at=now,
    )
    with suppress(Stale):  # another process stored it
        await store.replace(before, changed)
