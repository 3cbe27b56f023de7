"""A backup taken under load restores into an empty box, and its audit chain verifies."""

import json
import shutil
import threading
from pathlib import Path

import httpx
import pytest

from shared.repositories.users import Users
from shared.services.sqlite.connect import connect as connect_box
from shared.services.sqlite.database import NAME
from shared.services.sqlite.large_files import LargeFiles
from shared.services.sqlite.schema import VERSION
from shared.services.sqlite.store import FILES
from shared.settings import Settings
from tests.contract.users import ROOT, add_user, signed_in
from tests.integration.moves.commands import bifrost, killed
from tests.integration.test_one_box import KEY, box

pytestmark = pytest.mark.sampled(one_of=2, within="module")

LARGE = "x" * 200_000
TRUST = {"BIFROST_TRUST_CLIENT_PRINCIPAL": "true"}


class Load:
    """Runs, large values and audited changes, from a thread, until it is stopped."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._call)
        self.ids: list[str] = []

    def __enter__(self) -> "Load":
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _call(self) -> None:
        number = 0
        while not self._stopping.is_set():
            body = {"name": LARGE if number % 3 == 0 else f"{number}"}
            answer = self._client.post("/api/workflows/hello_world", json=body, headers=KEY)
            self.ids.append(answer.headers["x-execution-id"])
            change = {"key": f"key_{number}", "type": "string", "value": "text"}
            assert self._client.post("/api/config", json=change, headers=signed_in(ROOT)).is_success
            number += 1


async def add_administrator(store: str) -> None:
    services = connect_box(Settings.model_validate({"BIFROST_STORE": store}))
    await add_user(Users(services.directory), ROOT, is_admin=True)
    await services.close()


@pytest.mark.sampled(one_of=4, among="minutes")
async def test_a_backup_under_load_restores_into_an_empty_box(tmp_path: Path) -> None:
    store = f"sqlite:{tmp_path / 'store'}"
    await add_administrator(store)
    with box(tmp_path, **TRUST) as (process, client), Load(client) as load:
        while len(load.ids) < 5:
            assert process.poll() is None
        before = [*load.ids]
        taken = bifrost("backup", "--store", store, "--to", str(tmp_path / "backups"))
        running = bifrost("status", "--store", store, "--json")
        after = len(load.ids)

    assert taken.returncode == 0, taken.stderr
    assert "Not in it: the key file" in taken.stderr
    assert after > len(before)  # nobody waited for it to end
    assert json.loads(running.stdout)["process"] == str(process.pid)
    place = Path(taken.stdout.strip())
    assert not [path for path in place.rglob("*") if "key" in path.name]

    new = tmp_path / "other" / "store"
    new.parent.mkdir()
    shutil.copy(tmp_path / "store.secrets.key", new.with_name("store.secrets.key"))
    restored = bifrost("restore", str(place), "--to", f"sqlite:{new}")
    again = bifrost("restore", str(place), "--to", f"sqlite:{new}")

    assert restored.returncode == 0, restored.stderr
    assert "audit logs verified" in restored.stderr
    assert "is missing" not in restored.stderr
    assert (again.returncode, "there is a store" in again.stderr) == (1, True)
    require_runs(new.parent, before)


def require_runs(folder: Path, ids: list[str]) -> None:
    """A platform over the restored store has these runs, and an audit log that verifies."""
    with box(folder, **TRUST) as (_, client):
        path = "/api/workflows/hello_world/executions/{}"
        found = [client.get(path.format(one), headers=KEY).json() for one in ids]
        verdict = client.get("/api/audit/verify", headers=signed_in(ROOT)).json()
    assert {one["status"] for one in found} == {"Success"}
    assert LARGE in found[0]["result"]["greeting"]
    assert (verdict["ok"], verdict["checked"] >= 2 * len(ids)) == (True, True)


async def fill(folder: Path) -> None:
    services = connect_box(Settings.model_validate({"BIFROST_STORE": f"sqlite:{folder}"}))
    for number in range(40):
        await services.storage.write(f"org/{number}", LARGE.encode())
    await services.close()


async def test_what_is_killed_half_way_is_never_taken_for_whole(tmp_path: Path) -> None:
    store, backups, new = tmp_path / "store", tmp_path / "backups", tmp_path / "new"
    await fill(store)
    backup = ("backup", "--store", f"sqlite:{store}", "--to", str(backups))
    killed(*backup, when=lambda: any(backups.glob(".bifrost-*.part/files/*/*")))

    halves = [*backups.iterdir()]
    refused = bifrost("restore", str(halves[0]), "--to", f"sqlite:{new}")
    taken = bifrost(*backup)
    place = taken.stdout.strip()
    restore = ("restore", place, "--to", f"sqlite:{new}")
    killed(*restore, when=lambda: any((new / FILES).glob("*/*")))
    status = bifrost("status", "--store", f"sqlite:{new}")
    again = bifrost(*restore)
    shutil.rmtree(new)
    restored = bifrost(*restore)

    assert (refused.returncode, "not a whole backup" in refused.stderr) == (1, True)
    assert taken.returncode == 0, taken.stderr
    assert status.returncode == 1
    assert (again.returncode, "store" in again.stderr) == (1, True)
    assert restored.returncode == 0, restored.stderr
    assert len([*LargeFiles(new / FILES).folders()]) > 1


async def test_a_backup_that_cannot_be_used_says_why(tmp_path: Path) -> None:
    await fill(tmp_path / "store")
    taken = bifrost("backup", "--store", f"sqlite:{tmp_path / 'store'}")
    place = Path(taken.stdout.strip())
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").touch()
    used = bifrost("restore", str(place), "--to", f"sqlite:{full}")
    manifest = json.loads((place / "backup.json").read_text())
    (place / "backup.json").write_text(json.dumps({**manifest, "bytes": 2**60}))
    crowded = bifrost("restore", str(place), "--to", f"sqlite:{tmp_path / 'new'}")
    (place / "backup.json").write_text(json.dumps({**manifest, "schema": VERSION + 1}))
    newer = bifrost("restore", str(place), "--to", f"sqlite:{tmp_path / 'new'}")

    assert place.parent == tmp_path / "store.backups"
    assert "not empty (it has letter.txt)" in used.stderr
    assert "a newer Bifrost took" in newer.stderr
    assert "MiB are needed: free some space" in crowded.stderr
    assert {one.returncode for one in (used, newer, crowded)} == {1}
    assert not (tmp_path / "new" / NAME).exists()


@pytest.mark.parametrize("store", ["nowhere", "sqlite:", "azure:x", "azurite"])
def test_a_store_that_is_named_wrongly_is_explained(store: str, tmp_path: Path) -> None:
    answer = bifrost("status", "--store", store, environment={"HOME": str(tmp_path)})

    assert answer.returncode == 2
    assert "sqlite:<folder>" in answer.stderr
