"""Every workspace reads, writes, lists and renames files alike."""

import asyncio
from pathlib import Path

import pytest

from shared.errors import AlreadyExists, Conflict, InvalidInput, NotFound, TooLarge, Unavailable
from shared.models.paths import FilePath
from shared.services.workspace.folders import DirectoryWorkspace
from shared.services.workspace.ignored import IgnoredFiles
from shared.services.workspace.trees import TreeWorkspace, etag_of
from shared.services.workspace.workspace import Condition, Workspace
from tests.contract.stores.workspaces.workspaces_helpers import ROOT, at, marks, paths, write


async def test_what_was_written_is_read(workspace: Workspace) -> None:
    content = "print('¡Hola!')".encode()

    await workspace.write(at("deep/er/hello.py"), content)

    found = await workspace.read(at("deep/er/hello.py"), limit=100)
    assert (found.content, found.etag, found.entry.size) == (content, etag_of(content), 16)
    assert await workspace.fetch([at("deep/er/hello.py"), at("none.py")]) == {
        "deep/er/hello.py": content
    }


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"x" * 3_000_000])
async def test_any_bytes_come_back(workspace: Workspace, content: bytes) -> None:
    await workspace.write(at("a.bin"), content)

    assert (await workspace.read(at("a.bin"), limit=3_000_000)).content == content


async def test_a_part_is_read_by_its_place(workspace: Workspace) -> None:
    await write(workspace, a="0123456789")

    parts = [await workspace.read_part(at("a"), n, 4) for n in (0, 4, 8, 12)]

    assert [content for _, content in parts] == [b"0123", b"4567", b"89", b""]
    assert {entry.size for entry, _ in parts} == {10}


async def test_a_file_over_the_limit_is_too_large(workspace: Workspace) -> None:
    await write(workspace, a_py="12345")

    with pytest.raises(TooLarge, match=r"'a.py' has 5 bytes"):
        await workspace.read(at("a.py"), limit=4)


async def test_a_mark_changes_with_its_file_and_no_other(workspace: Workspace) -> None:
    await write(workspace, a_py="1", lib__b_py="1")
    first = await marks(workspace)

    await write(workspace, lib__b_py="22")
    second = await marks(workspace)

    assert first.keys() == second.keys() == {"a.py", "lib/b.py"}
    assert [path for path in first if first[path] != second[path]] == ["lib/b.py"]
    await workspace.delete(at("a.py"))
    assert (await marks(workspace)).keys() == {"lib/b.py"}


async def test_data_is_no_code(workspace: Workspace) -> None:
    await write(workspace, data__acme__x_py="1", a_py="1")

    assert list(await marks(workspace)) == ["a.py"]
    assert await paths(workspace) == ["a.py", "data", "data/acme", "data/acme/x.py"]


async def test_a_folder_of_code_may_be_called_data_too(workspace: Workspace) -> None:
    await write(workspace, lib__data__x_py="1")

    assert list(await marks(workspace)) == ["lib/data/x.py"]


async def test_what_lies_deeper_than_a_path_goes_is_left_out(tmp_path: Path) -> None:
    """It was put there past the platform; each level is looked for from the root."""
    for depth in (48, 60):
        folder = tmp_path.joinpath("deep", *"d" * depth)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "x.py").write_text("1")

    left_out = IgnoredFiles()

    found = await DirectoryWorkspace(tmp_path).code(left_out)

    assert [len(entry.path.parts) for entry in found] == [50]
    (place, reason), *_ = left_out.reasons.items()
    assert place == "/".join(("deep", *"d" * 49))
    assert "deeper than 49 folders" in reason


