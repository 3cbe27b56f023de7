"""Files whose authors are careless, or mean harm: the others are found all the same."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from shared.engine.workers.pool import Pool
from shared.models.workflows import Index
from shared.repositories.code.indexes import Indexes
from shared.services.blobs import MemoryBlobs
from shared.services.workspace.memory import MemoryWorkspace
from shared.settings import Settings
from tests.unit.builders import catalog_over

pytestmark = pytest.mark.sampled(one_of=2)

GOOD = "from bifrost import workflow\n\n@workflow\ndef good(name: str): ...\n"
HEAD = "import ctypes, os, sys, threading, time\nfrom bifrost import workflow\n"
WORKFLOW = "\n@workflow\ndef bad(x: int = 1): ...\n"

#: A file, and a word of what is said of it; "" where it is found like any other.
HOSTILE = {
    "a syntax error": ("def broken(:", "SyntaxError"),
    "a null byte": ("x = 1\0", "SyntaxError"),
    "an import loop": ("from bad import y\nx = 1", "ImportError"),
    "it takes too long": ("while True: pass", "longer than"),
    "it sleeps": ("import time\ntime.sleep(60)", "longer than"),
    "it takes 4 GB": ("x = bytearray(4 * 1024 ** 3)", "MemoryError"),
    "it takes memory in small pieces": ("x = []\nwhile True: x.append(bytes(1 << 20))", "Error"),
    "it exits": ("raise SystemExit(0)", "SystemExit"),
    "it exits at once": ("import os\nos._exit(0)", "WorkerDied"),
    "it raises what is no Exception": ("class B(BaseException): pass\nraise B('no')", "B: no"),
    "it raises what has no words": (
        "class B(BaseException):\n    def __str__(self): raise self\nraise B",
        "without words",
    ),
    "its error lies about its name": (
        (
            "class M(type):\n    __name__ = property(lambda c: 1 / 0)\n"
            "class B(BaseException, metaclass=M): pass\nraise B('no')"
        ),
        "",
    ),
    "it recurses": ("def f(): f()\nf()", "RecursionError"),
    "it is deep": ("x = " + "(" * 5000 + ")" * 5000, "Error"),
    "it is nested for ever": ("x = " + "-" * 100_000 + "1", "Error"),
    "it kills itself": ("import os\nos.kill(os.getpid(), 9)", "WorkerDied"),
    "it breaks the memory": ("import ctypes\nctypes.string_at(0)", "WorkerDied"),
    "it writes to every descriptor": (
        (
            "import os\nfor n in range(64):\n    try: os.write(n, b'x' * 100)\n"
            "    except OSError: pass\n"
        ),
        "rotocol",
    ),
    "it closes every descriptor": ("import os\nos.closerange(0, 1000)", ""),
    "it stops reading": ("import os, time\nos.close(3)\ntime.sleep(60)", ""),
    "it forks": (HEAD + "os.fork()" + WORKFLOW, ""),
    "it forks for ever": (HEAD + "while True: os.fork()", ""),
    "it prints": (HEAD + "print('x' * 10_000_000)" + WORKFLOW, ""),
    "it replaces modules": (HEAD + "sys.modules.clear()" + WORKFLOW, ""),
    "it replaces itself": (HEAD + "sys.modules[__name__] = 7" + WORKFLOW, ""),
    "it replaces builtins": (
        HEAD + "import builtins\nbuiltins.isinstance = builtins.len = None" + WORKFLOW,
        "",
    ),
    "it leaves a thread": (
        HEAD + "threading.Thread(target=time.sleep, args=(60,)).start()" + WORKFLOW,
        "",
    ),
    "it declares a bomb": (
        "from typing import Literal\nfrom bifrost import workflow\n"
        "L = Literal[" + ",".join(map(str, range(100_000))) + "]\n"
        "@workflow\ndef bad(x: L): ...\n",
        "",
    ),
    "its default has no end": (
        HEAD + "d = []\nd.append(d)\n@workflow\ndef bad(x: list = d): ...\n",
        "",
    ),
    "its default is a stranger": (
        HEAD
        + "class D(str):\n    def __repr__(self): raise BaseException\n"
        + "    __str__ = __repr__\n@workflow\ndef bad(x: str = D()): ...\n",
        "",
    ),
    "it declares thousands": (
        (
            "from bifrost import workflow\nfor n in range(2_000):\n"
            "    def f(): ...\n    f.__name__ = f'w{n}'\n    globals()[f'w{n}'] = workflow(f)\n"
        ),
        "at most",
    ),
    "its pattern takes for ever": (
        (
            "from typing import Annotated\nfrom bifrost import workflow, Field\n"
            "@workflow\ndef bad(x: Annotated[str, Field(pattern='(a+)+$')] = 'a'): ...\n"
        ),
        "",
    ),
    "its variables are a stranger": (
        HEAD + "class V:\n    def __getattribute__(self, n): raise BaseException(n)\nv = V()\n",
        "",
    ),
    "it raises itself at the end": (
        HEAD + "import atexit\natexit.register(os._exit, 3)" + WORKFLOW,
        "",
    ),
}


@pytest.fixture
async def pool(tmp_path: Path) -> AsyncGenerator[tuple[Pool, Settings]]:
    names = {"BIFROST_CACHE_LOCATION": str(tmp_path), "BIFROST_DISCOVERY_SECONDS": "3"}
    settings = Settings.model_validate(names)
    made = Pool(settings)
    yield made, settings
    await made.close()


async def index_of(pool: tuple[Pool, Settings], files: dict[str, str]) -> Index:
    catalog = catalog_over(
        MemoryWorkspace(files), pool[1], pool[0], Indexes(MemoryBlobs(), "tests")
    )
    try:
        return await catalog.index()
    finally:
        await catalog.close()


@pytest.mark.parametrize("what", HOSTILE)
async def test_a_hostile_file_is_reported_and_the_others_are_found(
    pool: tuple[Pool, Settings], what: str
) -> None:
    text, words = HOSTILE[what]
    files = {"bad.py": text, "a_good.py": GOOD, "z_good.py": GOOD.replace("good", "other")}

    index = await index_of(pool, files)

    assert {"good", "other"} <= set(index.workflows), index.problems
    if words:
        assert [problem.file for problem in index.problems] == ["bad.py"]
        assert words in index.problems[0].error, index.problems[0].error[:300]
    assert all(len(problem.error) < 5000 for problem in index.problems)
