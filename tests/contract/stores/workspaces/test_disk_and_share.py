"""What is peculiar to a disk, and to a share."""

import os
from pathlib import Path

import pytest
from azure.storage.fileshare import ShareServiceClient
from pydantic import ValidationError

from shared.engine.code.snapshots import Snapshots
from shared.errors import Conflict, NotFound, Unavailable
from shared.models.paths import FilePath
from shared.services.azure.connect import connect
from shared.services.azure.connection import AzureConnection
from shared.services.azure.shares import ShareWorkspace
from shared.services.workspace.folders import DirectoryWorkspace
from shared.services.workspace.ignored import LINK, NO_FILE, IgnoredFiles
from shared.services.workspace.memory import MemoryWorkspace
from shared.services.workspace.workspace import Workspace
from shared.settings import Settings
from tests.contract.standins.clients import open_files
from tests.contract.standins.servers import Address
from tests.contract.stores.workspaces.workspaces_helpers import ROOT, at, marks, write
from tests.support.counting import CountingTransport


async def test_hidden_files_and_links_are_not_there(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    for path in (".git/config", ".env", "data/acme/x.py", "__pycache__/a.pyc", "a.py"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")
    (tmp_path / "outside.py").write_text("secret")
    (root / "link.py").symlink_to(tmp_path / "outside.py")
    (root / "up").symlink_to(tmp_path)
    os.mkfifo(root / "pipe.py")
    workspace = DirectoryWorkspace(root)

    left_out = IgnoredFiles()
    assert [str(entry.path) for entry in await workspace.code(left_out)] == ["a.py"]
    assert left_out.reasons == {"link.py": LINK, "up": LINK, "pipe.py": NO_FILE}
    for attempt in (
        workspace.read(at("link.py"), limit=99),
        workspace.read(at("up/outside.py"), limit=99),
        workspace.read(at("pipe.py"), limit=99),
        workspace.list(at("up")),
        workspace.delete(at("up/outside.py")),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert (tmp_path / "outside.py").read_text() == "secret"


async def test_what_is_made_on_a_disk_is_not_for_other_users(tmp_path: Path) -> None:
    await DirectoryWorkspace(tmp_path).write(at("data/acme/a.txt"), b"x")

    made = [tmp_path / path for path in ("data", "data/acme", "data/acme/a.txt")]
    assert [path.stat().st_mode & 0o007 for path in made] == [0, 0, 0]


async def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    root, outside = tmp_path / "workspace", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (outside / "a.py").write_text("theirs")
    (root / "up").symlink_to(outside)
    (root / "a.py").symlink_to(outside / "a.py")
    workspace = DirectoryWorkspace(root)

    with pytest.raises(Conflict, match="put something in its place"):
        await workspace.write(at("up/new.py"), b"ours")
    with pytest.raises(Conflict, match="put something in its place"):
        await workspace.make_folder(at("up/new"))
    await workspace.write(at("a.py"), b"ours")

    assert [path.name for path in outside.iterdir()] == ["a.py"]
    assert (outside / "a.py").read_text() == "theirs"
    assert (root / "a.py").read_text() == "ours"


async def test_a_folder_that_becomes_a_link_while_it_is_used_leads_nowhere(
    tmp_path: Path,
) -> None:
    root, outside = tmp_path / "workspace", tmp_path / "outside"
    (root / "lib").mkdir(parents=True)
    outside.mkdir()

    class Swapped(DirectoryWorkspace):
        async def _stage(self, hidden: FilePath, content: bytes) -> None:
            (root / "lib").rmdir()
            (root / "lib").symlink_to(outside)
            await super()._stage(hidden, content)

    with pytest.raises(Conflict):
        await Swapped(root).write(at("lib/a.py"), b"ours")

    assert list(outside.iterdir()) == []


async def test_a_deleted_folder_takes_nothing_with_it_that_it_links_to(tmp_path: Path) -> None:
    root, outside = tmp_path / "workspace", tmp_path / "outside"
    (root / "lib").mkdir(parents=True)
    outside.mkdir()
    (outside / "a.py").write_text("theirs")
    (root / "lib" / "up").symlink_to(outside)

    await DirectoryWorkspace(root).delete(at("lib"))

    assert not (root / "lib").exists()
    assert (outside / "a.py").read_text() == "theirs"


async def test_a_name_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.py")).write_text("x")

    left_out = IgnoredFiles()

    found = await DirectoryWorkspace(tmp_path).code(left_out)

    assert [str(entry.path) for entry in found] == ["a.py"]
    assert [*left_out.reasons] == ["caf\\udce9.py"]


def put_here(workspace: Workspace, folder: Path, *paths: str) -> None:
    """As somebody does who does not ask the platform."""
    if isinstance(workspace, MemoryWorkspace):
        workspace.files.update(dict.fromkeys(paths, "1"))
    for path in () if isinstance(workspace, MemoryWorkspace) else paths:
        (folder / path).write_text("1")


async def put_past(request: pytest.FixtureRequest, workspace: Workspace, *paths: str) -> None:
    """The same, also on a share."""
    if not isinstance(workspace, ShareWorkspace):
        put_here(workspace, request.getfixturevalue("tmp_path"), *paths)
        return
    await workspace.code()  # makes the share
    with open_files(request.getfixturevalue("address")) as files:
        share = files.get_share_client(request.getfixturevalue("share_name"))
        for path in paths:
            share.get_file_client(path).upload_file(b"1")


async def test_what_cannot_be_taken_is_told_with_its_reason(
    workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    await write(workspace, lib__a_py="1")
    odd = ["aux.py", "lib/zero\u200bwidth.py", "lib/blank.py ", ".env", "lib/.hidden.py"]
    await put_past(request, workspace, *odd)
    left_out = IgnoredFiles()

    found = await workspace.code(left_out)

    assert [str(entry.path) for entry in found] == ["lib/a.py"]
    assert left_out.reasons == {
        "aux.py": "'aux.py' is a device on Windows",
        "lib/zero\\u200bwidth.py": "'zero\\u200bwidth.py' has invisible characters",
        "lib/blank.py ": "'blank.py ' ends with a space or a dot",
    }


@pytest.mark.parametrize("kind", ["memory", "directory"])
async def test_what_is_alike_is_told_where_both_can_be(kind: str, tmp_path: Path) -> None:
    workspace = MemoryWorkspace({}) if kind == "memory" else DirectoryWorkspace(tmp_path)
    names = ["Case.py", "case.py", "C:x.py", "new\nline.py", "Data"]
    put_here(workspace, tmp_path, *names)
    left_out = IgnoredFiles()

    found = await workspace.code(left_out)

    assert [str(entry.path) for entry in found] == ["Case.py", "case.py"]
    assert left_out.reasons.keys() == {"case.py", "C:x.py", "new\\nline.py", "Data"}
    assert "'Case.py' only in case" in left_out.reasons["case.py"]


async def test_of_very_many_names_a_hundred_are_told_and_the_rest_counted(
    workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    await put_past(request, workspace, *(f"{n}.py " for n in range(130)))
    left_out = IgnoredFiles()

    assert await workspace.code(left_out) == []

    assert len(left_out.reasons) == 101
    assert left_out.reasons["."] == "30 more names are ignored, or alike"


async def test_a_missing_folder_is_unavailable(tmp_path: Path) -> None:
    workspace = DirectoryWorkspace(tmp_path / "nowhere")

    for look in (workspace.code, lambda: workspace.walk(ROOT)):
        with pytest.raises(Unavailable, match="cannot be read"):
            await look()
    with pytest.raises(Unavailable, match="folder"):
        await workspace.ping()


async def test_a_share_that_was_filled_by_others_is_read(
    address: Address, share: ShareWorkspace, share_name: str
) -> None:
    with open_files(address) as files:
        _fill(files, share_name)

    assert list(await marks(share)) == ["a.py", "lib/b.py"]
    assert await share.fetch([at("lib/b.py")]) == {"lib/b.py": b"2"}


async def test_one_change_on_a_share_is_one_download(
    address: Address, share_name: str, tmp_path: Path
) -> None:
    counted = CountingTransport()
    settings = Settings.model_validate({"AzureWebJobsStorage": address.files_connection_string})
    workspace = ShareWorkspace(AzureConnection(settings, counted), share_name)
    await workspace.write_all({at(f"lib{n % 3}/{n}.py"): b"1" for n in range(30)})
    snapshots = Snapshots(workspace, tmp_path, 0)
    await snapshots.current()

    await workspace.write(at("lib1/7.py"), b"2")
    counted.sent.clear()
    await snapshots.current()
    changed = len(counted.sent)
    counted.sent.clear()
    await snapshots.current()
    await counted.close()

    # The root and three folders; then the file's properties and its content.
    assert len(counted.sent) == 4
    assert changed == 4 + 2


def _fill(files: ShareServiceClient, share_name: str) -> None:
    made = files.create_share(share_name)
    made.create_directory("lib")
    made.get_file_client("lib/b.py").upload_file(b"2")
    made.get_file_client("a.py").upload_file(b"1")
    made.get_file_client(".env").upload_file(b"1")


async def test_the_workspace_is_the_share_if_one_is_named() -> None:
    storage = {"AzureWebJobsStorage": "AccountName=a;AccountKey=YQ==;EndpointSuffix=b.test"}
    named = {**storage, "BIFROST_WORKSPACE_SHARE": "workspaces"}

    found = [connect(Settings.model_validate(given)).workspace for given in (named, storage)]

    assert [type(one) for one in found] == [ShareWorkspace, DirectoryWorkspace]
    for name in ("Workspaces", "a", "a_b", "-ab"):
        with pytest.raises(ValidationError):
            Settings.model_validate({"BIFROST_WORKSPACE_SHARE": name})
