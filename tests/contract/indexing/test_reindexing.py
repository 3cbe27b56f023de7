"""A change costs the import of what changed and of what imports it; nobody waits long for it."""

import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from pathlib import Path

import pytest

from shared.engine.code.catalog import Catalog
from shared.engine.workers.pool import Pool
from shared.errors import Conflict, NotFound
from shared.models.workflows import Index
from shared.repositories.code.indexes import Indexes
from shared.services.blobs import MemoryBlobs
from shared.services.workspace.ignored import IgnoredFiles
from shared.services.workspace.memory import MemoryWorkspace
from shared.services.workspace.workspace import Entry
from shared.settings import Settings
from tests.unit.builders import catalog_over

#: Its description is when it was imported.
DATED = """import time
{imports}
from bifrost import workflow

@workflow(description=str(time.time_ns()))
def {name}(): ...
"""
Catalogs = Callable[..., Catalog]


def dated(name: str, imports: str = "") -> str:
    return DATED.format(name=name, imports=imports)


class CountingWorkspace(MemoryWorkspace):
    def __init__(self, files: dict[str, str]) -> None:
        super().__init__(files)
        self.looks = 0

    async def code(self, ignored: IgnoredFiles | None = None) -> Sequence[Entry]:
        self.looks += 1
        return await super().code(ignored)


@pytest.fixture
def blobs() -> MemoryBlobs:
    return MemoryBlobs()


@pytest.fixture
async def catalogs(tmp_path: Path, blobs: MemoryBlobs) -> AsyncGenerator[Catalogs]:
    """Makes catalogs, as processes over one store do."""
    names = {"BIFROST_CACHE_LOCATION": str(tmp_path), "BIFROST_DISCOVERY_SECONDS": "5"}
    made: list[Catalog] = []
    pools: list[Pool] = []

    def make(workspace: MemoryWorkspace, check_seconds: float = 0, maker: str = "a") -> Catalog:
        facts = {**names, "BIFROST_WORKSPACE_CHECK_SECONDS": check_seconds}
        settings = Settings.model_validate(facts)
        pools.append(Pool(settings))
        indexes = Indexes(blobs, maker)
        made.append(catalog_over(workspace, settings, pools[-1], indexes, patience_seconds=1.5))
        return made[-1]

    yield make
    for catalog in made:
        await catalog.close()
    for pool in pools:
        await pool.close()


def when(index: Index) -> Mapping[str, str]:
    """When each workflow's file was imported."""
    return {name: found.description for name, found in index.workflows.items()}


def changed(before: Index, after: Index) -> set[str]:
    return {name for name, at in when(after).items() if when(before).get(name) != at}


async def test_only_what_changed_and_what_imports_it_is_imported_again(catalogs: Catalogs) -> None:
    files = {
        "alone.py": dated("alone"),
        "direct.py": dated("direct", "import lib.names"),
        "indirect.py": dated("indirect", "from lib import more"),
        "lazily.py": dated("lazily", "def later():\n    from lib.names import X"),
        "lib/names.py": "X = 1\n",
        "lib/more.py": "from .names import X\n",
        "beside.py": dated("beside", "import other"),
        "other.py": "Y = 1\n",
    }
    workspace = MemoryWorkspace(files)
    catalog = catalogs(workspace)
    first = await catalog.index()

    files["lib/names.py"] = "X = 2\n"
    second = await catalog.index()
    files["alone.py"] += "# more\n"
    third = await catalog.index()
    del files["other.py"]
    fourth = await catalog.index()

    assert changed(first, second) == {"direct", "indirect", "lazily"}
    assert changed(second, third) == {"alone"}
    assert set(third.workflows) - set(fourth.workflows) == {"beside"}
    assert changed(third, fourth) == set()
    assert {found.version for found in third.workflows.values()} == {third.version}


