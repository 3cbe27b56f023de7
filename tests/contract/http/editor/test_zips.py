"""Zips that are uploaded and downloaded."""

import io
import stat
import zipfile
from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from tests.contract.http.editor.editor_helpers import ZIP, Editor, zip_of


async def test_a_zip_is_unpacked_where_it_is_wanted(editor: Editor, files: dict[str, str]) -> None:
    archive = zip_of({"hello.py": b"new", "deep/er/a.bin": b"\xff", "empty/": b""})

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


def _lying(archive: bytes, size: int) -> bytes:
    """One that says a smaller size of its only entry, in both of the places for it."""
    changed = bytearray(archive)
    for signature, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = changed.index(signature) + offset
        changed[at : at + 4] = size.to_bytes(4, "little")
    return bytes(changed)


def _encrypted() -> bytes:
    changed = bytearray(zip_of({"new.py": b"x"}))
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
    "a cut one": (zip_of({"new.py": b"x" * 100})[:60], 400, "zip cannot be read"),
    "slip": (zip_of({"new.py": b"", "../../etc/cron.d/x": b""}), 400, "leads out of its folder"),
    "absolute": (zip_of({"new.py": b"", "/etc/cron.d/x": b""}), 400, "absolute"),
    "windows": (zip_of({"new.py": b"", "..\\x": b""}), 400, "not every store"),
    "hidden": (zip_of({"new.py": b"", ".git/hooks/x": b""}), 400, "hidden"),
    "a link": (zip_of({"new.py": b"/etc/passwd"}, stat.S_IFLNK | 0o777), 400, "link"),
    "a device": (zip_of({"new.py": b""}, stat.S_IFCHR | 0o600), 400, "device"),
    "case": (zip_of({"new.py": b"", "NEW.py": b""}), 409, "differ only in case"),
    "case of a folder": (zip_of({"new/a.py": b"", "NEW/b.py": b""}), 409, "differ only in case"),
    "case of what is there": (zip_of({"new.py": b"", "LIB/x.py": b""}), 409, "only in case"),
    "a file in a file": (zip_of({"new": b"", "new/a.py": b""}), 409, "both a file and a folder"),
    "over a folder": (zip_of({"new.py": b"", "lib": b""}), 409, "is a folder"),
    "below a file": (zip_of({"new.py": b"", "hello.py/a.py": b""}), 409, "is a file"),
    "encrypted": (_encrypted(), 400, "encrypted"),
    "lzma": (_packed_with(zipfile.ZIP_LZMA), 400, "deflate"),
    "a bomb": (zip_of({"new.py": b"\0" * (8 * MEGABYTE)}), 413, "is too large"),
    "a bomb that lies": (
        _lying(zip_of({"new.py": b"\0" * (8 * MEGABYTE)}), 10),
        400,
        "zip cannot be read",
    ),
    "a huge file": (zip_of({"new.py": bytes(range(256)) * 40961}), 413, "is too large"),
    "many entries": (zip_of({f"new/{n}": b"" for n in range(5001)}), 413, "5000 entries"),
    "much in all": (
        zip_of({f"new/{n}": bytes(MEGABYTE) for n in range(101)}),
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
    answer = await editor("upload_files", zip_of({"a.py": b""}))

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
    archive = zip_of({"lib\\new.py": b"1", "Thumbs.db": b"", "__MACOSX/._new.py": b""})

    answer = await editor("upload_files", archive, {"content-type": kind}, path="")

    assert answer.status == 200, answer.json
    assert (answer.json["files"], answer.json["paths"]) == (1, ["lib/new.py"])
    assert [*answer.json["leftOut"]] == ["Thumbs.db", "__MACOSX/._new.py"]
    assert files["lib/new.py"] == "1"


async def test_a_zip_over_the_limit_is_too_large(editor: Editor) -> None:
    answer = await editor.upload(bytes(50 * MEGABYTE + 1))

    assert answer.status == 413
