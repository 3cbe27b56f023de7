"""Every Workspace keeps this contract."""

import asyncio
import os
import uuid
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
from azure.storage.fileshare import ShareServiceClient
from pydantic import ValidationError

from shared.engine.code.snapshots import Snapshots
from shared.errors import AlreadyExists, Conflict, InvalidInput, NotFound, TooLarge, Unavailable
from shared.models.paths import FilePath
from shared.services.azure.connect import connect
from shared.services.azure.connection import AzureConnection
from shared.services.azure.shares import ShareWorkspace
from shared.services.workspace.folders import DirectoryWorkspace
from shared.services.workspace.ignored import LINK, NO_FILE, IgnoredFiles
from shared.services.workspace.memory import MemoryWorkspace
from shared.services.workspace.trees import TreeWorkspace, etag_of
from shared.services.workspace.workspace import Condition, Workspace
from shared.settings import Settings
from tests.contract.standins.clients import open_files
from tests.contract.standins.servers import Address, Standins
from tests.support.counting import CountingTransport

at = FilePath.parse
ROOT = FilePath()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Generator[Address]:
    standins = Standins(tmp_path_factory.mktemp("standins"))
    yield standins.address
    standins.end()


@pytest.fixture
def share_name() -> str:
    return f"share-{uuid.uuid4().hex}"


@pytest.fixture
async def share(address: Address, share_name: str) -> AsyncGenerator[ShareWorkspace]:
    """One that does not exist yet."""
    settings = Settings.model_validate({"AzureWebJobsStorage": address.files_connection_string})
    connection = AzureConnection(settings)
    yield ShareWorkspace(connection, share_name)
    await connection.close()


@pytest.fixture(params=["memory", "directory", "share"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Workspace:
    if request.param == "memory":
        return MemoryWorkspace({})
    if request.param == "directory":
        return DirectoryWorkspace(tmp_path)
    share: ShareWorkspace = request.getfixturevalue("share")
    return share


async def write(workspace: Workspace, **files: str) -> None:
    """By name, with ``__`` for ``/`` and ``_py`` for ``.py``."""
    for name, text in files.items():
        await workspace.write(at(name.replace("__", "/").replace("_py", ".py")), text.encode())


async def paths(workspace: Workspace) -> list[str]:
    return [str(entry.path) for entry in await workspace.walk(ROOT)]


async def marks(workspace: Workspace) -> dict[str, str]:
    return {str(entry.path): entry.mark for entry in await workspace.code()}


async def test_what_was_written_is_read(workspace: Workspace) -> None:
    content = "print('¡Hola!')".encode()

    await workspace.write(at("deep/er/hello.py"), content)

    found = await workspace.read(at("deep/er/hello.py"), limit=100)
    assert (found.content, found.etag, found.entry.size) == (content, etag_of(content), 16)
    assert await workspace.fetch([at("deep/er/hello.py"), at("none.py")]) == {
        "deep/er/hello.py": content
    }


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"x" * 3_000_000])
async def test_any_bytes_come_back(workspace: Workspace, content: bytes) -> None:
    await workspace.write(at("a.bin"), content)

    assert (await workspace.read(at("a.bin"), limit=3_000_000)).content == content


async def test_a_part_is_read_by_its_place(workspace: Workspace) -> None:
    await write(workspace, a="0123456789")

    parts = [await workspace.read_part(at("a"), n, 4) for n in (0, 4, 8, 12)]

    assert [content for _, content in parts] == [b"0123", b"4567", b"89", b""]
    assert {entry.size for entry, _ in parts} == {10}


async def test_a_file_over_the_limit_is_too_large(workspace: Workspace) -> None:
    await write(workspace, a_py="12345")

    with pytest.raises(TooLarge, match=r"'a.py' has 5 bytes"):
        await workspace.read(at("a.py"), limit=4)


async def test_a_mark_changes_with_its_file_and_no_other(workspace: Workspace) -> None:
    await write(workspace, a_py="1", lib__b_py="1")
    first = await marks(workspace)

    await write(workspace, lib__b_py="22")
    second = await marks(workspace)

    assert first.keys() == second.keys() == {"a.py", "lib/b.py"}
    assert [path for path in first if first[path] != second[path]] == ["lib/b.py"]
    await workspace.delete(at("a.py"))
    assert (await marks(workspace)).keys() == {"lib/b.py"}


async def test_data_is_no_code(workspace: Workspace) -> None:
    await write(workspace, data__acme__x_py="1", a_py="1")

    assert list(await marks(workspace)) == ["a.py"]
    assert await paths(workspace) == ["a.py", "data", "data/acme", "data/acme/x.py"]


