"""What a box refuses to start with, for want of walls between runs and what is kept."""

import stat
import sys
from pathlib import Path

import pytest

from host.serve import walls
from host.serve.walls import WallsMissing

NEITHER = {"limits": True, "systemCalls": True, "files": False, "user": False}


@pytest.fixture
def open_code() -> list[Path]:
    """Code that every user may read."""
    return [Path("/usr/lib")]


def closed(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    (folder / "code").touch()
    return [folder / "code"]


def test_without_files_and_user_nothing_runs(open_code: list[Path]) -> None:
    with pytest.raises(WallsMissing, match="Landlock"):
        walls.require_sandbox(NEITHER, "default", open_code)


@pytest.mark.parametrize("layer", ["files", "user"])
def test_either_of_the_two_is_enough(open_code: list[Path], layer: str) -> None:
    walls.require_sandbox({**NEITHER, layer: True}, "default", open_code)


def test_layers_by_name_are_the_operators_choice(open_code: list[Path]) -> None:
    walls.require_sandbox(NEITHER, "systemCalls", open_code)


def test_a_user_of_its_own_is_no_wall_for_runs_that_stay_root_in_name(tmp_path: Path) -> None:
    """They do where other users cannot read the code, and root's files are theirs then."""
    layers = {**NEITHER, "user": True}

    with pytest.raises(WallsMissing):
        walls.require_sandbox(layers, "default", closed(tmp_path))


@pytest.mark.parametrize("place", ["/usr/local/key.pem", "/etc/ssl/private/key.pem", sys.prefix])
def test_nothing_is_kept_where_every_run_may_read(tmp_path: Path, place: str) -> None:
    with pytest.raises(WallsMissing, match="move"):
        walls.require_out_of_reach([tmp_path / "store", Path(place)], [])


def test_nothing_is_kept_among_code_by_a_link_either(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    (tmp_path / "store").symlink_to(workspace)

    with pytest.raises(WallsMissing, match="workspace"):
        walls.require_out_of_reach([tmp_path / "store"], [workspace])


def test_rights_of_others_are_taken_and_links_are_not_followed(tmp_path: Path) -> None:
    store, outside = tmp_path / "store", tmp_path / "outside"
    (store / "files" / "ab").mkdir(parents=True)
    (store / "files" / "ab" / "value").touch(0o644)
    outside.touch()
    outside.chmod(0o644)
    (store / "link").symlink_to(outside)

    changed = walls.make_private([store, tmp_path / "missing"])

    kept = [store, *store.rglob("*")]
    open_to_others = [path for path in kept if path.lstat().st_mode & 0o077]
    assert changed
    assert open_to_others == [store / "link"]
    assert stat.S_IMODE(outside.stat().st_mode) == 0o644
    assert walls.make_private([store]) == 0
