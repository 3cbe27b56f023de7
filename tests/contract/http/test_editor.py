"""/api/editor as platform administrators see it, and as an attacker who is one would."""

import asyncio
import base64
import io
import stat
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from functions.composition import Runtime
from shared.services.services import Services
from shared.services.workspace.memory import MemoryWorkspace
from shared.services.workspace.trees import etag_of
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.composition import in_use

HELLO = (
    "from bifrost import workflow\n\n\n@workflow\nasync def {name}() -> int:\n    return {value}\n"
)
ZIP = "application/zip"
FORBIDDEN = ["../a.py", "/etc/passwd", "C:\\a.py", "lib\\a.py", ".env", "a\0.py", "x" * 256]


@pytest.fixture
def services(services: Services) -> Services:
    workspace = services.workspace
    assert isinstance(workspace, MemoryWorkspace)
    workspace.files.clear()
    workspace.files["hello.py"] = HELLO.format(name="hello", value=1)
    workspace.files["lib/names.py"] = "FIRST = 'Ada'\nSECOND = 'Grace'\n"
    return services


@pytest.fixture
def files(services: Services) -> dict[str, str]:
    assert isinstance(services.workspace, MemoryWorkspace)
    return services.workspace.files


class Editor:
    """The routes, as the root user calls them."""

    def __init__(self, http: Http, headers: Mapping[str, str]) -> None:
        self._http = http
        self._headers = {**headers, "content-type": "application/json"}

    async def __call__(
        self,
        function: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        **query: str,
    ) -> Answer:
        return await self._http(
            function, query=query, body=body, headers={**self._headers, **(headers or {})}
        )

    async def write(self, path: str, content: str, **more: Any) -> Answer:
        return await self("write_file", {"path": path, "content": content, **more})

    async def upload(self, archive: bytes, path: str = "") -> Answer:
        return await self("upload_files", archive, {"content-type": ZIP}, path=path)

    async def search(self, query: str, **more: Any) -> Any:
        answer = await self("search_files", {"query": query, **more})
        assert answer.status == 200, answer.json
        return answer.json


@pytest.fixture
def editor(http: Http, root: Mapping[str, str]) -> Editor:
    return Editor(http, root)


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

    assert [late.status, by_header.status, as_new.status] == [409, 409, 409]
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
        await editor("upload_files", _zip({"a.py": b""}), {"content-type": ZIP}, path=path),
        await editor("download_files", path=path),
    ]

    # What Windows writes into a zip is a path with slashes.
    answers.append(await editor.upload(_zip({path.replace("lib\\a.py", "lib\\..\\a.py"): b"x"})))

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
    await editor.upload(_zip({"c.py": b"1"}))

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


async def test_a_text_is_found_with_its_place(editor: Editor) -> None:
    found = await editor.search("grace")

    [match] = found["results"]
    assert match == {
        "filePath": "lib/names.py",
        "line": 2,
        "column": 10,
        "matchText": "SECOND = 'Grace'",
        "contextBefore": "FIRST = 'Ada'",
        "contextAfter": None,
    }
    assert (found["totalMatches"], found["filesSearched"], found["truncated"]) == (1, 2, False)
    assert found["searchTimeMs"] < 5000


async def test_a_search_can_be_narrowed(editor: Editor, files: dict[str, str]) -> None:
    files["data/acme/secret.txt"] = "Grace"
    files["binary.bin"] = "Grace\0"

    async def places(query: str, **more: Any) -> list[str]:
        return [match["filePath"] for match in (await editor.search(query, **more))["results"]]

    assert await places("grace", caseSensitive=True) == []
    assert await places("G.ace") == []
    assert await places("G.ace", regex=True) == ["lib/names.py"]
    assert await places("Grace", filePattern="*.py") == []
    assert await places("Grace", filePattern="lib/*.py") == ["lib/names.py"]
    assert await places("Grace", filePattern="**/n?mes.py") == ["lib/names.py"]


async def test_results_have_an_end(editor: Editor, files: dict[str, str]) -> None:
    files["many.txt"] = "needle " * 100

    found = await editor.search("needle", maxResults=7)

    assert (found["totalMatches"], len(found["results"]), found["truncated"]) == (7, 7, True)


async def test_what_is_no_pattern_is_refused(editor: Editor) -> None:
    answer = await editor("search_files", {"query": "(", "regex": True})

    assert answer.status == 400
    assert "not a valid regular expression" in answer.json["message"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"query": "(a+)+$", "regex": True},
        {"query": "a", "filePattern": "*a" * 40 + "b"},
    ],
)
async def test_a_pattern_that_takes_for_ever_holds_nobody_up(
    editor: Editor, http: Http, files: dict[str, str], wanted: dict[str, Any]
) -> None:
    files["a" * 200] = "a" * 5000 + "b"
    began = time.monotonic()

    found = await editor.search(**wanted)

    assert found["truncated"]
    assert 4 < time.monotonic() - began < 15
    assert (await http("get_version", headers={})).status == 200


async def test_a_zip_is_unpacked_where_it_is_wanted(editor: Editor, files: dict[str, str]) -> None:
    archive = _zip({"hello.py": b"new", "deep/er/a.bin": b"\xff", "empty/": b""})

    here = await editor.upload(archive)
    there = await editor.upload(archive, "sub")

    assert here.json == {"files": 2, "paths": ["hello.py", "deep/er/a.bin"]}
    assert there.json["paths"] == ["sub/hello.py", "sub/deep/er/a.bin"]
    assert files["hello.py"] == files["sub/hello.py"] == "new"


