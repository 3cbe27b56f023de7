"""Zips as Mac and Windows make them are read, without what the desktop added."""

import io
import stat
import unicodedata
import warnings
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import BifrostError
from shared.models.paths import FilePath
from shared.services.workspace.archives import unpacked

ROOT = FilePath()
JUNK = [
    "__MACOSX/",
    "__MACOSX/._a.py",
    "__MACOSX/lib/._b.py",
    "lib/__MACOSX/x",
    ".DS_Store",
    "lib/.DS_Store",
    "lib/.ds_store",
    "._a.py",
    "lib/._b.py",
    "Thumbs.db",
    "lib/thumbs.DB",
    "desktop.ini",
    "lib/Desktop.ini",
    "ehthumbs.db",
    "Icon\r",
    ".localized",
    ".Spotlight-V100/x",
    ".Trashes/",
    "$RECYCLE.BIN/x",
    "System Volume Information/x",
    "~$prices.xlsx",
    "lib\\Thumbs.db",
    "__MACOSX\\._a.py",
]


def zipped(files: Mapping[str, bytes], *, mode: int = 0, flags: int | None = None) -> bytes:
    """Names stay as they are; ``flags`` replaces what the library says of their encoding."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in files.items():
            entry = zipfile.ZipInfo("x")
            entry.filename = entry.orig_filename = name
            entry.external_attr = mode << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    made = bytearray(target.getvalue())
    if flags is not None:
        for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            at = made.index(signature) + offset
            made[at : at + 2] = flags.to_bytes(2, "little")
    return bytes(made)


def raw_named(name: bytes) -> bytes:
    """A zip with one file whose name is these bytes and is not said to be UTF-8."""
    return zipped({"n" * len(name): b"x"}).replace(b"n" * len(name), name)


def names(archive: bytes) -> set[str]:
    return {str(path) for path in unpacked(archive, ROOT).files}


@pytest.mark.parametrize("junk", JUNK)
def test_what_a_desktop_adds_is_left_out_and_told(junk: str) -> None:
    found = unpacked(zipped({"a.py": b"1", junk: b"", "lib/b.py": b"2"}), ROOT)

    assert {str(path): content for path, content in found.files.items()} == {
        "a.py": b"1",
        "lib/b.py": b"2",
    }
    assert list(found.ignored) == [junk.replace("\\", "/")]
    assert "is ignored" in next(iter(found.ignored.values()))


def test_at_most_a_hundred_names_are_told() -> None:
    found = unpacked(zipped({f"__MACOSX/{n}": b"" for n in range(300)}), ROOT)

    assert (len(found.files), len(found.ignored)) == (0, 100)


def test_backslashes_are_slashes_and_folders_may_be_entries() -> None:
    archive = zipped({"lib\\": b"", "lib\\deep\\a.py": b"1", "empty/": b"", "lib/b.py": b""})

    assert names(archive) == {"lib/deep/a.py", "lib/b.py"}


def test_one_folder_around_everything_stays() -> None:
    assert names(zipped({"project/": b"", "project/a.py": b""})) == {"project/a.py"}


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Übersicht.py".encode("cp437"), "Übersicht.py"),
        ("Übersicht.py".encode(), "Übersicht.py"),
        (unicodedata.normalize("NFD", "Übersicht.py").encode(), "Übersicht.py"),
        ("報告.csv".encode(), "報告.csv"),
        ("🙂.txt".encode(), "🙂.txt"),
    ],
    ids=["windows", "mac", "mac decomposed", "japanese", "emoji"],
)
def test_a_name_is_read_as_it_was_meant(raw: bytes, name: str) -> None:
    assert names(raw_named(raw)) == {name}


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (zipped({"..\\x.py": b""}), "not every store"),
        (zipped({"a\\..\\..\\x.py": b""}), "not every store"),
        (zipped({"\\\\server\\x.py": b""}), "not every store"),
        (zipped({"C:\\x.py": b""}), "not every store"),
        (zipped({"__MACOSX/../../x.py": b""}), "leads out of its folder"),
        (zipped({"__MACOSX/../x.py": b""}), "leads out of its folder"),
        (zipped({"/.DS_Store": b""}), "absolute"),
        (zipped({"a/../.DS_Store": b""}), "leads out of its folder"),
        (zipped({"..\\Thumbs.db": b""}), "not every store"),
        (zipped({"__MACOSX/x": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777), "link"),
        (zipped({".DS_Store": b"/etc"}, mode=stat.S_IFLNK | 0o777), "link"),
        (zipped({".git/hooks/x": b""}), "hidden"),
        (zipped({".env": b""}), "hidden"),
        (zipped({"a.py": b"x"}, flags=1), "without a password"),
        (zipped({"lib\\a.py": b"", "lib/a.py": b""}), "twice"),
    ],
)
def test_what_is_no_desktops_is_refused_in_words(archive: bytes, words: str) -> None:
    with pytest.raises(BifrostError, match=words):
        unpacked(archive, ROOT)


PARTS = st.sampled_from(
    ["a", "..", ".", "", "__MACOSX", ".DS_Store", "._x", "Thumbs.db", "C:", "con", "\0", "ü"]
)


@given(st.lists(PARTS, min_size=1, max_size=5), st.sampled_from(["/", "\\"]))
def test_nothing_ends_up_outside_the_folder(parts: list[str], separator: str) -> None:
    archive = zipped({separator.join(parts) or "x": b"x"})
    folder = FilePath.parse("in")

    try:
        found = unpacked(archive, folder)
    except BifrostError:
        return

    for path in found.files:
        assert path.is_in(folder)
        assert FilePath.parse(str(path)) == path
