"""What a stranger left in a folder goes, and nothing else does."""

from pathlib import Path

import pytest

from sdk.sandbox import folders


def test_what_is_linked_to_stays(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    (theirs / "a" / "b").mkdir(parents=True)
    mine.mkdir()
    (mine / "file").touch()
    for place in (theirs, theirs / "a"):
        (place / "link").symlink_to(mine)
        (place / "broken").symlink_to("nowhere")

    folders.remove(theirs)

    assert not theirs.exists()
    assert (mine / "file").exists()


def test_a_link_in_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").touch()
    (tmp_path / "theirs").symlink_to(tmp_path / "mine")

    folders.remove(tmp_path / "theirs")

    assert (tmp_path / "mine" / "file").exists()


def test_folders_that_nobody_may_enter_go_too(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    (theirs / "a" / "b" / "c").mkdir(parents=True)
    for place in (theirs / "a" / "b", theirs / "a"):
        place.chmod(0)

    folders.remove(theirs)

    assert not theirs.exists()


def test_it_takes_few_open_files(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    (theirs / "wide" / "x").mkdir(parents=True)
    (theirs / Path(*"abcdefgh" * 20)).mkdir(parents=True)

    folders.empty(theirs)

    assert [*theirs.iterdir()] == []


def test_a_folder_that_fills_again_is_given_up(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(TimeoutError):
        folders.empty(tmp_path, seconds=-1)
