"""Versions of the workspace's files: every way to change a file keeps what it was."""

from datetime import timedelta
from typing import Any

import pytest

from functions.composition import Runtime
from shared.handlers.code import version_upkeep
from shared.repositories.code.versions import MOST
from shared.services.clock import SystemClock
from shared.services.services import Services
from tests.contract.client import Answer
from tests.contract.http.editor.editor_helpers import Editor, zip_of


async def versions_of(editor: Editor, path: str) -> list[Any]:
    answer = await editor("list_file_versions", path=path)
    assert answer.status == 200, answer.json
    return answer.json


async def text_of(editor: Editor, path: str, version: Any) -> str:
    answer = await editor("read_file_version", path=path, version=version["id"])
    assert answer.status == 200, answer.json
    return answer.json["content"]


async def changes_of(editor: Editor, path: str) -> list[tuple[str, str | None]]:
    """Each version's change and content, newest first."""
    found = await versions_of(editor, path)
    return [
        (each["change"], await text_of(editor, path, each) if each["isKept"] else None)
        for each in found
    ]


async def restored(editor: Editor, path: str, version: Any, **more: str) -> Answer:
    return await editor("restore_file_version", {"path": path, "version": version["id"], **more})


async def test_each_save_is_a_version_with_who_and_when(editor: Editor) -> None:
    await editor.write("a.py", "one")
    await editor.write("a.py", "two")

    newest, first = await versions_of(editor, "a.py")

    assert (newest["change"], newest["byName"], newest["size"]) == ("write", "Root", 3)
    assert newest["at"] >= first["at"]
    assert await changes_of(editor, "a.py") == [("write", "two"), ("write", "one")]


async def test_what_was_written_outside_is_kept_before_it_is_replaced(
    editor: Editor, files: dict[str, str]
) -> None:
    await editor.write("hello.py", "mine")
    files["hello.py"] = "somebody's, by hand"
    await editor.write("hello.py", "mine again")

    found = await versions_of(editor, "hello.py")

    assert [each["change"] for each in found] == ["write", "found", "write", "found"]
    assert (found[1]["by"], found[1]["byName"]) == (None, None)
    assert await text_of(editor, "hello.py", found[1]) == "somebody's, by hand"


async def test_the_same_text_again_is_no_version(editor: Editor) -> None:
    await editor.write("a.py", "one")
    await editor.write("a.py", "one")

    assert await changes_of(editor, "a.py") == [("write", "one")]


async def test_a_zip_keeps_what_its_files_replace(editor: Editor) -> None:
    await editor.write("lib/a.py", "old")

    await editor.upload(zip_of({"lib/a.py": b"new", "lib/b.py": b"b"}))

    assert await changes_of(editor, "lib/a.py") == [("upload", "new"), ("write", "old")]
    assert await changes_of(editor, "lib/b.py") == [("upload", "b")]


async def test_a_renamed_folder_takes_its_versions_along(editor: Editor) -> None:
    await editor.write("lib/a.py", "one")
    await editor.write("lib/a.py", "two")

    await editor("rename_path", oldPath="lib", newPath="shared")

    found = await versions_of(editor, "shared/a.py")
    assert [each["change"] for each in found] == ["rename", "write", "write"]
    assert found[0]["pathBefore"] == "lib/a.py"
    assert await text_of(editor, "shared/a.py", found[2]) == "one"
    assert (await editor("list_file_versions", path="lib/a.py")).status == 404


async def test_a_deleted_folder_is_listed_and_its_files_are_restored(editor: Editor) -> None:
    await editor("delete_path", path="lib")

    gone = (await editor("list_deleted_files")).json
    _, kept = await versions_of(editor, "lib/names.py")
    back = await restored(editor, "lib/names.py", kept)

    assert [(each["path"], each["deletedByName"]) for each in gone] == [("lib/names.py", "Root")]
    assert (back.status, back.json["content"]) == (200, "FIRST = 'Ada'\nSECOND = 'Grace'\n")
    assert (await editor("list_deleted_files")).json == []
    found = await versions_of(editor, "lib/names.py")
    assert [each["change"] for each in found] == ["restore", "delete", "found"]


async def test_a_version_is_restored_over_the_one_that_was_read_only(editor: Editor) -> None:
    await editor.write("a.py", "one")
    second = (await editor.write("a.py", "two")).json["etag"]
    _, first = await versions_of(editor, "a.py")

    blind = await restored(editor, "a.py", first)
    late = await restored(editor, "a.py", first, expectedEtag="0" * 64)
    done = await restored(editor, "a.py", first, expectedEtag=second)

    assert [blind.status, late.status, done.status] == [409, 409, 200]
    assert (await editor("read_file", path="a.py")).json["content"] == "one"


async def test_at_least_twenty_versions_are_kept_and_no_content_without_one(
    editor: Editor, services: Services
) -> None:
    for number in range(MOST + 5):
        await editor.write("a.py", f"{number}")

    found = await changes_of(editor, "a.py")

    assert MOST >= 20
    assert found == [("write", f"{number}") for number in range(MOST + 4, 4, -1)]
    assert len([name async for name in services.blobs.names("_versions/")]) == MOST


async def test_data_of_organizations_has_no_versions(editor: Editor) -> None:
    await editor.write("data/acme/state.txt", "one")
    await editor("delete_path", path="data/acme")

    assert (await editor("list_file_versions", path="data/acme/state.txt")).status == 404
    assert (await editor("list_deleted_files")).json == []


@pytest.mark.parametrize(
    ("path", "version", "status"),
    [
        ("nowhere.py", "00000000-0000-0000-0000-000000000000", 404),
        ("../hello.py", "00000000-0000-0000-0000-000000000000", 400),
    ],
)
async def test_what_has_no_versions_is_refused(
    editor: Editor, path: str, version: str, status: int
) -> None:
    answers = [
        await editor("list_file_versions", path=path),
        await editor("read_file_version", path=path, version=version),
        await editor("restore_file_version", {"path": path, "version": version}),
    ]

    assert [answer.status for answer in answers] == [status] * 3


async def test_versions_of_files_deleted_long_ago_are_removed_at_night(
    editor: Editor, running: Runtime
) -> None:
    platform = running.platform
    await editor.write("kept.py", "one")
    await editor.write("gone.py", "one")
    await editor("delete_path", path="gone.py")
    versions = platform.directory.file_versions

    await version_upkeep.clean_up(platform)
    before = await versions.find("gone.py")
    later = SystemClock().now() + version_upkeep.KEEP_DELETED + timedelta(minutes=1)
    removed = await versions.forget_deleted(later)
    orphans = await versions.remove_orphans(later)

    assert (before.history.is_deleted, removed, orphans) == (True, 1, 0)
    assert (await editor("list_file_versions", path="gone.py")).status == 404
    assert await changes_of(editor, "kept.py") == [("write", "one")]


async def test_a_content_that_a_crash_left_is_removed_at_night(
    editor: Editor, running: Runtime
) -> None:
    services, versions = running.platform.services, running.platform.directory.file_versions
    await editor.write("a.py", "one")
    [name] = [name async for name in services.blobs.names("_versions/")]
    orphan = f"{name[:-1]}{'0' if name[-1] != '0' else '1'}"
    await services.blobs.write(orphan, b"left")

    early = await versions.remove_orphans(SystemClock().now() - timedelta(days=1))
    late = await versions.remove_orphans(SystemClock().now() + timedelta(minutes=1))

    assert (early, late) == (0, 1)
    assert [each async for each in services.blobs.names("_versions/")] == [name]