@pytest.mark.parametrize("path", ["Data/acme/x.py", "DATA"])
async def test_data_in_another_spelling_is_refused_before_it_is_in_the_way(
    workspace: Workspace, path: str
) -> None:
    await write(workspace, a_py="1")

    with pytest.raises(Conflict, match="another spelling"):
        await workspace.write(at(path), b"1")
    with pytest.raises(Conflict, match="another spelling"):
        await workspace.write_all({at(path): b"1"})
    with pytest.raises(Conflict, match="another spelling"):
        await workspace.make_folder(at(path))
    with pytest.raises(Conflict, match="another spelling"):
        await workspace.rename(at("a.py"), at(path))

    await workspace.write(at("data/acme/x.py"), b"1")
    assert await paths(workspace) == ["a.py", "data", "data/acme", "data/acme/x.py"]


async def test_a_folder_is_listed_one_level_deep(workspace: Workspace) -> None:
    await write(workspace, lib__a_py="12", lib__deep__b_py="1")
    await workspace.make_folder(at("lib/empty"))

    found = await workspace.list(at("lib"))

    assert [(str(e.path), e.is_folder, e.size) for e in found] == [
        ("lib/a.py", False, 2),
        ("lib/deep", True, 0),
        ("lib/empty", True, 0),
    ]


async def test_an_empty_workspace_has_nothing_and_answers_a_ping(workspace: Workspace) -> None:
    await workspace.ping()

    assert (await workspace.list(ROOT), await workspace.walk(ROOT)) == ([], [])
    assert await workspace.code() == []


async def test_what_is_not_there_is_not_found(workspace: Workspace) -> None:
    await write(workspace, a_py="1")
    nowhere = at("no/where.py")

    for attempt in (
        workspace.list(at("no")),
        workspace.walk(at("no")),
        workspace.list(at("a.py")),
        workspace.read(nowhere, limit=9),
        workspace.read_part(nowhere, 0, 9),
        workspace.rename(nowhere, at("b.py")),
        workspace.delete(nowhere),
    ):
        with pytest.raises(NotFound):
            await attempt
    assert await workspace.find(nowhere) is None


async def test_a_write_is_refused_where_the_file_is_not_what_was_read(
    workspace: Workspace,
) -> None:
    await write(workspace, a_py="1")
    etag = etag_of(b"1")
    await workspace.write(at("a.py"), b"2", Condition(etag=etag))

    with pytest.raises(Conflict, match=f"its etag is {etag_of(b'2')} now"):
        await workspace.write(at("a.py"), b"3", Condition(etag=etag))
    with pytest.raises(Conflict, match=r"'gone.py' is gone"):
        await workspace.write(at("gone.py"), b"3", Condition(etag=etag))
    with pytest.raises(AlreadyExists, match=r"a.py"):
        await workspace.write(at("a.py"), b"3", Condition(is_new=True))

    assert await workspace.fetch([at("a.py")]) == {"a.py": b"2"}


async def test_of_writers_who_read_the_same_one_wins(workspace: Workspace) -> None:
    await write(workspace, a_py="0")
    counts_on = Condition(etag=etag_of(b"0"))

    ends = await asyncio.gather(
        *(workspace.write(at("a.py"), str(n).encode(), counts_on) for n in range(1, 6)),
        return_exceptions=True,
    )

    assert sum(isinstance(end, Conflict) for end in ends) == 4


@pytest.mark.parametrize("path", ["A.py", "LIB/x.py", "lib/B.PY", "LIB"])
async def test_names_that_differ_in_case_only_are_refused(workspace: Workspace, path: str) -> None:
    await write(workspace, a_py="1", lib__b_py="1")
    before = await paths(workspace)

    with pytest.raises(Conflict, match="differ only in case"):
        await workspace.write(at(path), b"2")
    with pytest.raises(Conflict, match="differ only in case"):
        await workspace.make_folder(at(path))
    with pytest.raises(Conflict, match="differ only in case"):
        await workspace.write_all({at("new.py"): b"", at(path): b"2"})

    assert await paths(workspace) == before


