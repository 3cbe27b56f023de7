import asyncio
import os
import shutil
import stat
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from shared.engine.code.snapshots import Snapshots
from shared.errors import Unavailable
from shared.models.paths import FilePath
from shared.services.workspace.folders import DirectoryWorkspace
from shared.services.workspace.ignored import IgnoredFiles
from shared.services.workspace.memory import MemoryWorkspace
from shared.services.workspace.workspace import Entry, Files


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


class Counted(MemoryWorkspace):
    """Remembers what was read of it."""

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__(files)
        self.looks = 0
        self.fetched: list[str] = []

    async def code(self, ignored: IgnoredFiles | None = None) -> Sequence[Entry]:
        self.looks += 1
        return await super().code(ignored)

    async def fetch(self, paths: Collection[FilePath]) -> Files:
        self.fetched += map(str, paths)
        return await super().fetch(paths)


async def test_of_many_files_only_the_changed_ones_are_read_again(tmp_path: Path) -> None:
    workspace = Counted({f"lib/{n}.py": str(n) for n in range(500)})
    snapshots = Snapshots(workspace, tmp_path, 0)
    first = await snapshots.current()
    workspace.fetched.clear()

    workspace.files["lib/7.py"] = "changed"
    workspace.files["new.py"] = "new"
    del workspace.files["lib/8.py"]
    second = await snapshots.current()

    assert workspace.fetched == ["lib/7.py", "new.py"]
    assert (second.root / "lib/7.py").read_text() == "changed"
    assert (first.root / "lib/7.py").read_text() == "7"
    assert not (second.root / "lib/8.py").exists()
    assert (second.root / "lib/9.py").samefile(first.root / "lib/9.py")
    changed = dict(second.hashes.items() - first.hashes.items())
    assert changed.keys() == {"lib/7.py", "new.py"}
    assert len(second.files) == 500


async def test_the_same_content_is_the_same_version_however_it_came_to_be(tmp_path: Path) -> None:
    workspace = MemoryWorkspace({"a.py": "1", "b.py": "1"})
    snapshots = Snapshots(workspace, tmp_path, 0)
    first = await snapshots.current()

    workspace.files["a.py"] = "2"
    await snapshots.current()
    workspace.files["a.py"] = "1"

    assert await snapshots.current() == first


async def test_a_change_that_was_told_of_is_seen_at_once(tmp_path: Path) -> None:
    workspace, told = Counted({"a.py": "1"}), ["0"]

    async def version() -> str:
        return told[0]

    snapshots = Snapshots(workspace, tmp_path, 60, version)
    old = await snapshots.current()
    assert await snapshots.current() is old
    workspace.files["a.py"], told[0] = "2", "1"

    found = await asyncio.gather(*(snapshots.current() for _ in range(5)))

    assert {(one.root / "a.py").read_text() for one in found} == {"2"}
    assert workspace.looks == 2


async def test_a_file_that_vanishes_while_it_is_read_is_not_in_it(tmp_path: Path) -> None:
    class Vanishing(MemoryWorkspace):
        async def fetch(self, paths: Collection[FilePath]) -> Files:
            self.files.pop("a.py", None)
            return await super().fetch(paths)

    snapshot = await Snapshots(Vanishing({"a.py": "1", "b.py": "2"}), tmp_path, 0).current()

    assert snapshot.files == ("b.py",)


async def test_a_huge_file_is_left_out_and_reported(tmp_path: Path) -> None:
    folder, cache = tmp_path / "workspace", tmp_path / "cache"
    folder.mkdir()
    (folder / "a.py").write_text("1")
    with (folder / "huge.bin").open("wb") as huge:
        huge.truncate(4 * 1024**3)

    snapshot = await Snapshots(DirectoryWorkspace(folder), cache, 0).current()

    assert snapshot.files == ("a.py",)
    assert snapshot.ignored == {"huge.bin": "it has 4294967296 bytes, and code at most 52428800"}


async def test_nothing_is_left_of_a_copy_that_failed(tmp_path: Path) -> None:
    class Broken(MemoryWorkspace):
        async def fetch(self, paths: Collection[FilePath]) -> Files:
            raise Unavailable(f"{len(paths)} files cannot be read")

    with pytest.raises(Unavailable):
        await Snapshots(Broken({"a.py": "1"}), tmp_path, 0).current()

    assert list(tmp_path.iterdir()) == []


async def test_workers_that_are_other_users_can_read_the_code(tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    files = {"lib/a.py": "one"}

    snapshot = await Snapshots(MemoryWorkspace(files), folder, 0).current()

    wanted = 0o755 if os.geteuid() == 0 else 0o700
    for place in (folder, snapshot.root):
        assert stat.S_IMODE(place.stat().st_mode) == wanted