async def test_a_file_that_lacked_another_is_imported_when_that_comes(catalogs: Catalogs) -> None:
    files = {"a.py": dated("late", "from lib.coming import X"), "b.py": dated("other")}
    workspace = MemoryWorkspace(files)
    catalog = catalogs(workspace)
    first = await catalog.index()

    files["lib/coming.py"] = "X = 1\n"
    second = await catalog.index()

    assert "lib" in first.problems[0].error
    assert changed(first, second) == {"late"}
    assert second.problems == ()


async def test_a_module_that_shadows_another_is_noticed(catalogs: Catalogs) -> None:
    files = {"a.py": dated("careful", "import tool"), "tool.py": "", "b.py": dated("other")}
    catalog = catalogs(MemoryWorkspace(files))
    first = await catalog.index()

    files["tool/__init__.py"] = "raise RuntimeError('ours')\n"
    second = await catalog.index()

    assert {problem.file for problem in second.problems} == {"a.py"}
    assert changed(first, second) == set()


async def test_a_process_that_starts_imports_nothing(
    catalogs: Catalogs, blobs: MemoryBlobs
) -> None:
    files = {"a.py": dated("x"), "b.py": dated("y"), "c.py": "import nothing_there\n"}
    first = await catalogs(MemoryWorkspace(files)).index()

    again = await catalogs(MemoryWorkspace({**files})).index()
    other_sdk = await catalogs(MemoryWorkspace({**files}), maker="b").index()

    assert again == first
    assert changed(first, other_sdk) == {"x", "y"}


async def test_the_stored_index_of_a_version_that_is_no_more_is_removed(
    catalogs: Catalogs, blobs: MemoryBlobs
) -> None:
    files = {"a.py": dated("x")}
    catalog = catalogs(MemoryWorkspace(files))
    versions = [(await catalog.index()).version]

    for number in range(3):
        files["a.py"] += f"# {number}\n"
        versions.append((await catalog.index()).version)

    assert len(set(versions)) == 4
    assert [name async for name in blobs.names("_index/a/")] == [f"_index/a/{versions[-1]}.json"]


async def test_a_stored_index_that_is_cut_off_is_made_anew(
    catalogs: Catalogs, blobs: MemoryBlobs
) -> None:
    files = {"a.py": dated("x")}
    first = await catalogs(MemoryWorkspace(files)).index()
    name = f"_index/a/{first.version}.json"
    await blobs.delete(name)
    await blobs.write(name, b'[{"file": "a.py"')

    second = await catalogs(MemoryWorkspace(files)).index()

    assert set(second.workflows) == {"x"}
    assert await blobs.find(name) != b'[{"file": "a.py"'


async def test_while_a_file_is_slow_the_others_of_the_change_are_there(catalogs: Catalogs) -> None:
    files = {"a.py": dated("first"), "z.py": dated("untouched")}
    catalog = catalogs(MemoryWorkspace(files))
    before = await catalog.index()
    files["a.py"] = dated("first") + "# changed\n"
    files["b.py"] = "import time; time.sleep(4)\n" + dated("slow")
    files["c.py"] = dated("added")

    started = time.monotonic()
    listed = await catalog.index()
    found = {name: await catalog.get(name) for name in ("first", "untouched")}
    waited = time.monotonic() - started
    added = await catalog.get("added")

    assert waited < 3
    assert listed == before
    assert found["untouched"].version != before.version
    assert found["first"].description != before.workflows["first"].description
    assert added.file == "c.py"
    with pytest.raises(NotFound):
        await catalog.get("nobody")
    assert (await _completely(catalog)).workflows["slow"].file == "b.py"


async def _completely(catalog: Catalog) -> Index:
    async def has_slow() -> Index | None:
        index = await catalog.index()
        return index if "slow" in index.workflows else None

    until = time.monotonic() + 10
    while (found := await has_slow()) is None:
        assert time.monotonic() < until
    return found


async def test_five_hundred_files_are_listed_without_a_look_at_them(catalogs: Catalogs) -> None:
    files = {f"f{number}.py": dated(f"w{number}") for number in range(500)}
    workspace = CountingWorkspace(files)
    catalog = catalogs(workspace, check_seconds=30)
    first = await catalog.index()
    looks = workspace.looks

    started = time.perf_counter()
    for _ in range(100):
        assert await catalog.index() is first
    waited = time.perf_counter() - started

    assert len(first.workflows) == 500
    assert workspace.looks == looks
    assert waited < 1


