from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import pytest

from shared.engine.code.catalog import Catalog
from shared.engine.workers.pool import Pool
from shared.errors import Conflict, NotFound
from shared.repositories.code.indexes import Indexes
from shared.services.blobs import MemoryBlobs
from shared.services.workspace.memory import MemoryWorkspace
from shared.settings import Settings
from tests.unit.builders import catalog_over

pytestmark = pytest.mark.sampled(one_of=2, within="module")

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
    blobs = MemoryBlobs()
    catalogs: list[Catalog] = []

    def make(over: dict[str, str] | MemoryWorkspace, retry_seconds: float = 10) -> Catalog:
        workspace = MemoryWorkspace(over) if isinstance(over, dict) else over
        made = catalog_over(
            workspace, settings, pool, Indexes(blobs, "tests"), retry_seconds=retry_seconds
        )
        catalogs.append(made)
        return made

    yield make
    for made in catalogs:
        await made.close()
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
            "name": {"type": "string", "description": "who", "title": "Name"},
            "kind": {
                "type": "string",
                "enum": ["user", "guest"],
                "title": "Kind",
                "default": "user",
            },
            "groups": {
                "anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}],
                "title": "Groups",
                "default": None,
            },
            "limits": {
                "type": "object",
                "additionalProperties": {"type": "integer"},
                "title": "Limits",
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
        (
            GOOD.format("x").replace("workflow\ndef", "workflow(schedule='61 * * * *')\ndef"),
            "bad m",
        ),
        (GOOD.format("validate"), "a workflow cannot be named 'validate'"),
        (
            GOOD.format("x").replace("str", "bytes"),
            "parameter 'name': bytes is not a type that JSON can carry (line 3)",
        ),
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
    assert [broken.file for broken in found.problems] == ["b.py"]
    assert reason in found.problems[0].error


HEAD = "from typing import *\nfrom bifrost import *\nfrom bifrost import Field, param, workflow\n"


@pytest.mark.parametrize(
    ("declared", "reason"),
    [
        ("def f(x: int = 'a'): ...", "'x' has a default that does not fit: \"a\" is not of type"),
        ("def f(x: Literal['a', 'b'] = 'c'): ...", "'x' has a default that does not fit"),
        ("def f(x: Annotated[str, Field(ge=5)]): ...", "'x' has minimum, which is for integer"),
        ("def f(x: Annotated[int, Field(ge=5, le=1)]): ...", "minimum 5 and maximum 1: nothing"),
        ("def f(x: Annotated[str, Field(pattern='(a')]): ...", "x.pattern"),
        ("@param('x', default_value='b')\ndef f(x: int): ...", "'x' has a default"),
        ("@param('x', data_provider='gone')\ndef f(x: int): ...", "'gone', which does not exist"),
    ],
)
async def test_a_signature_that_makes_no_sense_is_one_sentence_with_its_line(
    catalog: Catalogs, declared: str, reason: str
) -> None:
    found = await catalog({"b.py": f"{HEAD}@workflow\n{declared}\n"}).index()

    (problem,) = found.problems
    assert reason in problem.error
    assert "\n" not in problem.error
    assert problem.line == 4


async def test_what_is_decorated_where_nobody_finds_it_is_an_error_with_its_line(
    catalog: Catalogs,
) -> None:
    inner = f"{HEAD}class Tools:\n    @workflow\n    def f(self): ...\n"
    made = (
        f"{HEAD}def make():\n    @workflow(name='g')\n    def f(): ...\n    return f\ng = make()\n"
    )

    found = await catalog({"a.py": inner, "b.py": made}).index()

    (problem,) = found.problems
    assert (problem.file, problem.line) == ("a.py", 5)
    assert "Tools.f: a decorator is for functions of the file itself" in problem.error
    assert [*found.workflows] == ["g"]


async def test_defaults_that_mean_something_are_taken(catalog: Catalogs) -> None:
    source = (
        f"{HEAD}from datetime import datetime\n@workflow\n"
        "def f(a: int = None, at: datetime = datetime(2026, 1, 1), n: float = 1,"
        " s: Annotated[int | None, Field(ge=1)] = None): ...\n"
    )

    assert (await catalog({"a.py": source}).index()).problems == ()


async def test_a_name_that_two_files_have_is_neither_s_and_each_says_where_both_are(
    catalog: Catalogs,
) -> None:
    files = {"a.py": GOOD.format("x"), "b.py": GOOD.format("x"), "c.py": GOOD.format("y")}
    made = catalog(files)

    found = await made.index()

    assert list(found.workflows) == ["y"]
    assert [problem.file for problem in found.problems] == ["a.py", "b.py"]
    for problem in found.problems:
        assert "a.py (line 3) and b.py (line 3)" in problem.error
    with pytest.raises(Conflict, match=r"a\.py \(line 3\) and b\.py"):
        await made.get("x", to_admin=True)
    with pytest.raises(Conflict, match="the workflow 'x': several have this name") as theirs:
        await made.get("x")
    assert ".py" not in str(theirs.value)


async def test_what_is_imported_from_another_file_is_not_declared_twice(catalog: Catalogs) -> None:
    found = await catalog({"a.py": GOOD.format("x"), "b.py": "from a import x"}).index()

    assert (list(found.workflows), found.problems) == (["x"], ())


async def test_tests_and_private_files_are_not_imported(catalog: Catalogs) -> None:
    names: list[str] = ["test_a.py", "_b.py", "conftest.py", "notes.txt"]
    files = dict.fromkeys(names, "1 / 0")

    found = await catalog(files).index()

    assert (found.workflows, found.problems) == ({}, ())


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


NEW_AND_BROKEN = {
    "a fault while it is imported": (
        "from bifrost import workflow\nimport nowhere\n@workflow\ndef fresh(): ...\n"
    ),
    "a fault of syntax": "from bifrost import workflow\n@workflow\ndef fresh(:\n",
    "a name beside the function's": (
        "from bifrost import workflow\n1 / 0\n@workflow(name='fresh')\ndef other(): ...\n"
    ),
    "a signature that makes no sense": (
        "from bifrost import workflow\n@workflow\ndef fresh(x: complex): ...\n"
    ),
}


@pytest.mark.parametrize("what", NEW_AND_BROKEN)
async def test_a_new_file_with_a_fault_says_why_to_administrators_only(
    catalog: Catalogs, what: str
) -> None:
    found = catalog({"new.py": NEW_AND_BROKEN[what], "good.py": GOOD.format("good")})

    with pytest.raises(Conflict, match=r"'fresh': its file cannot be imported.*new\.py"):
        await found.get("fresh", to_admin=True)
    with pytest.raises(NotFound) as denied:
        await found.get("fresh")
    with pytest.raises(NotFound) as absent:
        await found.get("missing", to_admin=True)
    assert str(denied.value).replace("fresh", "missing") == str(absent.value)
