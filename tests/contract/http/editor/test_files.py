"""The workspace's files over HTTP."""

import asyncio
import base64
from collections.abc import Mapping
from pathlib import Path

import pytest

from functions.composition import Runtime
from shared.services.services import Services
from shared.services.workspace.trees import etag_of
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.composition import in_use
from tests.contract.http.editor.editor_helpers import HELLO, ZIP, Editor, zip_of

FORBIDDEN = ["../a.py", "/etc/passwd", "C:\\a.py", "lib\\a.py", ".env", "a\0.py", "x" * 256]


async def test_a_folder_is_listed_with_what_a_tree_shows(editor: Editor) -> None:
    answer = await editor("list_files")

    file, folder = answer.json
    assert [file["path"], folder["path"]] == ["hello.py", "lib"]
    assert (file["type"], file["extension"], file["isReadOnly"]) == ("file", ".py", False)
    assert (folder["type"], folder["size"], folder["extension"]) == ("folder", None, None)
    assert {"name", "size", "modified"} <= file.keys()


async def test_a_long_folder_is_listed_in_pages(editor: Editor, files: dict[str, str]) -> None:
    files |= {f"many/{n}.py": "" for n in range(5)}

    first = await editor("list_files", path="many", limit="3")
    token = first.headers["x-continuation-token"]
    second = await editor("list_files", path="many", limit="3", continuationToken=token)

    names = [entry["name"] for answer in (first, second) for entry in answer.json]
    assert names == [f"{n}.py" for n in range(5)]
    assert "x-continuation-token" not in second.headers


async def test_all_paths_are_listed_at_once_without_data(editor: Editor) -> None:
    await editor.write("deep/down/a.md", "# A")
    await editor.write("data/acme/state.txt", "1")

    answer = await editor("list_file_paths")

    known = ["deep/down/a.md", "hello.py", "lib/names.py"]
    assert answer.json == {"paths": known, "isComplete": True}


async def test_what_was_written_is_read_with_its_etag(editor: Editor) -> None:
    written = await editor.write("new/a.py", "print('¡Hola!')")
    read = await editor("read_file", path="new/a.py")

    assert written.status == read.status == 200
    assert written.json == read.json
    assert read.json["content"] == "print('¡Hola!')"
    assert read.json["etag"] == etag_of("print('¡Hola!')".encode())
    assert (read.json["encoding"], read.json["size"]) == ("utf-8", 16)


async def test_bytes_that_are_no_text_travel_as_base64(editor: Editor) -> None:
    content = base64.b64encode(b"\x89PNG\xff").decode()

    await editor.write("a.png", content, encoding="base64")

    read = (await editor("read_file", path="a.png")).json
    assert (read["content"], read["encoding"], read["size"]) == (content, "base64", 5)


async def test_who_read_an_older_one_does_not_overwrite(
    editor: Editor, files: dict[str, str]
) -> None:
    etag = (await editor("read_file", path="hello.py")).json["etag"]
    await editor.write("hello.py", "2", expectedEtag=etag)

    late = await editor.write("hello.py", "3", expected_etag=etag)
    by_header = await editor(
        "write_file", {"path": "hello.py", "content": "3"}, {"If-Match": f'"{etag}"'}
    )
    as_new = await editor(
        "write_file", {"path": "hello.py", "content": "3"}, {"If-None-Match": "*"}
    )

    assert [late.status, by_header.status, as_new.status] == [409, 412, 409]
    assert etag_of(b"2") in late.json["message"]
    assert files["hello.py"] == "2"


async def test_paths_are_made_renamed_and_deleted(editor: Editor, files: dict[str, str]) -> None:
    made = await editor("create_folder", path="a/b")
    renamed = await editor("rename_path", oldPath="lib/names.py", newPath="a/b/names.py")
    deleted = await editor("delete_path", path="hello.py")

    assert [made.status, renamed.status, deleted.status] == [201, 200, 204]
    assert renamed.json["path"] == "a/b/names.py"
    assert list(files) == ["a/b/names.py"]
    assert (await editor("delete_path", path="hello.py")).status == 404