async def test_a_folder_of_code_may_be_called_data_too(workspace: Workspace) -> None:
    await write(workspace, lib__data__x_py="1")

    assert list(await marks(workspace)) == ["lib/data/x.py"]


async def test_what_lies_deeper_than_a_path_goes_is_left_out(tmp_path: Path) -> None:
    """It was put there past the platform; each level is looked for from the root."""
    for depth in (48, 60):
        folder = tmp_path.joinpath("deep", *"d" * depth)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "x.py").write_text("1")

    left_out = IgnoredFiles()

    found = await DirectoryWorkspace(tmp_path).code(left_out)

    assert [len(entry.path.parts) for entry in found] == [50]
    (place, reason), *_ = left_out.reasons.items()
    assert place == "/".join(("deep", *"d" * 49))
    assert "deeper than 49 folders" in reason


@pytest.mark.parametrize("path", ["Data/acme/x.py", "DATA"])
async def test_data_in_another_spelling_is_refused_before_it_is_in_the_way(
    workspace: Workspace, path: str
) -> None:
    await write(workspace, a_py="1")

    with pytest.raises(Conflict, match="another spelling"):
        await workspace.write(at(path), b"1")
    with pytest.raises(Conflict, match="another spelling"):
        await workspace.write_all({at(path): b"1"})
    with pytest.raises(Conflict, match="another spelling"):
        await workspace.make_folder(at(path))
    with pytest.raises(Conflict, match="another spelling"):
        await workspace.rename(at("a.py"), at(path))

    await workspace.write(at("data/acme/x.py"), b"1")
    assert await paths(workspace) == ["a.py", "data", "data/acme", "data/acme/x.py"]


async def test_a_folder_is_listed_one_level_deep(workspace: Workspace) -> None:
    await write(workspace, lib__a_py="12", lib__deep__b_py="1")
    await workspace.make_folder(at("lib/empty"))

    found = await workspace.list(at("lib"))

    assert [(str(e.path), e.is_folder, e.size) for e in found] == [
        ("lib/a.py", False, 2),
        ("lib/deep", True, 0),
        ("lib/empty", True, 0),
    ]


async def test_an_empty_workspace_has_nothing_and_answers_a_ping(workspace: Workspace) -> None:
    await workspace.ping()

    assert (await workspace.list(ROOT), await workspace.walk(ROOT)) == ([], [])
    assert await workspace.code() == []


