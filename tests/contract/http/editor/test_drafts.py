"""Runs of workflows that are not saved: ordinary executions with the text of the editor."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from functions.composition import Runtime
from shared.models.base import GLOBAL
from tests.contract.client import Answer, Http
from tests.contract.http.editor.editor_helpers import HELLO, Editor

DRAFT = """from bifrost import context, logger, workflow
from lib.names import FIRST


@workflow
async def hello(times: int = 1) -> dict[str, object]:
    logger.info("on my way")
    return {"names": [FIRST] * times, "organization": context.org_id}
"""

RETRIED = "@workflow(retry_policy=RetryPolicy(max_attempts=3, backoff_seconds=1))"


class Drafts:
    """The route, as the root user calls it for one organization."""

    def __init__(self, http: Http, root: Mapping[str, str]) -> None:
        self._http = http
        self._headers = {**root, "x-organization-id": "acme"}

    async def run(self, drafts: Mapping[str, str], **more: Any) -> Answer:
        files = [{"path": path, "content": content} for path, content in drafts.items()]
        body = {"file": "hello.py", "workflowName": "hello", "drafts": files, **more}
        return await self._http("run_draft", body=body, headers=self._headers)

    async def record(self, answer: Answer) -> Any:
        path = {"execution_id": answer.json["executionId"]}
        return (await self._http("get_execution", path, headers=self._headers)).json


@pytest.fixture
def drafts(http: Http, root: Mapping[str, str]) -> Drafts:
    return Drafts(http, root)


async def test_it_runs_what_is_not_saved_and_the_record_says_so(
    drafts: Drafts, files: dict[str, str]
) -> None:
    saved = dict(files)

    answer = await drafts.run({"hello.py": DRAFT}, inputData={"times": 2})

    assert (answer.status, answer.json["status"]) == (200, "Success")
    assert answer.json["result"] == {"names": ["Ada", "Ada"], "organization": "acme"}
    record = await drafts.record(answer)
    assert record["codeVersion"].startswith("draft-")
    assert (record["workflowName"], record["inputData"]) == ("hello", {"times": 2})
    assert [line["message"] for line in record["logs"]] == ["on my way"]
    assert files == saved


async def test_modules_that_are_not_saved_are_used_too(drafts: Drafts) -> None:
    module = "FIRST = 'Hedy'\n"

    first = await drafts.run({"hello.py": DRAFT, "lib/names.py": module})
    second = await drafts.run({"hello.py": DRAFT})

    assert first.json["result"]["names"] == ["Hedy"]
    assert second.json["result"]["names"] == ["Ada"]


async def test_the_saved_code_stays_what_others_run(
    drafts: Drafts, http: Http, editor: Editor
) -> None:
    await drafts.run({"hello.py": DRAFT})

    saved = await http("run_workflow", {"name": "hello"}, body={})

    assert saved.json == 1
    assert (await editor("read_file", path="hello.py")).json["content"].count("return 1") == 1


async def test_a_long_time_limit_is_no_reason_to_queue_it(drafts: Drafts) -> None:
    long = DRAFT.replace("@workflow", "@workflow(timeout_seconds=900)")

    answer = await drafts.run({"hello.py": long})

    assert (answer.status, answer.json["status"]) == (200, "Success")
    assert (await drafts.record(answer))["codeVersion"].startswith("draft-")


async def test_a_failed_draft_is_not_tried_again(drafts: Drafts) -> None:
    broken = HELLO.format(name="hello", value="1 / 0").replace("@workflow", RETRIED)
    broken = broken.replace("import workflow", "import RetryPolicy, workflow")

    answer = await drafts.run({"hello.py": broken})

    assert (answer.status, answer.json["status"]) == (200, "Failed")
    assert "ZeroDivisionError" in answer.json["errorType"]


@pytest.mark.parametrize(
    ("text", "more", "status", "words"),
    [
        ("def (", {}, 409, "hello.py cannot be run"),
        (DRAFT, {"workflowName": "other"}, 404, "other"),
        (DRAFT, {"inputData": {"times": "many"}}, 400, "times"),
        (DRAFT, {"file": "data/acme/hello.py"}, 400, "data"),
        (DRAFT, {"file": "notes.md"}, 400, "Python"),
        ("#" * (1024 * 1024 + 1), {}, 413, "1048576"),
    ],
    ids=["syntax", "missing", "input", "data", "no Python", "too large"],
)
async def test_what_cannot_be_run_is_refused_in_words(
    drafts: Drafts, text: str, more: dict[str, Any], status: int, words: str
) -> None:
    answer = await drafts.run({"hello.py": text}, **more)

    assert answer.status == status
    assert words in str(answer.json)


async def test_the_audit_log_has_the_hash_of_what_ran(drafts: Drafts, running: Runtime) -> None:
    await drafts.run({"hello.py": DRAFT})

    page = await running.platform.directory.audit_of(GLOBAL).page(limit=10)

    [entry] = [each for each in page.entries if each.operation == "workflow.draft"]
    text = entry.model_dump_json()
    assert hashlib.sha256(DRAFT.encode()).hexdigest() in text
    assert "on my way" not in text


async def test_the_folder_of_a_draft_is_used_again(drafts: Drafts, running: Runtime) -> None:
    first = await drafts.record(await drafts.run({"hello.py": DRAFT}))
    second = await drafts.record(await drafts.run({"hello.py": DRAFT}))

    assert first["codeVersion"] == second["codeVersion"]
    folder: Path = running.platform.settings.snapshots_directory
    version = first["codeVersion"].partition(".")[0]
    assert [each.name for each in folder.glob("draft-*") if each.name == version] == [version]
