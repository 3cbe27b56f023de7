"""Versions of files are kept whatever stores the files, and whatever stores the rows."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from shared.services.services import Services
from shared.services.workspace.workspace import Workspace
from tests.contract.client import Http
from tests.contract.http.editor.editor_helpers import Editor, zip_of
from tests.contract.users import BOTH_STORES
from tests.support.counting import CountingTransport

AZURE = pytest.mark.parametrize("store", ["azure"], indirect=True)
#: Two reads of the file's row, and one transaction.
OF_A_SAVE = 3


@pytest.fixture
def services(services: Services, workspace: Workspace) -> Services:
    return replace(services, workspace=workspace)


@pytest.fixture
def editor(http: Http, root: Mapping[str, str]) -> Editor:
    return Editor(http, root)


async def changes(editor: Editor, path: str) -> list[str]:
    found = (await editor("list_file_versions", path=path)).json
    return [each["change"] for each in found]


@BOTH_STORES
async def test_every_way_to_change_a_file_is_kept(editor: Editor) -> None:
    await editor.write("lib/a.py", "one")
    await editor.upload(zip_of({"lib/a.py": b"two"}))
    await editor("rename_path", oldPath="lib/a.py", newPath="lib/b.py")
    await editor("delete_path", path="lib")
    gone = (await editor("list_deleted_files")).json
    found = (await editor("list_file_versions", path="lib/b.py")).json
    first = {"path": "lib/b.py", "version": found[-1]["id"]}
    back = await editor("restore_file_version", first)

    assert [each["path"] for each in gone] == ["lib/b.py"]
    assert (back.status, back.json["content"]) == (200, "one")
    told = ["restore", "delete", "rename", "upload", "write"]
    assert await changes(editor, "lib/b.py") == told
    assert (await editor("list_deleted_files")).json == []


@AZURE
@pytest.mark.parametrize("workspace", ["memory"], indirect=True)
async def test_a_save_costs_three_transactions_for_its_version(
    editor: Editor, counted: CountingTransport
) -> None:
    await editor.write("a.py", "one")
    await editor.write("data/a.txt", "one")
    counted.sent.clear()

    await editor.write("data/a.txt", "two")
    without = len(counted.sent)
    counted.sent.clear()
    await editor.write("a.py", "two")

    bump = 1
    assert len(counted.sent) - without - bump == OF_A_SAVE
