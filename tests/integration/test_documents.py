"""Every command and every piece of code of the documents, executed as a reader would."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.integration.start_script import clean_environment, started
from tests.support.documents import PAGES, ROOT, Block, blocks_of

README_ADDRESS = "localhost:7071"
SECONDS = 240


@dataclass(frozen=True)
class Reader:
    """A clone of the repository, and a platform that ``./start.sh`` runs over its workspace."""

    clone: Path
    url: str

    def shell(self, block: Block) -> "subprocess.CompletedProcess[str]":
        """Run the commands, at the port that the platform has here."""
        text = block.text.replace(README_ADDRESS, urlsplit(self.url).netloc)
        text = text.replace("./bifrost run ", f"./bifrost run --url {self.url} --key test ")
        text = text.replace("curl ", "curl --fail-with-body --silent --show-error ")
        # The reader's first command is what this platform came from.
        lines = [line for line in text.splitlines() if line.strip() != "./start.sh"]
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "\n".join(lines)],
            cwd=self.clone,
            env=clean_environment(),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Generator[Reader]:
    """The clone's code is ours; what a reader writes there is in copies."""
    clone, data = tmp_path_factory.mktemp("clone"), tmp_path_factory.mktemp("data")
    for found in ROOT.iterdir():
        if found.name not in ("workspace", ".data", ".git", "dist", "local.settings.json"):
            (clone / found.name).symlink_to(found)
    shutil.copytree(ROOT / "workspace", clone / "workspace")
    (clone / ".data").symlink_to(data)
    chosen = {"BIFROST_WORKSPACE_LOCATION": str(clone / "workspace")}
    with started("--port", "0", "--data", str(data), environment=chosen) as running:
        yield Reader(clone, running.url)


def failure(block: Block, done: "subprocess.CompletedProcess[str]") -> str:
    return (
        f"{block.place}: exit code {done.returncode} of\n{block.text}\n"
        f"--- stdout\n{done.stdout}\n--- stderr\n{done.stderr}"
    )


def shells(page: Path) -> list[tuple[Block, Block | None]]:
    """Those that are executed, each with the answer that comes after it, if one does."""
    blocks = blocks_of(page)
    following = [*blocks[1:], None][: len(blocks)]
    return [
        (block, after if after and after.language == "json" else None)
        for block, after in zip(blocks, following, strict=True)
        if block.language == "bash" and not block.needs
    ]


@pytest.mark.sampled(one_of=3)
@pytest.mark.parametrize(
    "page", [page for page in PAGES if shells(page)], ids=lambda page: page.name
)
def test_the_commands_of_a_page_work_one_after_the_other(reader: Reader, page: Path) -> None:
    for block, answer in shells(page):
        done = reader.shell(block)
        assert done.returncode == 0, failure(block, done)
        if answer:
            assert json.loads(done.stdout) == json.loads(answer.text), failure(block, done)


def python_of(page: Path) -> list[Block]:
    return [
        block
        for block in blocks_of(page)
        if block.language in ("python", "ini") and not block.needs
    ]


def written(blocks: list[Block], folder: Path) -> Path:
    """The files of a page, as its reader writes them."""
    for block in blocks:
        file = folder / block.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text.replace("/path/to/bifrost", str(ROOT)))
    return folder


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    path = os.pathsep.join([str(folder), str(ROOT)])
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**clean_environment(), "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@pytest.mark.sampled(one_of=3)
@pytest.mark.parametrize(
    "page", [page for page in PAGES if python_of(page)], ids=lambda page: page.name
)
def test_the_code_of_a_page_loads_and_its_tests_pass(page: Path, tmp_path: Path) -> None:
    blocks = python_of(page)
    folder = written([block for block in blocks if not block.folder], tmp_path / "workspace")
    shutil.copytree(ROOT / "workspace" / "modules", folder / "modules", dirs_exist_ok=True)
    apart = written([block for block in blocks if block.folder], tmp_path / "apart")
    for place in (folder, apart):
        if place.exists():
            check(place, [b for b in blocks if bool(b.folder) == (place == apart)])


def check(folder: Path, blocks: list[Block]) -> None:
    """Each file is imported; files of workflows are valid to the platform; tests pass."""
    for block in blocks:
        if block.file.startswith("test_") or block.language == "ini":
            continue
        name = block.file.removesuffix(".py").replace("/", ".")
        done = run(folder, "-c", f"import {name}")
        assert done.returncode == 0, failure(block, done)
        if "@workflow" in block.text:
            done = run(folder, "-m", "cli", "validate", block.file, "--workspace", str(folder))
            assert done.returncode == 0, failure(block, done)
    for block in (block for block in blocks if block.file.startswith("test_")):
        options = [] if (folder / "pytest.ini").exists() else ["-o", "asyncio_mode=auto"]
        done = run(folder, "-m", "pytest", "-q", "--rootdir", str(folder), *options, block.file)
        assert done.returncode == 0, failure(block, done)