async def test_what_is_not_there_is_not_found(workspace: Workspace) -> None:
    await write(workspace, a_py="1")
    nowhere = at("no/where.py")

    for attempt in (
        workspace.list(at("no")),
        workspace.walk(at("no")),
        workspace.list(at("a.py")),
        workspace.read(nowhere, limit=9),
        workspace.read_part(nowhere, 0, 9),
        workspace.rename(nowhere, at("b.py")),
        workspace.delete(nowhere),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert await workspace.find(nowhere) is None


async def test_a_write_is_refused_where_the_file_is_not_what_was_read(
    workspace: Workspace,
) -> None:
    await write(workspace, a_py="1")
    etag = etag_of(b"1")
    await workspace.write(at("a.py"), b"2", Condition(etag=etag))

    with pytest.raises(Conflict, match=f"its etag is {etag_of(b'2')} now"):
        await workspace.write(at("a.py"), b"3", Condition(etag=etag))
    with pytest.raises(Conflict, match=r"'gone.py' is gone"):
        await workspace.write(at("gone.py"), b"3", Condition(etag=etag))
    with pytest.raises(AlreadyExists, match=r"a.py"):
        await workspace.write(at("a.py"), b"3", Condition(is_new=True))

    assert await workspace.fetch([at("a.py")]) == {"a.py": b"2"}


async def test_of_writers_who_read_the_same_one_wins(workspace: Workspace) -> None:
    await write(workspace, a_py="0")
    counts_on = Condition(etag=etag_of(b"0"))

    ends = await asyncio.gather(
        *(workspace.write(at("a.py"), str(n).encode(), counts_on) for n in range(1, 6)),
        return_exceptions=True,
    )

    assert sum(isinstance(end, Conflict) for end in ends) == 4


@pytest.mark.parametrize("path", ["A.py", "LIB/x.py", "lib/B.PY", "LIB"])
async def test_names_that_differ_in_case_only_are_refused(workspace: Workspace, path: str) -> None:
    await write(workspace, a_py="1", lib__b_py="1")
    before = await paths(workspace)

    with pytest.raises(Conflict, match="differ only in case"):
        await workspace.write(at(path), b"2")
    with pytest.raises(Conflict, match="differ only in case"):
        await workspace.make_folder(at(path))
    with pytest.raises(Conflict, match="differ only in case"):
        await workspace.write_all({at("new.py"): b"", at(path): b"2"})

    assert await paths(workspace) == before


async def test_files_and_folders_are_not_put_in_each_others_place(workspace: Workspace) -> None:
    await write(workspace, a_py="1", lib__b_py="1")

    for attempt, words in (
        (workspace.write(at("lib"), b""), "is a folder"),
        (workspace.write(at("a.py/b"), b""), "is a file"),
        (workspace.make_folder(at("a.py")), "already"),
        (workspace.make_folder(at("lib")), "already"),
        (workspace.make_folder(at("a.py/b")), "is a file"),
        (workspace.read(at("lib"), limit=1), "is a folder"),
        (workspace.write_all({at("n"): b"", at("n/m"): b""}), "both a file and a folder"),
        (workspace.write_all({at("n"): b"", at("N"): b""}), "differ only in case"),
    ):
        with pytest.raises(Conflict, match=words):
            await attempt
    assert await paths(workspace) == ["a.py", "lib", "lib/b.py"]


async def test_many_are_written_at_once(workspace: Workspace) -> None:
    await write(workspace, a_py="1", lib__b_py="1")

    await workspace.write_all({at("a.py"): b"2", at("lib/c.py"): b"3", at("new/d.py"): b"4"})

    found = await workspace.fetch([at(path) for path in ("a.py", "lib/c.py", "new/d.py")])
    assert found == {"a.py": b"2", "lib/c.py": b"3", "new/d.py": b"4"}
    assert await paths(workspace) == ["a.py", "lib", "lib/b.py", "lib/c.py", "new", "new/d.py"]


async def test_files_and_folders_are_renamed(workspace: Workspace) -> None:
    await write(workspace, a_py="1", lib__b_py="2", lib__deep__c_py="3")

    await workspace.rename(at("a.py"), at("more/b.py"))
    await workspace.rename(at("lib"), at("more/lib"))

    found = ["more", "more/b.py", "more/lib", "more/lib/b.py", "more/lib/deep"]
    assert await paths(workspace) == [*found, "more/lib/deep/c.py"]
    assert await workspace.fetch([at("more/lib/deep/c.py")]) == {"more/lib/deep/c.py": b"3"}


async def test_a_name_can_get_another_case(workspace: Workspace) -> None:
    await write(workspace, readme="1", lib__b_py="2")

    await workspace.rename(at("readme"), at("README"))
    await workspace.rename(at("lib"), at("Lib"))

    assert await paths(workspace) == ["Lib", "Lib/b.py", "README"]


async def test_a_rename_replaces_nothing_and_goes_into_no_folder_of_its_own(
    workspace: Workspace,
) -> None:
    await write(workspace, a_py="1", b_py="2", lib__c_py="3")

    with pytest.raises(AlreadyExists, match=r"b.py"):
        await workspace.rename(at("a.py"), at("b.py"))
    with pytest.raises(InvalidInput, match="into itself"):
        await workspace.rename(at("lib"), at("lib/deep"))
    with pytest.raises(Conflict, match="differ only in case"):
        await workspace.rename(at("a.py"), at("B.py"))

    assert await paths(workspace) == ["a.py", "b.py", "lib", "lib/c.py"]


async def test_a_folder_goes_with_all_that_is_in_it(workspace: Workspace) -> None:
    await write(workspace, a_py="1", lib__b_py="2", lib__deep__er__c_py="3")

    await workspace.delete(at("lib"))
    await workspace.delete(at("a.py"))

    assert await paths(workspace) == []


async def test_what_fails_midway_leaves_everything_as_it_was(tmp_path: Path) -> None:
    class Full(DirectoryWorkspace):
        async def _stage(self, hidden: FilePath, content: bytes) -> None:
            if content == b"the last straw":
                raise Unavailable("the disk is full")
            await super()._stage(hidden, content)

    workspace: TreeWorkspace = Full(tmp_path)
    await workspace.write(at("a.py"), b"1")

    with pytest.raises(Unavailable):
        await workspace.write_all({at("a.py"): b"2", at("b.py"): b"the last straw"})

    assert [path.name for path in tmp_path.iterdir()] == ["a.py"]
    assert (tmp_path / "a.py").read_bytes() == b"1"


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
