"""Archives of packages that mean no good."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from shared.engine.packages import archives
from shared.engine.packages.archives import Unfit


def archive(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in entries:
            opened.writestr(name, content)
    return made.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    "content",
    [
        archive(("../mine.py", b"")),
        archive(("a/../../mine.py", b"")),
        archive(("/tmp/mine.py", b"")),  # noqa: S108
        archive(("a\\..\\mine.py", b"")),
        archive((link("link"), b"/etc/passwd")),
        archive(("folder/", b"")),
        b"not an archive",
        archive(("a.py", b"x"))[:-10],
    ],
    ids=["up", "through", "absolute", "backslash", "link", "folder", "none", "cut off"],
)
def test_what_leads_elsewhere_is_refused(content: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "sets" / "one"
    folder.parent.mkdir()

    with pytest.raises(Unfit):
        archives.packages_in(content)
    with pytest.raises(Unfit):
        archives.unpack(content, folder)

    assert [*tmp_path.rglob("*")] == [folder.parent]


def test_an_archive_that_grows_too_large_is_refused(tmp_path: Path) -> None:
    part = bytes(64 * 1024 * 1024)
    content = archive(*((f"{n}.bin", part) for n in range(17)))

    with pytest.raises(Unfit, match="bytes"):
        archives.unpack(content, tmp_path / "one")

    assert [*tmp_path.iterdir()] == []


def test_a_file_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    content = archive(("a.bin", bytes(1_000_000))).replace(
        (1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    )

    with pytest.raises(Unfit):
        archives.unpack(content, tmp_path / "one")

    assert [*tmp_path.iterdir()] == []


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    content = archive(*((str(n), b"") for n in range(archives.MOST_FILES + 1)))

    with pytest.raises(Unfit, match="files"):
        archives.unpack(content, tmp_path / "one")


def test_what_is_unpacked_is_for_reading_only_and_can_be_removed(tmp_path: Path) -> None:
    folder = tmp_path / "one"

    archives.unpack(archive(("a/b.py", b"x")), folder)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
    archives.unpack(archive(("a/b.py", b"y")), folder)  # another process was first
    content = (folder / "a" / "b.py").read_bytes()
    archives.remove(folder)

    assert modes == {"one": 0o555, "a": 0o555, "b.py": 0o444}
    assert content == b"x"
    assert [*tmp_path.iterdir()] == []


def test_no_packages_are_an_archive_too() -> None:
    assert archives.packages_in(archives.EMPTY) == ()
