"""A ready-made module in a walled worker of the real host, for two organizations in one run."""

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web

from local.stack import Stack
from tests.contract.outside_site import Site, site

TENANTS = {"test-org-active": "tenant-of-contoso", "test-org-other": "tenant-of-fabrikam"}
USED = {"tenant-of-contoso": 7, "tenant-of-fabrikam": 2}
FREE = {"test-org-active": {"SPB": 3}, "test-org-other": {"SPB": 8}}
ASKS = """
import os

from bifrost import workflow
from modules import microsoft_graph


@workflow
async def asks_graph() -> int:
    graph = await microsoft_graph.connect()
    _ = [licence async for licence in graph.licences()]
    return os.getpid()
"""


@dataclass
class Microsoft:
    """Gives a token for a tenant, and shows with it that tenant's licences."""

    site: Site
    tenants: dict[str, str] = field(default_factory=dict[str, str])
    moods: list[int] = field(default_factory=list[int])

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.path.endswith("/token"):
            tenant = request.path.split("/")[1]
            token = f"MARKER-{tenant}-{len(self.tenants)}"
            self.tenants[token] = tenant
            return web.json_response({"access_token": token, "expires_in": 3600})
        if self.moods:
            return web.Response(status=self.moods.pop(), headers={"Retry-After": "1"})
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tenants:
            said = {"error": {"code": "InvalidAuthenticationToken", "message": f"not {token}"}}
            return web.json_response(said, status=401)
        return web.json_response({"value": [_sku(USED[self.tenants[token]])]})


def _sku(used: int) -> dict[str, Any]:
    units = {"enabled": 10, "suspended": 0, "warning": 0}
    return {"skuPartNumber": "SPB", "consumedUnits": used, "prepaidUnits": units}


@pytest.fixture
async def microsoft() -> AsyncGenerator[Microsoft]:
    found: list[Microsoft] = []

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        return await found[0].answer(request)

    async with site(answer) as place:
        found.append(Microsoft(place))
        yield found[0]


@dataclass
class Administrator:
    """Signed in, as a platform administrator."""

    http: httpx.AsyncClient

    async def send(self, method: str, path: str, org_id: str, body: Any = None) -> Any:
        headers = {"X-Organization-Id": org_id}
        answer = await self.http.request(method, path, json=body, headers=headers)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def run(self, org_id: str, workflow: str = "free_licences", **given: Any) -> Any:
        body = {"inputData": given}
        return await self.send("POST", f"/api/workflows/{workflow}/execute", org_id, body)

    async def everything_of(self, org_id: str, run: Any) -> str:
        """Result, log lines and variables."""
        place = f"/api/executions/{run['executionId']}"
        said = [
            await self.send("GET", f"{place}{part}", org_id) for part in ("", "/logs", "/variables")
        ]
        return json.dumps([run, said])


@pytest.fixture
async def administrator(stack: Stack, microsoft: Microsoft) -> AsyncGenerator[Administrator]:
    """With one app registration that serves every customer's tenant."""
    connection = {
        "connection_name": "microsoft_graph",
        "oauth_flow_type": "client_credentials",
        "client_id": "bifrost",
        "client_secret": "MARKER-client-secret",
        "token_url": f"{microsoft.site.url}/{{entity_id}}/oauth2/v2.0/token",
        "scopes": "https://graph.microsoft.com/.default",
        "per_organization": True,
    }
    async with httpx.AsyncClient(base_url=stack.url, timeout=60) as http:
        await http.get("/.auth/login/dev", params={"user": "admin@bifrost.test"})
        made = Administrator(http)
        await made.send("POST", "/api/oauth/connections", "GLOBAL", connection)
        where = "/api/oauth/connections/microsoft_graph"
        for org_id, tenant in TENANTS.items():
            await made.send("PUT", f"{where}/entity", org_id, {"entity_id": tenant})
        yield made
        await made.send("DELETE", where, "GLOBAL")


async def test_one_run_asks_each_tenant_with_its_own_token(
    administrator: Administrator, microsoft: Microsoft
) -> None:
    microsoft.moods = [429]

    run = await administrator.run("GLOBAL", organizations=[*TENANTS])

    assert (run["status"], run["result"]) == ("Success", FREE)
    assert "Microsoft Graph: 429; retry in" in await administrator.everything_of("GLOBAL", run)


async def test_an_organization_sees_its_own_tenant_only(administrator: Administrator) -> None:
    own = await administrator.run("test-org-other")

    assert own["result"] == {"test-org-other": FREE["test-org-other"]}


async def test_a_token_that_is_taken_back_is_got_again(
    administrator: Administrator, microsoft: Microsoft
) -> None:
    microsoft.tenants.clear()

    run = await administrator.run("test-org-active")

    assert run["result"] == {"test-org-active": FREE["test-org-active"]}


async def test_what_goes_wrong_says_what_to_do_and_no_token(
    administrator: Administrator, microsoft: Microsoft
) -> None:
    microsoft.moods = [403]

    run = await administrator.run("test-org-active")

    said = await administrator.everything_of("test-org-active", run)
    assert run["status"] == "Failed"
    assert "Microsoft Graph: GET /v1.0/subscribedSkus failed (403)" in said
    assert "the token of the connection 'microsoft_graph' may not do this" in said
    assert "MARKER" not in said


async def test_a_worker_that_asked_the_network_is_used_again(
    administrator: Administrator, workspace: Path
) -> None:
    """The threads of its requests ended with the run.

    On a busy machine a second one may serve while the first is tidied.
    """
    (workspace / "asks_graph.py").write_text(ASKS)
    await asyncio.sleep(1.2)

    workers: list[object] = []
    for _ in range(4):
        workers.append((await administrator.run("test-org-active", "asks_graph"))["result"])
        await asyncio.sleep(0.5)

    assert len(set(workers)) <= 2


async def test_an_organization_cannot_have_the_token_sent_elsewhere(
    administrator: Administrator, microsoft: Microsoft
) -> None:
    """Its administrator may set whatever configuration there is a name for."""
    thief = Microsoft(microsoft.site)
    async with site(thief.answer) as place:
        setting = {"key": "microsoft_graph_url", "type": "string", "value": f"{place.url}/v1.0"}
        await administrator.send("POST", "/api/config", "test-org-active", setting)

        run = await administrator.run("test-org-active")

        await administrator.send("DELETE", "/api/config/microsoft_graph_url", "test-org-active")
    assert (run["status"], place.asked) == ("Success", [])