@pytest.mark.parametrize("path", FORBIDDEN)
async def test_no_route_takes_a_path_that_leads_elsewhere(
    editor: Editor, files: dict[str, str], path: str
) -> None:
    before = {**files}

    answers = [
        await editor("list_files", path=path),
        await editor("read_file", path=path),
        await editor.write(path, "x"),
        await editor("create_folder", path=path),
        await editor("rename_path", oldPath=path, newPath="b.py"),
        await editor("rename_path", oldPath="hello.py", newPath=path),
        await editor("delete_path", path=path),
        await editor("upload_files", zip_of({"a.py": b""}), {"content-type": ZIP}, path=path),
        await editor("download_files", path=path),
    ]

    # What Windows writes into a zip is a path with slashes.
    answers.append(await editor.upload(zip_of({path.replace("lib\\a.py", "lib\\..\\a.py"): b"x"})))

    assert [answer.status for answer in answers] == [400] * len(answers)
    assert all(answer.json["error"] == "InvalidInput" for answer in answers)
    assert files == before


async def test_the_workspace_itself_is_not_deleted(editor: Editor, files: dict[str, str]) -> None:
    assert (await editor("delete_path", path="")).status == 400
    assert (await editor("rename_path", oldPath="", newPath="a")).status == 400
    assert files


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"content": "x" * (10 * 1024 * 1024 + 1)}, 413),
        ({"content": "x" * (15 * 1024 * 1024)}, 413),
        ({"content": "%%%", "encoding": "base64"}, 400),
        ({"content": "\ud800"}, 400),
        ({"content": "x", "encoding": "latin-1"}, 400),
    ],
)
async def test_content_that_cannot_be_kept_is_refused(
    editor: Editor, files: dict[str, str], more: dict[str, str], status: int
) -> None:
    answer = await editor("write_file", {"path": "a.py", **more})

    assert answer.status == status
    assert "a.py" not in files


async def test_a_huge_file_is_not_read(editor: Editor, files: dict[str, str]) -> None:
    files["huge.txt"] = "x" * (10 * 1024 * 1024 + 1)

    answer = await editor("read_file", path="huge.txt")

    assert answer.status == 413
    assert "'huge.txt' has 10485761 bytes" in answer.json["message"]


async def test_a_name_that_differs_in_case_only_is_a_conflict(editor: Editor) -> None:
    answer = await editor.write("Hello.py", "x")

    assert answer.status == 409
    assert "differ only in case" in answer.json["message"]


async def test_a_change_is_what_the_next_execution_runs(
    editor: Editor, http: Http, running: Runtime
) -> None:
    before = await http("run_workflow", {"name": "hello"})

    await editor.write("hello.py", HELLO.format(name="hello", value=2))
    after = await http("run_workflow", {"name": "hello"})

    assert [before.json, after.json] == [1, 2]
    ids = [answer.headers["x-execution-id"] for answer in (before, after)]
    records = [
        await http("get_workflow_execution", {"name": "hello", "execution_id": one}) for one in ids
    ]
    now = await running.platform.engine.catalog.snapshot()
    assert records[0].json["codeVersion"] != records[1].json["codeVersion"] == now.version


async def test_another_process_sees_it_within_two_seconds(
    editor: Editor, memory_settings: Settings, services: Services, tmp_path: Path
) -> None:
    own = memory_settings.model_copy(update={"cache_directory": tmp_path})
    assert own.workspace_check_seconds == 30
    async with in_use(own, services) as other:
        catalog = other.platform.engine.catalog
        old = await catalog.snapshot()

        await editor.write("hello.py", "changed = 1\n")
        await asyncio.sleep(2.1)

        assert (await catalog.snapshot()) != old


async def test_a_file_of_data_is_no_change_of_the_code(editor: Editor, running: Runtime) -> None:
    version = running.platform.directory.workspace_version
    before = await version.current()

    await editor.write("data/acme/a.txt", "1")
    after_data = await version.current()
    await editor.write("a.txt", "1")

    assert before == after_data != await version.current()


async def test_every_change_is_on_the_record_without_what_is_in_the_file(
    editor: Editor, http: Http, root: Mapping[str, str]
) -> None:
    await editor.write("a.py", "SECRET = 'tell nobody'")
    await editor.write("a.py", "x", expectedEtag="another")
    await editor("create_folder", path="f")
    await editor("rename_path", oldPath="a.py", newPath="b.py")
    await editor("delete_path", path="b.py")
    await editor.upload(zip_of({"c.py": b"1"}))

    entries = (await http("list_audit_entries", headers=root)).json

    said = [(e["operation"], e["outcome"]) for e in entries if e["outcome"]]
    assert said[::-1] == [
        ("file.write", "succeeded"),
        ("file.write", "refused"),
        ("folder.create", "succeeded"),
        ("file.rename", "succeeded"),
        ("file.delete", "succeeded"),
        ("file.upload", "succeeded"),
    ]
    assert "tell nobody" not in str(entries)
