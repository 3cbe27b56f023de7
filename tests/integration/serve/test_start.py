"""The start of a box: what it refuses, what it makes private, what it says."""

import stat
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from local.stack import ROOT
from tests.integration.serve.box_process import BoxProcess, launch, refusal
from tests.integration.serve.conftest import Starts

pytestmark = pytest.mark.sampled(one_of=3, within="module")

EVERYWHERE = str(IPv4Address(0))


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        ([], {"BIFROST_TRUST_CLIENT_PRINCIPAL": "true"}, "BIFROST_TRUST_CLIENT_PRINCIPAL"),
        ([], {"BIFROST_TRUSTED_PROXIES": "2"}, "BIFROST_PROXY_NETWORKS"),
        ([], {"BIFROST_PROXY_NETWORKS": "proxy.example.com"}, "BIFROST_PROXY_NETWORKS"),
        ([], {"BIFROST_DRAIN_SECONDS": "soon"}, "BIFROST_DRAIN_SECONDS"),
        ([], {"BIFROST_ISOLATION": "files,moat"}, "moat"),
        ([], {"BIFROST_SECRET_KEY": "short"}, "BIFROST_SECRET_KEY"),
        (["--host", EVERYWHERE], {}, "--public-url"),
        (["--host", "localhost"], {}, "give an address"),
        (["--tls-cert", "/nowhere/cert.pem"], {}, "--tls-key"),
        (["--tls-cert", "/nowhere/c", "--tls-key", "/nowhere/k"], {}, "cannot be used"),
        (["--store", "azure"], {}, "sqlite:<folder>"),
        (["--store", "sqlite:/usr/share/bifrost-test/store"], {}, "runs may read /usr"),
        (["--store", f"sqlite:{ROOT / 'workspace' / 'store'}"], {}, "runs may read"),
    ],
)
def test_what_cannot_hold_is_said_in_a_line(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], words: str
) -> None:
    code, said = refusal(tmp_path, *arguments, environment=environment)

    assert code == 1
    assert words in said
    assert "Traceback" not in said
    assert said.count("\n") == 1


def test_nothing_is_made_where_runs_may_read(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    within = ["--workspace", str(workspace), "--store", f"sqlite:{workspace / 'store'}"]

    code, said = refusal(tmp_path, *within)

    assert (code, [*workspace.iterdir()]) == (1, [])
    assert f"runs may read {workspace}" in said


def test_a_second_process_on_the_same_store_is_refused(box: BoxProcess) -> None:
    log, said = ((box.folder / name).read_text() for name in ("log", "said"))
    process = launch(box.folder / "second", "--store", f"sqlite:{box.folder / 'store'}")

    assert process.wait(60) == 1
    assert (
        f"process {box.process.pid} has the store" in (box.folder / "second" / "said").read_text()
    )
    assert (box.folder / "log").read_text().startswith(log)
    assert (box.folder / "said").read_text() == said


def test_what_is_kept_is_private_whatever_the_umask(starts: Starts, tmp_path: Path) -> None:
    for folder in (tmp_path / "store", tmp_path / "store.backups" / "one"):
        folder.mkdir(parents=True)
        folder.chmod(0o755)
        (folder / "from-elsewhere").touch()
        (folder / "from-elsewhere").chmod(0o644)

    box = starts(tmp_path)
    kept = [tmp_path / name for name in ("store", "store.host", "store.backups")]
    paths = [*kept, *(path for folder in kept for path in folder.rglob("*"))]
    paths.append(tmp_path / "store.secrets.key")
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in paths if path.exists()}
    box.stop()

    open_to_others = {str(path): oct(mode) for path, mode in modes.items() if mode & 0o077}
    assert open_to_others == {}
    assert {"bifrost.db", "bifrost.db-wal", "bifrost.db-shm", "signing.key"} <= {
        path.name for path in modes
    }
    assert box.records("others could read what is kept here: not any more")


def test_plain_http_on_a_network_is_said(starts: Starts, tmp_path: Path) -> None:
    address = ["--host", EVERYWHERE, "--public-url", "https://bifrost.example.com"]

    box = starts(tmp_path, *address)
    box.stop()

    warned = box.records("plain HTTP on a network: passwords can be read")
    assert "BIFROST_PROXY_NETWORKS" in warned[0]["advice"]
    assert "https://bifrost.example.com/setup#token=bfs_" in box.said
