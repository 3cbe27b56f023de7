"""Whatever a file or folder of the workspace is called, it loads or says why, and harms nobody."""

import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdk.worker.import_graph import of
from shared.engine.code.catalog import Catalog
from shared.engine.workers.pool import Pool
from shared.models.paths import fault_of_name
from shared.repositories.code.indexes import Indexes
from shared.services.blobs import MemoryBlobs
from shared.services.workspace.memory import MemoryWorkspace
from shared.settings import Settings
from tests.unit.builders import catalog_over

pytestmark = pytest.mark.sampled(one_of=2, within="module")

GOOD = "from bifrost import workflow\n\n@workflow\ndef {0}(name: str): ...\n"
#: Much of the standard library, as other workflows' imports reach it.
IMPORTS = """
import asyncio, concurrent.futures, csv, email.message, http.client, json, logging.handlers
import multiprocessing, queue, smtplib, sqlite3, ssl, subprocess, tempfile, unittest, urllib.request
import uuid, xml.etree.ElementTree, zipfile, zoneinfo
"""
HARM = "raise RuntimeError('this is not the standard one')\n"


@pytest.fixture(scope="module")
def settings_(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    cache = tmp_path_factory.mktemp("cache")
    return Settings.model_validate(
        {
            "BIFROST_CACHE_LOCATION": str(cache),
            "BIFROST_WORKSPACE_CHECK_SECONDS": "0",
            "BIFROST_DISCOVERY_SECONDS": "20",
        }
    )


@pytest.fixture
async def pool(settings_: Settings) -> AsyncGenerator[Pool]:
    made = Pool(settings_)
    yield made
    await made.close()


async def indexed(files: dict[str, str], settings_: Settings, pool: Pool) -> Catalog:
    indexes = Indexes(MemoryBlobs(), "tests")
    made = catalog_over(MemoryWorkspace(files), settings_, pool, indexes)
    await made.index()
    return made


async def test_no_file_stands_for_a_standard_module(settings_: Settings, pool: Pool) -> None:
    standard = sorted(name for name in sys.stdlib_module_names if not name.startswith("_"))
    hidden = sorted(name for name in sys.stdlib_module_names if name.startswith("_"))
    files = {f"{name}.py": HARM for name in (*standard, *hidden)}
    files |= {f"{name}/__init__.py": HARM for name in standard[::2]}
    files["good.py"] = IMPORTS + GOOD.format("good")

    catalog = await indexed(files, settings_, pool)

    index = await catalog.index()
    assert set(index.workflows) == {"good"}
    told = {problem.file: problem.error for problem in index.problems}
    assert set(told) == {f"{name}.py" for name in standard}
    assert all("of Python's standard library; rename it" in words for words in told.values())


PLACES = [
    "shared/users.py",
    "shared.py",
    "functions/deep/er.py",
    "infra/a.py",
    "sdk/worker/worker.py",
    "sdk/mine.py",
    "bifrost/a.py",
    "http/client.py",
    "http/a.py",
    "email/mime/text.py",
    "test/a.py",
    "acme.com/a.py",
    "report.v2.py",
    "a..py",
    "2026 reports/last-week.py",
    "class.py",
    "import/def.py",
    "büro/größe.py",
    "users/__init__/a.py",
    "site-packages/a.py",
    "main.py",
    "_workspace/a.py",
    "workspace/a.py",
]


@pytest.mark.parametrize("file", PLACES)
async def test_folders_and_files_of_any_name_load(
    settings_: Settings, pool: Pool, file: str
) -> None:
    beside = file.rpartition("/")[0]
    helper = f"{beside}/helper_beside.py".lstrip("/")
    text = "from .helper_beside import ONE\n" if beside else ""
    files = {file: text + GOOD.format("found"), helper: "ONE = 1\n"}

    catalog = await indexed(files, settings_, pool)

    index = await catalog.index()
    assert [problem.error for problem in index.problems] == []
    assert index.workflows["found"].file == file


async def test_a_folder_beside_a_module_of_its_name_loads_too(
    settings_: Settings, pool: Pool
) -> None:
    files = {
        "users.py": GOOD.format("first"),
        "users/more.py": GOOD.format("second"),
        "teams/__init__.py": "",
        "teams.py": GOOD.format("third"),
        "teams/more.py": "from teams import more\n" + GOOD.format("fourth"),
    }

    index = await (await indexed(files, settings_, pool)).index()

    assert set(index.workflows) == {"first", "second", "third", "fourth"}
    assert index.problems == ()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("from http.proxies import one\n", "http is of Python's standard library, and comes"),
        ("from queue import one\n", "queue is of Python's standard library, and comes"),
        ("import queue\nqueue.one\n", "queue is of Python's standard library, and comes"),
        ("from sdk.mine import one\n", "sdk is of the platform, and comes"),
        ("from functions import one\n", "functions is part of the platform; import what you need"),
    ],
)
async def test_who_meant_the_workspaces_is_told(
    settings_: Settings, pool: Pool, statement: str, words: str
) -> None:
    files = {
        "queue.py": "one = 1\n",
        "http/proxies.py": "one = 1\n",
        "sdk/mine.py": "one = 1\n",
        "asks.py": statement,
    }

    index = await (await indexed(files, settings_, pool)).index()

    told = {problem.file: problem.error for problem in index.problems}
    assert words in told["asks.py"]


async def test_folders_called_like_the_platforms_are_imported_by_name(
    settings_: Settings, pool: Pool
) -> None:
    files = {
        "shared/clients.py": "from shared.deep import one\n",
        "shared/deep/__init__.py": "one = 1\n",
        "infra.py": "two = 2\n",
        "uses.py": "from shared.clients import one\nfrom infra import two\n" + GOOD.format("uses"),
    }

    index = await (await indexed(files, settings_, pool)).index()

    assert set(index.workflows) == {"uses"}
    assert index.problems == ()


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).filter(
    lambda name: fault_of_name(name) is None and not name.startswith("_") and "/" not in name
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(folder=NAMES, name=NAMES)
async def test_names_that_a_store_takes_load(
    settings_: Settings, pool: Pool, folder: str, name: str
) -> None:
    if folder.casefold() == "data":
        return
    file = f"{folder}/{name}.py"
    index = await (await indexed({file: GOOD.format("found")}, settings_, pool)).index()

    is_looked_into = not name.startswith("test_") and name != "conftest"
    assert [problem.error for problem in index.problems] == []
    assert set(index.workflows) == ({"found"} if is_looked_into else set())


def test_what_a_file_needs_beside_it_is_found_in_folders_of_any_name(tmp_path: Path) -> None:
    (tmp_path / "acme.com").mkdir()
    (tmp_path / "acme.com" / "a.py").write_text("from .helper import one\n")

    assert "acme.com/helper.py" in of(tmp_path, "acme.com/a.py")
