"""Kill -9 of the host while an agent answers: the conversation goes on, nothing is done twice."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import httpx

from local.stack import ROOT, Stack, StackOptions, hosted, services
from tests.browser import api
from tests.browser.chat.model import running_model
from tests.browser.site import ADMIN
from tests.contract.ai.model_site import ModelSite, Reply, Tooled

SHORT = {
    "BIFROST_BEAT_SECONDS": "1",
    "BIFROST_SILENCE_SECONDS": "3",
    "BIFROST_LOST_SECONDS": "4",
    "BIFROST_RESEND_SECONDS": "5",
    "BIFROST_EGRESS_ALLOW": "localhost",
}
LONG = tuple(f"part {number} " for number in range(100))
SOON_SECONDS, BOUND_SECONDS = 60, 120


def test_a_conversation_goes_on_after_the_host_was_killed(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    shutil.copy(ROOT / "tests/browser/workspace/chat_tools.py", workspace)
    chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace), **SHORT}
    replies = (
        Reply(tools=[Tooled("find_device", '{"name": "pr-7"}', "f1")], stop="tools"),
        Reply(LONG, pause=0.3),
        Reply(["It is ", "a printer."]),
    )
    options = StackOptions(tmp_path, environment=chosen)
    with services(options) as settings, running_model(*replies) as model:
        with hosted(options, settings) as first, api.signed_in(first.url, ADMIN) as client:
            org, place = _asked(client, model)
            _until(SOON_SECONDS, lambda: "part 3" in _told(client, place))
            os.kill(first.host.pid, signal.SIGKILL)
            first.host.wait()
        with hosted(options, settings) as second, api.signed_in(second.url, ADMIN) as client:
            client.headers["X-Organization-Id"] = org
            _goes_on(second, client, place)
            runs = client.get("/api/executions", params={"workflowName": "find_device"}).json()
            told = _told(client, place)

    assert [run["status"] for run in runs["executions"]] == ["Success"]
    assert len(model.asked) == 3
    # The step that broke off is told again, from its beginning.
    assert told.count("event: end") == 1
    assert told.rpartition("event: step")[2].count("a printer.") == 1


def _asked(client: httpx.Client, model: ModelSite) -> tuple[str, str]:
    """Ask an agent of a new organization; return it, and the address of the conversation."""
    made = client.post("/api/organizations", json={"name": f"Kill {uuid4().hex[:8]}"})
    org = str(made.raise_for_status().json()["id"])
    client.headers["X-Organization-Id"] = org
    switch = {"isEnabled": True, "monthlyDollars": 10}
    for scope in ("GLOBAL", org):
        headers = {"X-Organization-Id": scope}
        client.put("/api/ai/settings", json=switch, headers=headers).raise_for_status()
    url = f"http://{model.place.replace('127.0.0.1', 'localhost')}/v1"
    key = {"name": "OpenAI", "key": f"sk-{uuid4().hex}", "model": "gpt-5.4-mini", "url": url}
    client.post("/api/llm-keys/", json=key).raise_for_status()
    agent = {"name": "Desk", "toolIds": ["find_device"]}
    client.post("/api/agents", json=agent).raise_for_status()
    begun = client.post("/api/chat/conversations", json={"agent": "Desk"}).raise_for_status()
    place = f"/api/chat/conversations/{begun.json()['id']}"
    body = {"text": "What is pr-7?"}
    client.post(f"{place}/messages", json=body).raise_for_status()
    return org, place


def _told(client: httpx.Client, place: str) -> str:
    """All that was told of the only turn, from its first byte."""
    conversation = client.get(place).raise_for_status().json()
    turn = conversation["turn"] or {"id": conversation["messages"][-1]["id"]}
    events = client.get(f"{place}/turns/{turn['id']}/events", params={"wait": 0})
    return events.text


def _goes_on(stack: Stack, client: httpx.Client, place: str) -> None:
    def is_answered() -> bool:
        stack.run_function("tick")
        found = client.get(place).raise_for_status().json()
        return not found["isAnswering"]

    _until(BOUND_SECONDS, is_answered)
    found = client.get(place).json()
    texts = [(one["role"], one["text"], one["fault"]) for one in found["messages"]]
    assert texts == [("user", "What is pr-7?", None), ("assistant", "It is a printer.", None)]


def _until(seconds: float, holds: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.3)