async def test_files_and_folders_are_not_put_in_each_others_place(workspace: Workspace) -> None:
    await write(workspace, a_py="1", lib__b_py="1")

    for attempt, words in (
        (workspace.write(at("lib"), b""), "is a folder"),
        (workspace.write(at("a.py/b"), b""), "is a file"),
        (workspace.make_folder(at("a.py")), "already"),
        (workspace.make_folder(at("lib")), "already"),
        (workspace.make_folder(at("a.py/b")), "is a file"),
        (workspace.read(at("lib"), limit=1), "is a folder"),
        (workspace.write_all({at("n"): b"", at("n/m"): b""}), "both a file and a folder"),
        (workspace.write_all({at("n"): b"", at("N"): b""}), "differ only in case"),
    ):
        with pytest.raises(Conflict, match=words):
            await attempt
    assert await paths(workspace) == ["a.py", "lib", "lib/b.py"]


async def test_many_are_written_at_once(workspace: Workspace) -> None:
    await write(workspace, a_py="1", lib__b_py="1")

    await workspace.write_all({at("a.py"): b"2", at("lib/c.py"): b"3", at("new/d.py"): b"4"})

    found = await workspace.fetch([at(path) for path in ("a.py", "lib/c.py", "new/d.py")])
    assert found == {"a.py": b"2", "lib/c.py": b"3", "new/d.py": b"4"}
    assert await paths(workspace) == ["a.py", "lib", "lib/b.py", "lib/c.py", "new", "new/d.py"]


async def test_files_and_folders_are_renamed(workspace: Workspace) -> None:
    await write(workspace, a_py="1", lib__b_py="2", lib__deep__c_py="3")

    await workspace.rename(at("a.py"), at("more/b.py"))
    await workspace.rename(at("lib"), at("more/lib"))

    found = ["more", "more/b.py", "more/lib", "more/lib/b.py", "more/lib/deep"]
    assert await paths(workspace) == [*found, "more/lib/deep/c.py"]
    assert await workspace.fetch([at("more/lib/deep/c.py")]) == {"more/lib/deep/c.py": b"3"}


async def test_a_name_can_get_another_case(workspace: Workspace) -> None:
    await write(workspace, readme="1", lib__b_py="2")

    await workspace.rename(at("readme"), at("README"))
    await workspace.rename(at("lib"), at("Lib"))

    assert await paths(workspace) == ["Lib", "Lib/b.py", "README"]


async def test_a_rename_replaces_nothing_and_goes_into_no_folder_of_its_own(
    workspace: Workspace,
) -> None:
    await write(workspace, a_py="1", b_py="2", lib__c_py="3")

    with pytest.raises(AlreadyExists, match=r"b.py"):
        await workspace.rename(at("a.py"), at("b.py"))
    with pytest.raises(InvalidInput, match="into itself"):
        await workspace.rename(at("lib"), at("lib/deep"))
    with pytest.raises(Conflict, match="differ only in case"):
        await workspace.rename(at("a.py"), at("B.py"))

    assert await paths(workspace) == ["a.py", "b.py", "lib", "lib/c.py"]


async def test_a_folder_goes_with_all_that_is_in_it(workspace: Workspace) -> None:
    await write(workspace, a_py="1", lib__b_py="2", lib__deep__er__c_py="3")

    await workspace.delete(at("lib"))
    await workspace.delete(at("a.py"))

    assert await paths(workspace) == []


async def test_what_fails_midway_leaves_everything_as_it_was(tmp_path: Path) -> None:
    class Full(DirectoryWorkspace):
        async def _stage(self, hidden: FilePath, content: bytes) -> None:
            if content == b"the last straw":
                raise Unavailable("the disk is full")
            await super()._stage(hidden, content)

    workspace: TreeWorkspace = Full(tmp_path)
    await workspace.write(at("a.py"), b"1")

    with pytest.raises(Unavailable):
        await workspace.write_all({at("a.py"): b"2", at("b.py"): b"the last straw"})

    assert [path.name for path in tmp_path.iterdir()] == ["a.py"]
    assert (tmp_path / "a.py").read_bytes() == b"1"
