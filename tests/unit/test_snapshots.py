import os
import shutil
from pathlib import Path

import pytest

from shared.engine.snapshots import Snapshots
from shared.services.workspace import MemoryWorkspace


async def test_the_same_files_are_the_same_folder(tmp_path: Path) -> None:
    workspace = MemoryWorkspace({"a.py": "1", "lib/b.py": "2"})

    first = await Snapshots(workspace, tmp_path, 0).current()
    second = await Snapshots(workspace, tmp_path, 0).current()

    assert first == second
    assert (first.root / "lib" / "b.py").read_text() == "2"


async def test_a_change_is_another_folder_and_the_old_one_stays(tmp_path: Path) -> None:
    workspace = MemoryWorkspace({"a.py": "1"})
    snapshots = Snapshots(workspace, tmp_path, 0)
    old = await snapshots.current()

    workspace.files["a.py"] = "2"
    new = await snapshots.current()

    assert old.version != new.version
    assert [(s.root / "a.py").read_text() for s in (old, new)] == ["1", "2"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("draft")] == []


async def test_it_looks_no_more_often_than_it_was_told(tmp_path: Path) -> None:
    workspace = MemoryWorkspace({"a.py": "1"})
    snapshots = Snapshots(workspace, tmp_path, 60)
    old = await snapshots.current()

    workspace.files["a.py"] = "2"

    assert await snapshots.current() is old


async def test_what_somebody_cleaned_away_is_copied_again(tmp_path: Path) -> None:
    snapshots = Snapshots(MemoryWorkspace({"a.py": "1"}), tmp_path, 0)
    first = await snapshots.current()
    shutil.rmtree(first.root)

    second = await snapshots.current()

    assert (second.root / "a.py").read_text() == "1"


async def test_what_was_used_lately_is_kept_and_what_was_not_is_removed(tmp_path: Path) -> None:
    workspace = MemoryWorkspace({"a.py": "1"})
    snapshots = Snapshots(workspace, tmp_path, 0)
    old = await snapshots.current()
    os.utime(old.root, (0, 0))
    used = await snapshots.current()
    forgotten = tmp_path / "forgotten"
    forgotten.mkdir()
    os.utime(forgotten, (0, 0))

    workspace.files["a.py"] = "2"
    await snapshots.current()

    assert used.root.is_dir()
    assert not forgotten.exists()


async def test_files_cannot_be_written(tmp_path: Path) -> None:
    snapshot = await Snapshots(MemoryWorkspace({"a.py": "1"}), tmp_path, 0).current()

    assert (snapshot.root / "a.py").stat().st_mode & 0o222 == 0


async def test_a_folder_that_others_can_write_to_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)

    with pytest.raises(PermissionError, match="others"):
        await Snapshots(MemoryWorkspace({"a.py": "1"}), tmp_path, 0).current()
