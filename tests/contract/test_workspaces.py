"""Every Workspace keeps this contract."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.errors import Unavailable
from shared.services.workspace import DirectoryWorkspace, MemoryWorkspace, Workspace

Change = Callable[[str, str | None], None]


@pytest.fixture(params=["memory", "directory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Workspace, Change]:
    if request.param == "memory":
        files: dict[str, str] = {}

        def set_text(path: str, text: str | None) -> None:
            files.pop(path, None) if text is None else files.update({path: text})

        return MemoryWorkspace(files), set_text

    def write(path: str, text: str | None) -> None:
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink() if text is None else target.write_text(text)

    return DirectoryWorkspace(tmp_path), write


async def test_it_reads_every_file_by_its_path(place: tuple[Workspace, Change]) -> None:
    workspace, change = place
    change("hello.py", "print('¡Hola!')")
    change("deep/er/data.json", "{}")

    files = await workspace.read()

    assert files == {"hello.py": "print('¡Hola!')".encode(), "deep/er/data.json": b"{}"}


async def test_its_stamp_changes_with_its_files(place: tuple[Workspace, Change]) -> None:
    workspace, change = place
    change("a.py", "1")
    stamps = [await workspace.stamp(), await workspace.stamp()]

    change("a.py", "22")
    stamps.append(await workspace.stamp())
    change("b.py", "1")
    stamps.append(await workspace.stamp())
    change("b.py", None)
    stamps.append(await workspace.stamp())

    assert stamps[0] == stamps[1]
    assert len({stamps[1], stamps[2], stamps[3]}) == 3
    assert stamps[4] == stamps[2]


async def test_it_answers_a_ping(place: tuple[Workspace, Change]) -> None:
    await place[0].ping()


async def test_hidden_files_data_and_links_are_left_out(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    for path in (".git/config", ".env", "data/acme/x.py", "__pycache__/a.pyc", "a.py"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")
    (tmp_path / "outside.py").write_text("secret")
    (root / "link.py").symlink_to(tmp_path / "outside.py")
    (root / "up").symlink_to(tmp_path)

    files = await DirectoryWorkspace(root).read()

    assert set(files) == {"a.py"}


async def test_a_name_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.py")).write_text("x")
    workspace = DirectoryWorkspace(tmp_path)

    assert await workspace.stamp()
    assert set(await workspace.read()) == {"a.py"}


async def test_a_missing_folder_is_unavailable(tmp_path: Path) -> None:
    workspace = DirectoryWorkspace(tmp_path / "nowhere")

    for look in (workspace.stamp, workspace.read):
        with pytest.raises(Unavailable, match="cannot be read"):
            await look()


async def test_a_missing_folder_is_not_ready(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="folder"):
        await DirectoryWorkspace(tmp_path / "nowhere").ping()