async def test_a_download_is_what_an_upload_takes(editor: Editor, files: dict[str, str]) -> None:
    before = {**files}

    whole = await editor("download_files")
    part = await editor("download_files", path="lib")
    files.clear()
    await editor.upload(whole.body)

    assert files == before
    assert zipfile.ZipFile(io.BytesIO(part.body)).namelist() == ["names.py"]
    assert whole.headers["content-type"] == ZIP


def _zip(files: Mapping[str, bytes], mode: int = 0) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.filename = entry.orig_filename = name
            entry.external_attr = mode << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _lying(archive: bytes, size: int) -> bytes:
    """One that says a smaller size of its only entry, in both of the places for it."""
    changed = bytearray(archive)
    for signature, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = changed.index(signature) + offset
        changed[at : at + 4] = size.to_bytes(4, "little")
    return bytes(changed)


def _encrypted() -> bytes:
    changed = bytearray(_zip({"new.py": b"x"}))
    changed[changed.index(b"PK\1\2") + 8] |= 1
    return bytes(changed)


def _packed_with(method: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr("new.py", b"x")
    return target.getvalue()


MEGABYTE = 1024 * 1024
BAD_ZIPS: Mapping[str, tuple[bytes, int, str]] = {
    "no zip": (b"hello", 400, "zip cannot be read"),
    "a cut one": (_zip({"new.py": b"x" * 100})[:60], 400, "zip cannot be read"),
    "slip": (_zip({"new.py": b"", "../../etc/cron.d/x": b""}), 400, "leads elsewhere"),
    "absolute": (_zip({"new.py": b"", "/etc/cron.d/x": b""}), 400, "absolute"),
    "windows": (_zip({"new.py": b"", "..\\x": b""}), 400, "not every store"),
    "hidden": (_zip({"new.py": b"", ".git/hooks/x": b""}), 400, "hidden"),
    "a link": (_zip({"new.py": b"/etc/passwd"}, stat.S_IFLNK | 0o777), 400, "link"),
    "a device": (_zip({"new.py": b""}, stat.S_IFCHR | 0o600), 400, "device"),
    "case": (_zip({"new.py": b"", "NEW.py": b""}), 409, "differ only in case"),
    "case of a folder": (_zip({"new/a.py": b"", "NEW/b.py": b""}), 409, "differ only in case"),
    "case of what is there": (_zip({"new.py": b"", "LIB/x.py": b""}), 409, "only in case"),
    "a file in a file": (_zip({"new": b"", "new/a.py": b""}), 409, "both a file and a folder"),
    "over a folder": (_zip({"new.py": b"", "lib": b""}), 409, "is a folder"),
    "below a file": (_zip({"new.py": b"", "hello.py/a.py": b""}), 409, "is a file"),
    "encrypted": (_encrypted(), 400, "encrypted"),
    "lzma": (_packed_with(zipfile.ZIP_LZMA), 400, "deflate"),
    "a bomb": (_zip({"new.py": b"\0" * (8 * MEGABYTE)}), 413, "is too large"),
    "a bomb that lies": (
        _lying(_zip({"new.py": b"\0" * (8 * MEGABYTE)}), 10),
        400,
        "zip cannot be read",
    ),
    "a huge file": (_zip({"new.py": bytes(range(256)) * 40961}), 413, "is too large"),
    "many entries": (_zip({f"new/{n}": b"" for n in range(5001)}), 413, "5000 entries"),
    "much in all": (
        _zip({f"new/{n}": bytes(MEGABYTE) for n in range(101)}),
        413,
        "unpacks to more than 104857600 bytes in all",
    ),
}


@pytest.mark.parametrize("name", BAD_ZIPS)
async def test_a_zip_that_is_not_what_it_should_be_leaves_everything_as_it_was(
    editor: Editor, files: dict[str, str], running: Runtime, name: str
) -> None:
    archive, status, words = BAD_ZIPS[name]
    before, version = {**files}, await running.platform.directory.workspace_version.current()

    answer = await editor.upload(archive)

    assert answer.status == status, answer.json
    assert words in answer.json["message"]
    assert files == before
    assert await running.platform.directory.workspace_version.current() == version


async def test_the_same_name_twice_in_a_zip_is_a_conflict(
    editor: Editor, files: dict[str, str]
) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("new.py", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("new.py", b"2")

    answer = await editor.upload(target.getvalue())

    assert answer.status == 409
    assert "new.py" not in files


async def test_a_zip_says_that_it_is_one(editor: Editor) -> None:
    answer = await editor("upload_files", _zip({"a.py": b""}))

    assert answer.status == 415
    assert "application/zip" in answer.json["message"]


@pytest.mark.parametrize(
    "kind",
    [
        "application/zip",
        "Application/ZIP; charset=binary",
        "application/x-zip-compressed",
        "application/octet-stream",
    ],
)
async def test_a_zip_of_windows_is_one_and_what_was_left_out_is_told(
    editor: Editor, files: dict[str, str], kind: str
) -> None:
    archive = _zip({"lib\\new.py": b"1", "Thumbs.db": b"", "__MACOSX/._new.py": b""})

    answer = await editor("upload_files", archive, {"content-type": kind}, path="")

    assert answer.status == 200, answer.json
    assert (answer.json["files"], answer.json["paths"]) == (1, ["lib/new.py"])
    assert [*answer.json["leftOut"]] == ["Thumbs.db", "__MACOSX/._new.py"]
    assert files["lib/new.py"] == "1"


async def test_a_zip_over_the_limit_is_too_large(editor: Editor) -> None:
    answer = await editor.upload(bytes(50 * MEGABYTE + 1))

    assert answer.status == 413
