"""Transformations of the workspace: a diff, which a person saves."""

from typing import Any

from shared.services.services import Services
from tests.contract.http.editor.editor_helpers import Editor

OLD = """\
from shared.decorators import workflow


@workflow(name="old_url", description="Where it is", category="Old", tags=["old"])
async def old_url(context):
    return context.get_config("url")
"""
PREDECESSOR = {"codemod": {"id": "predecessor"}}


async def transformed(editor: Editor, **asked: Any) -> Any:
    answer = await editor("transform_code", asked)
    assert answer.status == 200, answer.json
    return answer.json


async def test_the_codemods_are_listed(editor: Editor) -> None:
    answer = await editor("list_codemods")

    assert [one["id"] for one in answer.json] == [
        "predecessor",
        "add-import",
        "rewrite-call",
        "inject-auth",
    ]


async def test_the_workspace_is_brought_up_to_date_and_is_valid_then(
    editor: Editor, files: dict[str, str]
) -> None:
    files["old.py"] = OLD

    found = await transformed(editor, **PREDECESSOR)

    [changed] = found["files"]
    assert (changed["path"], found["unchanged"], found["failed"]) == ("old.py", 2, [])
    assert files["old.py"] == OLD
    assert changed["diff"].startswith("--- a/old.py\n+++ b/old.py\n")
    assert '+    return await config.get("url")\n' in changed["diff"]
    assert [(note["path"], note["line"]) for note in found["notes"]] == [("old.py", 4)]

    saved = await editor.write("old.py", changed["content"], expectedEtag=changed["etag"])
    assert saved.status == 200
    report = await editor("check_workflow_file", {"path": "old.py"})
    assert report.json["valid"], report.json
    assert (await transformed(editor, **PREDECESSOR))["files"] == []


async def test_a_text_that_is_not_saved_is_transformed(
    editor: Editor, files: dict[str, str], services: Services
) -> None:
    del services
    spec = {"id": "add-import", "name": "config", "source": "bifrost"}

    found = await transformed(
        editor, codemod=spec, files=[{"path": "lib/names.py", "content": "x = 1\n"}]
    )

    [changed] = found["files"]
    assert changed["content"] == "from bifrost import config\n\nx = 1\n"
    assert changed["etag"] is None
    assert files["lib/names.py"].startswith("FIRST")


async def test_a_folder_is_all_below_it(editor: Editor) -> None:
    spec = {"id": "add-import", "name": "httpx"}

    found = await transformed(editor, codemod=spec, paths=["lib"])

    assert [file["path"] for file in found["files"]] == ["lib/names.py"]


async def test_a_file_that_does_not_parse_is_named(editor: Editor) -> None:
    files = [{"path": "a.py", "content": "import bifrost\ndef (:\n"}]

    found = await transformed(editor, **PREDECESSOR, files=files)

    assert found["failed"] == [
        {"path": "a.py", "line": 2, "text": "it is no Python that can be parsed"}
    ]


async def test_wrong_requests_are_refused(editor: Editor) -> None:
    for wrong, status in (
        ({"codemod": {"id": "no-such"}}, 400),
        ({"codemod": {"id": "rewrite-call", "old": "a b", "new": "c"}}, 400),
        ({"codemod": {"id": "inject-auth", "connection": 'x")'}}, 400),
        ({**PREDECESSOR, "paths": ["no/such.py"]}, 404),
        ({**PREDECESSOR, "files": [{"path": "../a.py", "content": ""}]}, 400),
        ({**PREDECESSOR, "files": [{"path": "a.txt", "content": ""}]}, 400),
    ):
        assert (await editor("transform_code", wrong)).status == status, wrong
