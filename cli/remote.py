"""Runs a workflow on a running platform, through its machine API."""

import asyncio
from collections.abc import Mapping
from typing import cast

import httpx
from pydantic import JsonValue

from cli.run_result import RunResult, RunSpec, Say
from cli.secret_prompt import input_of
from cli.sign_in import KeptSignIn

LOOK_SECONDS = 0.3
HELLO_SECONDS = 2
ACCEPTED = 202
ABSENT = 404
WRONG_KEY = (401, 403)
FLAWED = "CompletedWithErrors"
WELL = {"Success", FLAWED}
FINAL = {*WELL, "Failed", "Timeout", "Cancelled"}

Json = Mapping[str, JsonValue]


class NotHere(Exception):
    """This platform cannot run the workflow; the text says why."""


class Remote:
    """A platform, called with a function key; without an organization runs are in GLOBAL."""

    def __init__(self, url: str, key: str, org_id: str | None) -> None:
        self._connect(url, {"x-functions-key": key, "X-Organization-Id": org_id or "GLOBAL"})

    def _connect(self, url: str, headers: Mapping[str, str]) -> None:
        self.url = url
        self._client = httpx.AsyncClient(base_url=url, headers={**headers}, timeout=30)

    async def __aenter__(self) -> "Remote":
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._client.aclose()

    async def greet(self) -> None:
        """Raise NotHere if no platform answers."""
        try:
            answer = await self._client.get("/api/version", timeout=HELLO_SECONDS)
        except httpx.HTTPError as error:
            raise NotHere(f"{self.url} does not answer") from error
        if not answer.is_success:
            raise NotHere(f"{self.url} answers {answer.status_code}: it is no Bifrost platform")

    async def parameters(self, name: str) -> Json | None:
        """Return the schema of a workflow's parameters; None if there is no such workflow.

        NotHere if the key is refused, or the organization does not exist.
        """
        answer = await self._client.get("/api/workflows/openapi.json")
        if answer.status_code in WRONG_KEY:
            raise NotHere(f"{self.url} refuses the key: give its function key with --key")
        if not answer.is_success:
            raise NotHere(f"{self.url}: {_problem(answer)}")
        operation = answer.json()["paths"].get(f"/api/workflows/{name}", {}).get("post", {})
        body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        return cast("Json | None", body.get("schema"))

    async def run(self, spec: RunSpec, schema: Json | None, say: Say) -> RunResult:
        """Run a workflow and follow its log; cancelling this task cancels the run there."""
        given = await input_of(spec, schema or {})
        headers = {"Prefer": "respond-async"}
        place, body = self._start(spec.name, given)
        accepted = await self._client.post(place, json=body, headers=headers)
        if accepted.status_code != ACCEPTED:
            return RunResult(error=_problem(accepted), is_usage=True)
        record = accepted.headers["Location"]
        try:
            return await self._followed(record, say)
        except asyncio.CancelledError:
            await self._client.post(f"{record}/cancel")
            raise

    def _start(self, name: str, given: Json) -> tuple[str, Json]:
        """Return where a run is started, and with which body."""
        return f"/api/workflows/{name}", given

    async def _followed(self, record: str, say: Say) -> RunResult:
        last: str | None = None
        while True:
            answer = await self._client.get(record)
            answer.raise_for_status()
            found = answer.json()
            last = await self._said(record, last, say)
            if found["status"] in FINAL:
                break
            await asyncio.sleep(LOOK_SECONDS)
        if found["status"] in WELL:
            return RunResult(found["result"], is_flawed=found["status"] == FLAWED)
        return RunResult(error=f"{found['status']}: {found['errorMessage']}")

    async def _said(self, record: str, last: str | None, say: Say) -> str | None:
        query = {} if last is None else {"after": last}
        answer = await self._client.get(f"{record}/logs", params=query)
        answer.raise_for_status()
        for line in answer.json():
            say(line["level"], line["message"])
            last = line["executionLogId"]
        return last


class SignedInRemote(Remote):
    """A platform where ``./bifrost login`` signed in, with the rights of that user."""

    def __init__(self, entry: KeptSignIn) -> None:
        self._connect(entry.url, entry.headers)

    async def parameters(self, name: str) -> Json | None:
        answer = await self._client.get(f"/api/workflows/{name}")
        if answer.status_code in WRONG_KEY:
            raise NotHere(f"you are not signed in at {self.url} any more: ./bifrost login")
        if answer.status_code == ABSENT:
            return None
        if not answer.is_success:
            raise NotHere(f"{self.url}: {_problem(answer)}")
        return cast("Json", answer.json()["parametersSchema"])

    def _start(self, name: str, given: Json) -> tuple[str, Json]:
        return f"/api/workflows/{name}/execute", {"inputData": {**given}}


def _problem(answer: httpx.Response) -> str:
    try:
        found = answer.json()
        faults = [
            f"{'.'.join(map(str, one['location']))}: {one['message']}"
            for one in found.get("details") or ()
        ]
    except (ValueError, AttributeError):
        return f"the platform answered {answer.status_code}; is the key right?"
    return "\n".join([str(found.get("message")), *faults])
