"""Agents as files of the workspace: read-only agents of GLOBAL, with versions."""

import json
from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from shared.models.agents.records import Agent
from shared.models.base import GLOBAL
from shared.operations.agents import file_agents
from shared.services.services import Services
from shared.services.workspace.memory import MemoryWorkspace
from tests.contract.agents.conftest import ADMIN, MEMBER, Desk
from tests.contract.client import Http

Headers = Mapping[str, str]
PATH = "desk/helper.agent.json"
PLACE = {"agent_id": str(file_agents.id_of(PATH))}


@pytest.fixture
def files(services: Services) -> dict[str, str]:
    assert isinstance(services.workspace, MemoryWorkspace)
    return services.workspace.files


def written(**facts: object) -> str:
    return json.dumps({"name": "File helper", "toolIds": ["find_ticket"], **facts})


async def see_changes(running: Runtime) -> None:
    await running.platform.directory.workspace_version.bump()


async def test_a_file_is_an_agent_of_every_organization_and_runs(
    desk: Desk, http: Http, root: Headers, files: dict[str, str]
) -> None:
    files[PATH] = written(systemPrompt="You help.")

    [listed] = (await http("list_agents", headers=MEMBER)).json
    read = (await http("get_agent", PLACE, headers=MEMBER)).json
    by_root = (await http("get_agent", PLACE, headers=root)).json
    ended = await desk.run(agent="File helper")

    assert (listed["id"], listed["isGlobal"], listed["isFile"]) == (PLACE["agent_id"], True, True)
    assert (read["version"], read["systemPrompt"]) == (1, "You help.")
    assert (read["sourceFile"], by_root["sourceFile"]) == ("code of the platform", PATH)
    assert (ended["status"], ended["output"]) == ("Success", "Done.")


async def test_every_changed_content_is_a_version(
    desk: Desk, http: Http, running: Runtime, root: Headers, files: dict[str, str]
) -> None:
    del desk
    for prompt in ("One.", "Two.", "Two."):
        files[PATH] = written(systemPrompt=prompt)
        await see_changes(running)
        assert (await http("get_agent", PLACE, headers=ADMIN)).json["systemPrompt"] == prompt

    found = (await http("list_agent_versions", PLACE, headers=root)).json
    assert [(one["version"], one["systemPrompt"]) for one in found] == [(1, "One."), (2, "Two.")]

    del files[PATH]
    await see_changes(running)
    assert (await http("get_agent", PLACE, headers=ADMIN)).status == 404
    assert (await http("list_agents", headers=ADMIN)).json == []


async def test_it_is_changed_in_its_file_only(
    desk: Desk, http: Http, root: Headers, files: dict[str, str]
) -> None:
    del desk
    files[PATH] = written()
    body = json.loads(written(systemPrompt="Mine."))

    for headers, status in ((ADMIN, 403), (root, 409)):
        assert (await http("put_agent", PLACE, body=body, headers=headers)).status == status
        gone = await http("delete_agent", PLACE, headers=headers)
        assert gone.status == status


async def test_an_agent_that_a_person_made_wins_and_the_file_is_noted(
    desk: Desk, http: Http, running: Runtime, root: Headers, files: dict[str, str]
) -> None:
    made = await desk.made(root, name="File helper")
    files[PATH] = written()
    files["broken.agent.json"] = "{}"
    await see_changes(running)

    [listed] = (await http("list_agents", headers=ADMIN)).json
    problems = (await http("discover", headers=root)).json["problems"]

    assert listed["id"] == made
    noted = {one["file"]: one["message"] for one in problems}
    assert "another agent has the name 'File helper'" in noted[PATH]
    assert noted["broken.agent.json"].startswith("name: ")
    assert (await http("discover", headers=ADMIN)).json["problems"] == []


async def test_two_processes_that_see_a_file_at_once_store_it_once(
    desk: Desk, running: Runtime, files: dict[str, str]
) -> None:
    del desk
    files[PATH] = written()
    platform = running.platform
    await file_agents.refresh(platform)
    store = platform.directory.agents_of(GLOBAL)
    [first] = await store.all()

    platform.directory.agent_files.version = ""
    await store.remove(first)
    await store.add(Agent.model_validate(first.agent.model_dump(by_alias=False)))
    assert await file_agents.refresh(platform) == {}

    assert [one.agent.version for one in await store.all()] == [1]
