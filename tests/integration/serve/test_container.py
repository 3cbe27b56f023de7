"""The container of docs/self-hosting.md: what it copies is enough to serve."""

import shutil
import subprocess
import sys
from pathlib import Path

from local.stack import ROOT
from tests.integration.serve.box_process import eventually, settings
from tests.support.documents import blocks_of


def copied(image: Path) -> None:
    """Copy what the Containerfile copies."""
    (text,) = [
        b.text for b in blocks_of(ROOT / "docs/self-hosting.md") if b.language == "dockerfile"
    ]
    for line in text.splitlines():
        if line.startswith("COPY "):
            for source in line.split()[1:-1]:
                if (ROOT / source).is_dir():
                    ignored = shutil.ignore_patterns("__pycache__")
                    shutil.copytree(ROOT / source, image / source, ignore=ignored)
                else:
                    shutil.copy(ROOT / source, image)


def test_what_it_copies_is_enough_to_serve(tmp_path: Path) -> None:
    image = tmp_path / "image"
    image.mkdir()
    copied(image)
    log = tmp_path / "log"
    command = [sys.executable, "-m", "cli", "serve", "--port", "0"]
    environment = {
        **settings(tmp_path),
        "PYTHONPATH": str(image),
        "BIFROST_STORE": f"sqlite:{tmp_path / 'data' / 'store'}",
    }

    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=image, env=environment, stdout=out, stderr=out)
    try:
        eventually(lambda: '"serving"' in log.read_text() or process.poll() is not None)
    finally:
        process.terminate()
        ended = process.wait(60)

    assert ended == 0, log.read_text()
    assert "/setup#token=" in log.read_text()
