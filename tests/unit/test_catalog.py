from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import pytest

from shared.engine.catalog import Catalog
from shared.engine.pool import Pool
from shared.errors import NotFound
from shared.services.workspace import MemoryWorkspace
from shared.settings import Settings

GOOD = "from bifrost import workflow\n\n@workflow\ndef {0}(name: str): ...\n"


Catalogs = Callable[..., Catalog]


@pytest.fixture
async def catalog(tmp_path: Path) -> AsyncGenerator[Catalogs]:
    """Makes a catalog over files or a workspace."""
    names = {
        "BIFROST_CACHE_LOCATION": str(tmp_path),
        "BIFROST_WORKSPACE_CHECK_SECONDS": "0",
        "BIFROST_DISCOVERY_SECONDS": "1",
    }
    settings = Settings.model_validate(names)
    pool = Pool(settings)

    def make(over: dict[str, str] | MemoryWorkspace, retry_seconds: float = 10) -> Catalog:
        workspace = MemoryWorkspace(over) if isinstance(over, dict) else over
        return Catalog(workspace, settings, pool, retry_seconds)

    yield make
    await pool.close()


async def test_a_workflow_is_described_without_importing_it_here(catalog: Catalogs) -> None:
    source = '''
from typing import Annotated, Literal
from bifrost import workflow

@workflow(category="Users", tags=["a"], timeout_seconds=7)
async def onboard(
    name: Annotated[str, "who"],
    kind: Literal["user", "guest"] = "user",
    groups: list[str] | None = None,
    limits: dict[str, int] = {},
):
    """Onboard a user.

    More words.
    """
'''

    found = (await catalog({"users/onboard.py": source}).index()).workflows["onboard"]

    assert (found.description, found.category, found.tags) == ("Onboard a user.", "Users", ("a",))
    assert (found.execution_mode, found.timeout_seconds) == ("sync", 7)
    assert found.file == "users/onboard.py"
    assert found.parameters == {
        "type": "object",
        "properties": {
            "name": {"type": "string", "description": "who"},
            "kind": {"enum": ["user", "guest"], "default": "user"},
            "groups": {
                "anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}],
                "default": None,
            },
            "limits": {
                "type": "object",
                "additionalProperties": {"type": "integer"},
                "default": {},
            },
        },
        "required": ["name"],
        "additionalProperties": False,
    }


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("def broken(:\n", "SyntaxError: invalid syntax (line 1)"),
        ("import nothing_of_this_name", "ModuleNotFoundError: No module named 'nothing_of_this"),
        ("import shared", "import what you need from bifrost (line 1)"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("import os; os._exit(3)", "ended with exit code 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "signal SIGKILL"),
        ("while True: pass", "longer than 1 s"),
        ("x = bytearray(1 << 36)", "MemoryError"),
        (GOOD.format("Bad_Name"), "the name 'Bad_Name' may hold a-z"),
        (GOOD.format("validate"), "a workflow cannot be named 'validate'"),
        (GOOD.format("x").replace("str", "bytes"), "parameter 'name': <class 'bytes'>"),
        (
            GOOD.format("x").replace("workflow\ndef", "workflow(timeout_seconds=0)\ndef"),
            "from 1 to",
        ),
        (GOOD.format("x").replace("workflow\ndef", "workflow(execution_mode='x')\ndef"), "'sync'"),
    ],
)
async def test_a_broken_file_says_why_and_the_others_are_there(
    catalog: Catalogs, source: str, reason: str
) -> None:
    files = {"a.py": GOOD.format("first"), "b.py": source, "c.py": GOOD.format("last")}

    found = await catalog(files).index()

    assert sorted(found.workflows) == ["first", "last"]
    assert [broken.file for broken in found.broken] == ["b.py"]
    assert reason in found.broken[0].error


async def test_of_two_with_one_name_the_second_says_where_the_first_is(catalog: Catalogs) -> None:
    found = await catalog({"a.py": GOOD.format("x"), "b.py": GOOD.format("x")}).index()

    assert found.workflows["x"].file == "a.py"
    assert found.broken[0].file == "b.py"
    assert "in a.py already" in found.broken[0].error


async def test_what_is_imported_from_another_file_is_not_declared_twice(catalog: Catalogs) -> None:
    found = await catalog({"a.py": GOOD.format("x"), "b.py": "from a import x"}).index()

    assert (list(found.workflows), found.broken) == (["x"], ())


async def test_tests_and_private_files_are_not_imported(catalog: Catalogs) -> None:
    names: list[str] = ["test_a.py", "_b.py", "conftest.py", "notes.txt"]
    files = dict.fromkeys(names, "1 / 0")

    found = await catalog(files).index()

    assert (found.workflows, found.broken) == ({}, ())


async def test_a_new_version_is_found_and_an_old_one_forgotten(catalog: Catalogs) -> None:
    workspace = MemoryWorkspace({"a.py": GOOD.format("old")})
    found = catalog(workspace)
    old = await found.get("old")

    workspace.files["a.py"] = GOOD.format("new")
    new = await found.get("new")

    assert old.version != new.version
    with pytest.raises(NotFound):
        await found.get("old")
    assert found.code_of(old).root.is_dir()


async def test_a_file_that_failed_in_passing_is_tried_again(
    catalog: Catalogs, tmp_path: Path
) -> None:
    flag = tmp_path / "slow"
    flag.touch()
    slow = f"import os, time\nwhile os.path.exists({str(flag)!r}): time.sleep(0.05)\n"
    workspace = MemoryWorkspace({"a.py": slow + GOOD.format("patient")})
    found = catalog(workspace, retry_seconds=0)
    with pytest.raises(NotFound):
        await found.get("patient")

    flag.unlink()

    assert (await found.get("patient")).file == "a.py"


async def test_asking_again_indexes_nothing(catalog: Catalogs) -> None:
    found = catalog({"a.py": GOOD.format("x")})

    assert await found.index() is await found.index()
