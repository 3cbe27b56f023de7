"""What the pages of models and agents are about."""

from tests.browser import api
from tests.browser.site import ACTIVE, ADMIN

AGENT = {
    "name": "Sample agent",
    "description": "Looks tickets up.",
    "systemPrompt": "You help the desk.",
    "toolIds": ["look_up_ticket", "close_account"],
    "monthlyDollars": 20,
    "evals": [
        {"name": "ticket 7", "input": "What is it about?", "expected": {"contains": ["fire"]}}
    ],
}


def samples_of_ai(url: str) -> dict[str, str]:
    """Make an agent with two versions, a run that no model answers, and a key without a budget."""
    with api.signed_in(url, ADMIN) as client:
        client.headers["X-Organization-Id"] = ACTIVE
        made = client.post("/api/agents", json=AGENT)
        assert made.status_code == 201, made.text
        agent = made.json()["id"]
        changed = {**AGENT, "systemPrompt": "You help the desk, in one sentence."}
        headers = {"If-Match": made.headers["ETag"]}
        client.put(f"/api/agents/{agent}", json=changed, headers=headers).raise_for_status()
        body = {"agent": agent, "input": "What is ticket 7 about?"}
        started = client.post("/api/agent-runs/execute", json=body).raise_for_status()
        return {"agent": agent, "agent_run": started.json()["executionId"]}
