"""Hostile runs on a box: they try to read the store, each key, a backup and what others may not."""

import json
import subprocess
import sys
from pathlib import Path

import trustme

from local.stack import ROOT
from tests.integration.serve.box_process import BoxProcess, eventually, settings
from tests.integration.serve.conftest import Starts

HOSTILE = '''
import os
from contextlib import suppress
from pathlib import Path

from bifrost import workflow


@workflow
async def looks(paths: list[str]) -> dict[str, str]:
    """Read files, list folders, write beside and connect to them."""
    return {path: attack(path) for path in paths}


def attack(path: str) -> str:
    with suppress(OSError):
        os.chmod(path, 0o777)  # may seem to work, and must change nothing
    for name, attempt in ATTEMPTS.items():
        try:
            attempt(path)
        except OSError:
            continue
        return f"{name} worked"
    return "refused"


def link(path: str) -> None:
    mine = Path("mine")
    mine.unlink(missing_ok=True)
    mine.symlink_to(path)
    mine.read_bytes()


def hard_link(path: str) -> None:
    os.link(path, "other")
    Path("other").read_bytes()


ATTEMPTS = {
    "reading": lambda path: Path(path).read_bytes(),
    "listing": lambda path: os.listdir(path),
    "writing": lambda path: Path(path).open("ab"),
    "writing inside": lambda path: (Path(path) / "planted.request").write_text("{}"),
    "a link": link,
    "a hard link": hard_link,
    "renaming": lambda path: os.rename(path, "renamed"),
    "removing": lambda path: os.unlink(path),
    "opening by descriptor": lambda path: os.open(path, os.O_RDONLY),
}


@workflow
async def fills(size: int) -> str:
    """Return something that is too large for a row."""
    return "x" * size
'''
BACKUP = """
import asyncio, sys
from pathlib import Path
from shared.services.sqlite import backup
from shared.services.sqlite.store import opened
store = opened(Path(sys.argv[1]))
asyncio.run(backup.take(Path(sys.argv[1]), store.files, Path(sys.argv[2])))
store.close()
"""


def with_backup(folder: Path) -> Path:
    """A backup of a stopped box's store, where backups are kept."""
    place = folder / "store.backups" / "one"
    command = [sys.executable, "-c", BACKUP, str(folder / "store"), str(place)]
    subprocess.run(command, cwd=ROOT, env=settings(folder), check=True)
    return place


def run(box: BoxProcess, key: dict[str, str], name: str, **body: object) -> object:
    answer = box.client.post(f"/api/workflows/{name}", json=body, headers=key)
    assert answer.status_code == 200, answer.text
    return json.loads(answer.content)


def prepared(folder: Path) -> list[str]:
    """Write hostile workflows and a certificate; the options that name them."""
    workspace = folder / "workspace"
    workspace.mkdir()
    (workspace / "hostile.py").write_text(HOSTILE)
    issued = trustme.CA().issue_cert("localhost")
    tls = folder / "tls"
    tls.mkdir()
    issued.private_key_pem.write_to_path(tls / "key.pem")
    (tls / "key.pem").chmod(0o600)
    issued.cert_chain_pems[0].write_to_path(tls / "cert.pem")
    certificate = ["--tls-cert", str(tls / "cert.pem"), "--tls-key", str(tls / "key.pem")]
    return ["--workspace", str(workspace), *certificate]


def test_no_run_gets_to_what_is_kept(starts: Starts, tmp_path: Path) -> None:
    arguments = prepared(tmp_path)
    box = starts(tmp_path, *arguments, verify=False)
    key = box.key()
    run(box, key, "fills", size=300_000)
    box.stop()
    backup = with_backup(tmp_path)
    box = starts(tmp_path, *arguments, verify=False)

    kept = [tmp_path / "store", tmp_path / "store.host", tmp_path / "store.backups"]
    paths = [*kept, *(path for folder in kept for path in folder.rglob("*"))]
    paths += [tmp_path / "store.secrets.key", tmp_path / "tls" / "key.pem"]
    modes = {path: path.stat().st_mode for path in paths}
    found = run(box, key, "looks", paths=[str(path) for path in paths])
    large = [*(tmp_path / "store" / "files").glob("??/*")]
    answered = box.client.get("/api/health", headers=key)
    box.stop()

    names = {path.name for path in paths}
    assert {"bifrost.db", "bifrost.db-wal", "bifrost.db-shm", "keys.json", "signing.key"} <= names
    assert large
    assert (backup / "bifrost.db") in paths
    assert found == {str(path): "refused" for path in paths}
    assert answered.status_code == 200
    assert {path: path.stat().st_mode for path in paths if path.exists()}.items() <= modes.items()


def test_planted_requests_of_the_operator_are_not_possible(box: BoxProcess) -> None:
    """The folder where commands leave their requests is behind the walls, too."""
    folder = box.folder / "store.host" / "requests"

    assert folder.is_dir()
    assert folder.stat().st_mode & 0o077 == 0
    eventually(lambda: not [*folder.iterdir()], 10)
