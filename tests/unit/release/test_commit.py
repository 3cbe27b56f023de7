"""What a folder tells of the commit that it was made from, and which schema is said."""

import pkgutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

import shared.repositories
from shared import release
from shared.services.sqlite import schema

SOME = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["commit", "--quiet", "--allow-empty", "-m", "x"],
    ):
        _git(tmp_path, *command)
    return tmp_path


def test_a_package_has_the_commit_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "commit").write_text(f"{SOME}\n")

    assert release.commit_of(tmp_path) == SOME


@pytest.mark.parametrize("text", ["", "main", SOME[:-1], f"{SOME}\n{SOME}", "<script>", "é" * 40])
def test_what_is_no_commit_is_not_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "commit").write_text(text)

    assert release.commit_of(tmp_path) is None


def test_a_checkout_tells_its_head(repository: Path) -> None:
    assert release.commit_of(repository) == _git(repository, "rev-parse", "HEAD")


def test_packed_branches_and_a_detached_head_are_read(repository: Path) -> None:
    head = _git(repository, "rev-parse", "HEAD")
    _git(repository, "pack-refs", "--all")
    packed = release.commit_of(repository)
    _git(repository, "checkout", "--quiet", "--detach")

    assert [packed, release.commit_of(repository)] == [head, head]


def test_a_worktree_tells_its_own_head(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("worktree") / "other"
    _git(repository, "worktree", "add", "--quiet", "-b", "other", str(place))
    _git(place, "commit", "--quiet", "--allow-empty", "-m", "y")

    assert release.commit_of(place) == _git(place, "rev-parse", "HEAD")
    assert release.commit_of(place) != release.commit_of(repository)


def test_the_schema_is_the_newest_of_rows_and_tables() -> None:
    rows = [
        int(str(vars(module)["SCHEMA"])) for module in _repositories() if "SCHEMA" in vars(module)
    ]

    assert rows
    assert max(*rows, schema.VERSION) == release.SCHEMA


def _repositories() -> list[object]:
    found = pkgutil.walk_packages(shared.repositories.__path__, "shared.repositories.")
    return [import_module(one.name) for one in found]


def _git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
