"""Which paths a file of the workspace can have."""

import pytest

from shared.errors import InvalidInput
from shared.models.paths import FilePath, data_folder

REFUSED = {
    "": "empty",
    "/etc/passwd": "absolute",
    "../a.py": "leads out of its folder",
    "lib/../../a.py": "leads out of its folder",
    "./a.py": "leads out of its folder",
    "a//b": "a part of it is empty",
    "lib/": "a part of it is empty",
    "C:/a.py": "not every store takes",
    "C:\\a.py": "not every store takes",
    "\\\\server\\share\\a.py": "not every store takes",
    "lib\\a.py": "not every store takes",
    "a\0.py": "invisible characters",
    "a\n.py": "invisible characters",
    "a\u202e.py": "invisible characters",
    "a\ud800.py": "invisible characters",
    "x" * 256: "255 bytes",
    "ü" * 128: "255 bytes",
    "a/" * 600 + "a": "1024 characters",
    "a/" * 50 + "a": "49 folders",
    ".env": "hidden",
    ".git/config": "hidden",
    "lib/.hidden/a.py": "hidden",
    "__pycache__/a.pyc": "not allowed in workspaces",
    "node_modules/a.js": "not allowed in workspaces",
    "CON": "device",
    "lib/nul.txt": "device",
    "com1.py": "device",
    "a.py ": "ends with",
    "a.py.": "ends with",
    "what?.py": "not every store takes",
}


@pytest.mark.parametrize(("path", "words"), REFUSED.items())
def test_a_path_that_is_not_one_file_everywhere_is_refused(path: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        FilePath.parse(path)


@pytest.mark.parametrize("path", ["a", "a.py", "lib/a b.py", "ü/文.txt", "a..b", "x" * 255])
def test_a_good_path_is_what_was_given(path: str) -> None:
    assert str(FilePath.parse(path)) == path


def test_organizations_whose_ids_differ_in_case_have_different_folders() -> None:
    ids = ["acme", "ACME", "Acme", "global", "GLOBAL", "Global", "1", "a1"]

    folders = [data_folder(org_id) for org_id in ids]

    assert len({folder.key for folder in folders}) == len(ids)
    assert str(folders[0]) == "data/acme"
    assert str(folders[4]) == "data/GLOBAL"
