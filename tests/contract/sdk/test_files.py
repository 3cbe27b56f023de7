"""``bifrost.files``, and the asks behind it as a hostile process would make them."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from functions.composition import Runtime
from sdk.rpc.calls import CALLS, Right
from shared.broker import Broker
from shared.call import Call, Caller
from shared.engine.queue.slots import Slot, Slots
from shared.errors import Conflict, InvalidInput, NotFound, TooLarge
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.services.services import Services
from shared.services.spool import FILE_BYTES, Spool
from shared.services.workspace.memory import MemoryWorkspace
from tests.contract.client import KEY_HEADERS, Http
from tests.unit.builders import execution

PART = 512 * 1024
UPLOAD = "0123456789abcdef"


@pytest.fixture
def kept(services: Services) -> dict[str, str]:
    workspace = services.workspace
    assert isinstance(workspace, MemoryWorkspace)
    return workspace.files


class Asking:
    """As a run of this organization, without the SDK in between."""

    def __init__(self, running: Runtime, scope: str) -> None:
        actor = Actor(kind=CallerKind.USER, id="u", name="U")
        self._call = Call(Caller(actor, scope), running.platform, run=execution(id=uuid4()))
        self._broker = Broker(self._call, Slot(Slots(1, 1), scope))

    async def __call__(self, call: str, **arguments: Any) -> Any:
        return await self._broker.answer(call, arguments)


@pytest.fixture
def acme(running: Runtime) -> Asking:
    return Asking(running, "acme")


async def run(http: Http, name: str, given: object, org_id: str = "acme") -> Any:
    headers = {**KEY_HEADERS, "x-organization-id": org_id}
    answer = await http("run_workflow", {"name": name}, body=given, headers=headers)
    assert answer.status == 200, answer.json
    return answer.json


async def asked(http: Http, *calls: Mapping[str, object], org_id: str = "acme") -> list[Any]:
    found: list[Any] = await run(http, "files_asked", {"calls": [*calls]}, org_id)
    return found


def test_any_run_has_its_organizations_files() -> None:
    rights = {name: right for name, right in CALLS.items() if name.startswith("files.")}

    verbs = ("add_part", "delete", "find", "list", "read", "write")
    assert rights == {f"files.{verb}": Right.ANY_RUN for verb in verbs}


async def test_what_one_organization_keeps_no_other_has(http: Http, kept: dict[str, str]) -> None:
    path = "data/acme/a.txt"
    await asked(http, {"call": "write", "path": path, "content": "ours"})

    theirs = await asked(
        http,
        {"call": "read", "path": path},
        {"call": "list", "directory": "data"},
        {"call": "list", "directory": "data/globex"},
        {"call": "exists", "path": "data/globex/a.txt"},
        org_id="globex",
    )

    assert theirs[0].startswith("ValueError: Path must be within data/globex/")
    assert theirs[1:] == [["globex"], [], False]
    assert kept[path] == "ours"


async def test_global_runs_have_files_of_their_own(http: Http, kept: dict[str, str]) -> None:
    found = await asked(
        http,
        {"call": "write", "path": "data/GLOBAL/a.txt", "content": "all's"},
        {"call": "write", "path": "data/acme/a.txt", "content": "x"},
        org_id=GLOBAL,
    )

    assert found[0] is None
    assert found[1].startswith("ValueError: Path must be within data/GLOBAL/")
    assert kept["data/GLOBAL/a.txt"] == "all's"


@pytest.mark.parametrize("size", [1024, PART, PART + 1024, 3 * 1024 * 1024])
async def test_a_file_of_any_size_comes_back(http: Http, size: int) -> None:
    assert await run(http, "large_file_kept", {"size": size}) is True


ASKED = ["read", "write", "delete", "find", "list"]
ELSEWHERE = ["../globex/a", "..", "/etc/passwd", "a/../../globex/a", "a\\..\\b", ".hidden", "a\0"]


@pytest.mark.parametrize("verb", ASKED)
@pytest.mark.parametrize("path", ELSEWHERE)
async def test_a_process_that_asks_for_more_is_refused(
    acme: Asking, kept: dict[str, str], verb: str, path: str
) -> None:
    kept["data/globex/a"] = "theirs"
    before = {**kept}
    content = {"content": "eA=="} if verb == "write" else {}

    with pytest.raises(InvalidInput, match="cannot be a path"):
        await acme(f"files.{verb}", path=path, **content)

    assert kept == before


@pytest.mark.parametrize("verb", ["write", "delete"])
async def test_the_organizations_folder_is_not_replaced(acme: Asking, verb: str) -> None:
    content = {"content": "eA=="} if verb == "write" else {}

    with pytest.raises(InvalidInput, match="empty"):
        await acme(f"files.{verb}", path="", **content)


async def test_organizations_whose_ids_differ_in_case_share_nothing(running: Runtime) -> None:
    lower, upper = Asking(running, "acme"), Asking(running, "ACME")

    await lower("files.write", path="a.txt", content="eA==")

    assert await upper("files.find", path="a.txt") is None
    assert await lower("files.find", path="a.txt") == {"isFolder": False, "size": 1}
    await upper("files.write", path="a.txt", content="eQ==")
    assert (await lower("files.read", path="a.txt"))["content"] == "eA=="


async def test_parts_are_taken_in_their_order_only(acme: Asking) -> None:
    with pytest.raises(Conflict, match="from byte 0"):
        await acme("files.add_part", upload=UPLOAD, at=1, content="eA==")
    await acme("files.add_part", upload=UPLOAD, at=0, content="eA==")
    for at in (0, 2):
        with pytest.raises(Conflict):
            await acme("files.add_part", upload=UPLOAD, at=at, content="eA==")

    await acme("files.add_part", upload=UPLOAD, at=1, content="eQ==")
    await acme("files.write", path="a.txt", upload=UPLOAD)

    assert (await acme("files.read", path="a.txt"))["content"] == "eHk="
    with pytest.raises(NotFound):
        await acme("files.write", path="a.txt", upload=UPLOAD)


async def test_parts_are_the_runs_own(acme: Asking, running: Runtime) -> None:
    await acme("files.add_part", upload=UPLOAD, at=0, content="eA==")

    with pytest.raises(NotFound):
        await Asking(running, "acme")("files.write", path="a.txt", upload=UPLOAD)


@pytest.mark.parametrize(
    "arguments",
    [
        {"upload": "../../etc/cron.d/x", "at": 0, "content": "eA=="},
        {"upload": UPLOAD, "at": -1, "content": "eA=="},
        {"upload": UPLOAD, "at": 0, "content": "%%%"},
        {"upload": UPLOAD, "at": 0},
    ],
)
async def test_a_part_that_is_none_is_refused(acme: Asking, arguments: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        await acme("files.add_part", **arguments)


async def test_the_bytes_and_files_in_parts_have_an_end(acme: Asking) -> None:
    with pytest.raises(TooLarge):
        await acme("files.add_part", upload=UPLOAD, at=FILE_BYTES, content="eA==")
    for number in range(4):
        await acme("files.add_part", upload=f"{number:016x}", at=0, content="eA==")
    with pytest.raises(Conflict, match="4 files"):
        await acme("files.add_part", upload=UPLOAD, at=0, content="eA==")


async def test_a_file_that_changes_while_it_is_read_is_not_mixed(
    acme: Asking, kept: dict[str, str]
) -> None:
    kept["data/acme/a.txt"] = "x" * PART + "old"
    first = await acme("files.read", path="a.txt")

    kept["data/acme/a.txt"] = "x" * PART + "new"

    with pytest.raises(Conflict, match="was changed"):
        await acme("files.read", path="a.txt", at=PART, mark=first["mark"])


async def test_a_long_folder_comes_in_pages(acme: Asking, kept: dict[str, str]) -> None:
    kept |= {f"data/acme/many/{n}.txt": "" for n in range(5)}

    first = await acme("files.list", path="many", limit=3)
    second = await acme("files.list", path="many", limit=3, start=first["next"])

    assert first["names"] + second["names"] == [f"{n}.txt" for n in range(5)]
    assert second["next"] is None


async def test_a_write_is_on_the_record_without_its_content(acme: Asking, running: Runtime) -> None:
    await acme("files.write", path="a.txt", content="bWFya2Vy")

    entries = [entry async for entry in running.platform.directory.audit_of("acme").export()]
    assert {entry.operation for entry in entries} == {"file.write"}
    assert "data/acme/a.txt" in {entry.object_id for entry in entries}
    assert not any("marker" in entry.model_dump_json() for entry in entries)


async def test_what_nobody_went_on_with_is_removed(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    await spool.add("one", UPLOAD, 0, b"x")
    os.utime(tmp_path / f"one-{UPLOAD}", (0, 0))

    await spool.add("two", UPLOAD, 0, b"x")

    assert [path.name for path in tmp_path.iterdir()] == [f"two-{UPLOAD}"]
