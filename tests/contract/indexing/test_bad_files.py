"""Files that no careful author writes: each is reported with its reason, the others are there."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from shared.engine.code.catalog import Catalog
from shared.engine.workers.pool import Pool
from shared.repositories.code.indexes import Indexes
from shared.services.blobs import MemoryBlobs
from shared.services.workspace.folders import DirectoryWorkspace
from shared.settings import Settings
from tests.support.processes import is_alive
from tests.unit.builders import catalog_over

pytestmark = pytest.mark.sampled(one_of=2)

GOOD = "from bifrost import workflow\n\n@workflow\ndef {0}(name: str): ...\n"
MANY = """from bifrost import workflow
for n in range({0}):
    def f(): ...
    globals()[f"f{{n}}"] = workflow(name=f"w{{n}}")(f)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "workspace"
    made.mkdir()
    (made / "a_good.py").write_text(GOOD.format("first"))
    (made / "z_good.py").write_text(GOOD.format("last"))
    return made


@pytest.fixture
def seconds() -> int:
    """That a file may take; parametrize to have it be few."""
    return 20


@pytest.fixture
async def catalog(root: Path, tmp_path: Path, seconds: int) -> AsyncGenerator[Catalog]:
    names = {
        "BIFROST_CACHE_LOCATION": str(tmp_path / "cache"),
        "BIFROST_WORKSPACE_CHECK_SECONDS": "0",
        "BIFROST_DISCOVERY_SECONDS": str(seconds),
    }
    settings = Settings.model_validate(names)
    pool = Pool(settings)
    made = catalog_over(DirectoryWorkspace(root), settings, pool, Indexes(MemoryBlobs(), "tests"))
    yield made
    await made.close()
    await pool.close()


async def reason(catalog: Catalog, file: str) -> str:
    """Why the file is left out; nothing but it is."""
    index = await catalog.index()
    assert {"first", "last"} <= set(index.workflows)
    assert {problem.file for problem in index.problems} == {file}
    return index.problems[0].error


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00", "null bytes"),
        (b"\xff\xfea", "utf-8"),
        (b"x = '" + b"a" * 100 + b"\n", "unterminated string"),
        (b"(" * 2000 + b")" * 2000, "too many nested parentheses"),
        (b"-" * 50_000 + b"1", "Error"),
        (b"x = bytearray(600 << 20)\n", "MemoryError"),
        (b"x = [bytearray(1 << 20) for _ in range(4096)]\n", "MemoryError"),
        (b"import b_other\n", "No module named 'b_other'"),
        (b"from bad import later\nlater = 1\n", "partially initialized"),
        (b"import os; os._exit(0)\n", "exit code 0"),
        (b"raise KeyboardInterrupt\n", "KeyboardInterrupt"),
        (b"class E(Exception):\n    def __str__(self): raise self\nraise E\n", "without words"),
        (b"raise ValueError('x' * 10**7)\n", "ValueError: xxx"),
        (b"import sys; sys.modules.clear()\n", ""),
        (b"import sys; sys.setrecursionlimit(10**9)\ndef f(): f()\nf()\n", ""),
        (b"import os\nos.closerange(0, 100)\n", ""),
        (MANY.format(201).encode(), "functions: at most 200 are allowed"),
    ],
    ids=lambda value: value[:30].decode("latin1") if isinstance(value, bytes) else "",
)
async def test_a_file_that_cannot_be_imported_holds_up_nobody(
    root: Path, catalog: Catalog, content: bytes, words: str
) -> None:
    (root / "bad.py").write_bytes(content)

    assert words in await reason(catalog, "bad.py")


@pytest.mark.parametrize("seconds", [2])
@pytest.mark.parametrize("content", ["import time; time.sleep(60)\n", "while True: pass\n"])
async def test_a_file_that_takes_for_ever_holds_up_nobody(
    root: Path, catalog: Catalog, content: str
) -> None:
    (root / "bad.py").write_text(content)

    assert "longer than 2 s" in await reason(catalog, "bad.py")


async def test_files_that_import_each_other_in_a_circle_say_so(
    root: Path, catalog: Catalog
) -> None:
    (root / "b.py").write_text("from c import two\none = 1\n")
    (root / "c.py").write_text("from b import one\ntwo = 2\n")

    index = await catalog.index()

    assert {"first", "last"} == set(index.workflows)
    assert {problem.file for problem in index.problems} == {"b.py", "c.py"}
    assert all("circular import" in problem.error for problem in index.problems)


async def test_a_file_whose_noise_nobody_reads_is_indexed_all_the_same(
    root: Path, catalog: Catalog
) -> None:
    noise = "import os, sys\nprint('x' * 10**7)\nos.write(2, b'y' * 10**6)\n"
    (root / "loud.py").write_text(noise + GOOD.format("loud"))

    assert "loud" in (await catalog.index()).workflows


async def test_nothing_that_a_file_starts_outlives_its_indexing(
    root: Path, catalog: Catalog
) -> None:
    text = (
        "import subprocess\n"
        "process = subprocess.Popen(['sleep', '60'], start_new_session=True)\n"
        "from bifrost import workflow\n"
        "@workflow(description=str(process.pid))\n"
        "def starts(): ...\n"
    )
    (root / "starts.py").write_text(text)

    found = (await catalog.index()).workflows["starts"]

    assert not is_alive(int(found.description))


async def test_symbolic_links_are_not_followed(
    root: Path, catalog: Catalog, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.py").write_text(GOOD.format("secret"))
    (root / "linked.py").symlink_to(outside / "secret.py")
    (root / "folder").symlink_to(outside)
    (root / "loop").symlink_to(root)

    index = await catalog.index()

    assert set(index.workflows) == {"first", "last"}
    assert [found.file for found in index.problems] == ["folder", "linked.py", "loop"]
    assert all("symbolic link" in found.error for found in index.problems)


async def test_a_name_that_cannot_be_taken_is_a_problem_as_soon_as_it_is_there(
    root: Path, catalog: Catalog
) -> None:
    before = await catalog.index()
    (root / "C:tool.py").write_text(GOOD.format("lost"))

    after = await catalog.index()

    assert (before.problems, after.version) == ((), before.version)
    assert "which not every store takes" in await reason(catalog, "C:tool.py")
    (root / "C:tool.py").unlink()
    assert (await catalog.index()).problems == ()


async def test_names_that_differ_in_case_only_are_two_files(root: Path, catalog: Catalog) -> None:
    (root / "tool.py").write_text(GOOD.format("lower"))
    (root / "Tool.py").write_text(GOOD.format("upper"))

    assert "'Tool.py' only in case" in await reason(catalog, "tool.py")
    assert {"lower", "upper"} <= set((await catalog.index()).workflows)


async def test_a_pattern_that_would_backtrack_is_refused(root: Path, catalog: Catalog) -> None:
    text = (
        "from typing import Annotated\nfrom bifrost import Field, workflow\n\n"
        "@workflow\ndef looks(x: Annotated[str, Field(pattern='(?=a)b')]): ...\n"
    )
    (root / "bad.py").write_text(text)

    assert "not a valid JSON Schema" in await reason(catalog, "bad.py")
