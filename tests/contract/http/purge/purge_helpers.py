"""What the tests of this folder share."""

from collections.abc import Mapping

from tests.contract.client import Answer, Http
from tests.support.sample_organization import FEW

Headers = Mapping[str, str]


ALL = {
    "domains": 2,
    "apiKeys": FEW.keys,
    "memberships": FEW.users + 1,
    "invitations": FEW.invitations,
    "serviceAccounts": FEW.invitations,
    "roles": FEW.roles,
    "forms": FEW.forms,
    "uploads": FEW.uploads,
    "storage": FEW.storage,
    "configuration": FEW.configuration,
    "executions": FEW.executions,
    "blobs": FEW.executions + FEW.llm_keys,
    "schedules": FEW.schedules,
    "batchRows": FEW.batches,
    "figures": 3,
    "connections": 2 * FEW.connections,  # with the token of each
    "webhooks": FEW.webhooks,
    "outgoingWebhooks": FEW.webhooks,
    "signInProviders": FEW.webhooks,
    "eventTriggers": FEW.webhooks,
    "files": 0,
    "agents": FEW.agents,
    "agentRuns": 2 * FEW.agents + 2,  # a question of one, and its place in the list
    "conversations": 2,  # its message, and a file
    "llmKeys": FEW.llm_keys,
    "aiUsage": FEW.llm_keys,
    "knowledge": FEW.llm_keys,
    "secrets": FEW.secrets + FEW.llm_keys,
    "auditEntries": FEW.entries + 1,  # that its purge began
}


async def purge(http: Http, root: Headers, org_id: str, confirm: str | None = None) -> Answer:
    body = {"confirm": org_id if confirm is None else confirm}
    return await http("purge_organization", {"org_id": org_id}, body=body, headers=root)


async def purged(http: Http, root: Headers, org_id: str) -> list[Answer]:
    """Every call that it took."""
    answers = [await purge(http, root, org_id)]
    while answers[-1].status == 200 and not answers[-1].json["complete"]:
        assert len(answers) < 100
        answers.append(await purge(http, root, org_id))
    return answers
