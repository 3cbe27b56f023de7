"""What the process that installs can reach, tried by a pip that means no good."""

import json
import os
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

import pytest

from shared.engine.workers.pool import Pool
from shared.engine.workers.worker import Worker
from shared.models.worker_messages import Done, Failed, Log
from shared.settings import Settings

Heard = dict[str, dict[str, str]]

ATTACK = """
import json, os
from pathlib import Path

def main(arguments):
    targets = json.loads(Path("requirements.txt").read_text())
    found = {}
    for kind, path in targets:
        try:
            place = Path(path)
            if kind == "read":
                place.read_bytes()
            elif kind == "list":
                list(place.iterdir())
            else:
                place.write_bytes(b"mine")
            found[path] = "done"
        except OSError as error:
            found[path] = type(error).__name__
    print(json.dumps({"found": found, "environment": dict(os.environ)}))
    return 0
"""

LEAVES_A_LINK = """
import os
def main(arguments):
    os.symlink("/etc/passwd", "packages/link")
    os.symlink("/etc/passwd", "packages.zip")
    return 0
"""

LEAVES_OTHERS = """
import os
def main(arguments):
    os.mkfifo("pipe")
    open("large", "wb").write(bytes(2000))
    open("fits", "wb").write(bytes(1000))
    return 0
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.model_validate({"BIFROST_CACHE_LOCATION": str(tmp_path)})


@pytest.fixture
async def pool(settings: Settings) -> AsyncGenerator[Pool]:
    made = Pool(settings)
    yield made
    await made.close()


def pip_of(settings: Settings, program: str) -> Path:
    """A pip that does this, where a process may read it."""
    folder = settings.packages_directory / "pip"
    (folder / "_internal" / "cli").mkdir(parents=True)
    for package in (folder, folder / "_internal", folder / "_internal" / "cli"):
        (package / "__init__.py").touch()
    (folder / "_internal" / "cli" / "main.py").write_text(program)
    return folder


async def said(worker: Worker) -> tuple[list[str], Done | Failed]:
    lines: list[str] = []
    while True:
        match await worker.receive():
            case Log() as line:
                lines.append(line.message)
            case Done() | Failed() as end:
                return lines, end
            case _:
                raise AssertionError


async def attacked(pool: Pool, pip: Path, targets: Sequence[tuple[str, Path]]) -> Heard:
    worker = await pool.acquire_fresh(512)
    try:
        asked = json.dumps([(kind, str(path)) for kind, path in targets])
        await worker.install(pip, asked, "", "")
        lines, end = await said(worker)
        assert isinstance(end, Done), end
        heard: Heard = json.loads(lines[0])
        return heard
    finally:
        await pool.discard(worker)


async def test_it_sees_nothing_of_the_platform_and_of_runs(
    pool: Pool, settings: Settings, tmp_path: Path
) -> None:
    if not (await pool.layers())["files"]:
        pytest.skip("this machine has no wall 'files'")
    secret = tmp_path / "secret"
    secret.write_text("of the platform")
    other = await pool.acquire_fresh()
    folders = [path for path in settings.runs_directory.iterdir() if path.name != "probe"]
    pip = pip_of(settings, ATTACK)
    me = f"/proc/{os.getpid()}"
    targets = [
        *(("read", Path(me, name)) for name in ("environ", "mem", "maps", "fd/0")),
        ("read", secret),
        ("read", Path("/etc/shadow")),
        ("list", settings.runs_directory),
        *(("list", folder) for folder in folders),
        *(("write", folder / "mine") for folder in folders),
        ("write", secret),
        ("write", settings.packages_directory / "mine"),
        ("write", settings.snapshots_directory / "mine"),
        ("write", pip / "__init__.py"),
        ("write", Path("/tmp/bifrost-mine")),  # noqa: S108
    ]

    heard = await attacked(pool, pip, targets)

    await pool.discard(other)
    assert set(heard["found"].values()) <= {"PermissionError", "FileNotFoundError"}, heard["found"]
    assert set(heard["found"]) == {str(path) for _, path in targets}
    assert secret.read_text() == "of the platform"
    assert set(heard["environment"]) <= {"PATH", "HOME", "TMPDIR", "PIP_CONFIG_FILE", "LC_CTYPE"}


async def test_a_link_instead_of_an_archive_leads_nowhere(pool: Pool, settings: Settings) -> None:
    worker = await pool.acquire_fresh(512)
    await worker.install(pip_of(settings, LEAVES_A_LINK), "any", "", "")
    await said(worker)

    with pytest.raises(OSError, match=r"[Ll]ink|symbolic"):
        await worker.read_file("packages.zip", 1000)

    await pool.discard(worker)


async def test_a_file_that_is_none_or_too_large_is_not_taken(
    pool: Pool, settings: Settings
) -> None:
    worker = await pool.acquire_fresh(512)
    await worker.install(pip_of(settings, LEAVES_OTHERS), "any", "", "")
    await said(worker)

    for name in ("pipe", "large"):
        with pytest.raises(OSError, match=name):
            await worker.read_file(name, 1000)
    assert await worker.read_file("fits", 1000) == bytes(1000)

    await pool.discard(worker)