async def test_one_change_in_five_hundred_files_imports_one(catalogs: Catalogs) -> None:
    files = {f"f{number}.py": dated(f"w{number}") for number in range(500)}
    catalog = catalogs(MemoryWorkspace(files))
    first = await catalog.index()

    files["f250.py"] += "# changed\n"
    second = await catalog.index()

    assert changed(first, second) == {"w250"}


BROKEN = "x +\n"


async def test_a_workflow_whose_file_is_broken_is_not_said_to_be_nowhere(
    catalogs: Catalogs,
) -> None:
    files = {"customers/acme.py": dated("licence"), "b.py": dated("other")}
    catalog = catalogs(MemoryWorkspace(files))
    await catalog.index()
    files["customers/acme.py"] = BROKEN

    with pytest.raises(Conflict) as theirs:
        await catalog.get("licence")
    with pytest.raises(Conflict) as ours:
        await catalog.get("licence", to_admin=True)

    assert "'licence': its file cannot be imported at present" in str(theirs.value)
    assert "acme" not in str(theirs.value)
    assert "customers/acme.py: SyntaxError: invalid syntax (line 1)" in str(ours.value)
    with pytest.raises(NotFound):
        await catalog.get("nobody")


async def test_a_provider_whose_file_is_broken_says_so_too(catalogs: Catalogs) -> None:
    provider = "from bifrost import data_provider\n@data_provider\ndef cities(): ...\n"
    files = {"a.py": provider}
    catalog = catalogs(MemoryWorkspace(files))
    await catalog.index()
    files["a.py"] = BROKEN + provider

    with pytest.raises(Conflict, match="data provider 'cities': its file cannot be imported"):
        await catalog.provider("cities")


async def test_what_a_broken_file_had_is_known_through_more_changes(catalogs: Catalogs) -> None:
    files = {"a.py": dated("x"), "b.py": dated("y")}
    catalog = catalogs(MemoryWorkspace(files))
    await catalog.index()
    for number in range(3):
        files["a.py"] = f"{BROKEN}# {number}\n"
        files["b.py"] += "# more\n"
        await catalog.index()

    with pytest.raises(Conflict):
        await catalog.get("x")

    files["a.py"] = dated("z")
    with pytest.raises(NotFound):
        await catalog.get("x")
    files["a.py"] = BROKEN
    with pytest.raises(NotFound):
        await catalog.get("x")


async def test_what_moved_to_another_file_is_found_there(catalogs: Catalogs) -> None:
    files = {"a.py": dated("x")}
    catalog = catalogs(MemoryWorkspace(files))
    await catalog.index()
    files["a.py"], files["b.py"] = BROKEN, dated("x")

    assert (await catalog.get("x")).file == "b.py"


@pytest.mark.parametrize("maker", ["a", "another version"])
async def test_a_process_that_starts_knows_what_a_broken_file_had(
    catalogs: Catalogs, maker: str
) -> None:
    files = {"a.py": dated("x"), "b.py": dated("y")}
    first = catalogs(MemoryWorkspace(files))
    await first.index()
    await first.settled()
    files["a.py"] = BROKEN
    second = catalogs(MemoryWorkspace({**files}), maker=maker)
    with pytest.raises(Conflict):
        await second.get("x")
    await second.settled()

    third = catalogs(MemoryWorkspace({**files}), maker=maker)

    with pytest.raises(Conflict, match="its file cannot be imported at present"):
        await third.get("x")


async def test_a_file_that_is_gone_has_nothing(catalogs: Catalogs) -> None:
    files = {"a.py": dated("x"), "b.py": dated("y")}
    catalog = catalogs(MemoryWorkspace(files))
    await catalog.index()
    del files["a.py"]

    with pytest.raises(NotFound):
        await catalog.get("x")
