"""``bifrost.storage``, and the asks behind it as a hostile process would make them."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from bifrost import testing
from functions.composition import Runtime
from sdk.rpc.calls import CALLS, Right
from shared.broker import Broker
from shared.call import Call, Caller
from shared.engine.queue.slots import Slot, Slots
from shared.errors import BifrostError, Conflict, InvalidInput, NotFound, TooLarge
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.services.blobs import MemoryBlobs
from shared.services.services import Services
from shared.services.spool import FILE_BYTES
from tests.contract.broker_calls import NAMES_OTHERS, RUNS, refusal
from tests.contract.client import KEY_HEADERS, Http
from tests.unit.builders import execution
from tests.workspace import storing

PART = 512 * 1024
SENT = "form/5f0f9d6e-2c1b-4a53-9d6e-0d6a4c1f7b11/a.png"


@pytest.fixture
def stored(services: Services) -> MemoryBlobs:
    assert isinstance(services.storage, MemoryBlobs)
    return services.storage


class Asking:
    """As a run of this organization, without the SDK in between."""

    def __init__(self, running: Runtime, scope: str) -> None:
        actor = Actor(kind=CallerKind.USER, id="u", name="U")
        self._call = Call(Caller(actor, scope), running.platform, run=execution(id=uuid4()))
        self._broker = Broker(self._call, Slot(Slots(1, 1), scope))

    async def __call__(self, verb: str, path: str, container: str = "reports", **more: Any) -> Any:
        given = {"container": container, "path": path, **more}
        return await self._broker.answer(f"storage.{verb}", given)

    async def list(self, **more: Any) -> Any:
        return await self._broker.answer("storage.list", {"container": "reports", **more})


@pytest.fixture
def acme(running: Runtime) -> Asking:
    return Asking(running, "acme")


async def run(http: Http, name: str, given: object, org_id: str = "acme") -> Any:
    headers = {**KEY_HEADERS, "x-organization-id": org_id}
    answer = await http("run_workflow", {"name": name}, body=given, headers=headers)
    assert answer.status == 200, answer.json
    return answer.json


async def asked(http: Http, *calls: Mapping[str, object], org_id: str = "acme") -> list[Any]:
    found: list[Any] = await run(http, "stored_asked", {"calls": [*calls]}, org_id)
    return found


def test_any_run_has_its_organizations_blobs() -> None:
    rights = {name: right for name, right in CALLS.items() if name.startswith("storage.")}

    verbs = ("delete", "download", "generate_url", "get_metadata", "list", "upload")
    assert rights == {f"storage.{verb}": Right.ANY_RUN for verb in verbs}


@pytest.mark.parametrize("who", RUNS)
async def test_only_some_runs_name_another_organization(running: Runtime, who: str) -> None:
    given = {"container": "reports", "org_id": "globex"}

    said = await refusal(running, who, "storage.list", **given)

    assert (said != "NotPermitted") is (who in NAMES_OTHERS)


async def test_the_test_kit_stores_as_the_platform_does(http: Http) -> None:
    real = await run(http, "stores", {})

    with testing.running(organization="acme"):
        fake = await testing.run(storing.stores)

    assert fake == real


@pytest.mark.parametrize("size", [0, 1024, PART, PART + 1024, 3 * 1024 * 1024])
async def test_a_blob_of_any_size_comes_back(http: Http, size: int) -> None:
    assert await run(http, "large_blob_kept", {"size": size}) is True


async def test_what_one_organization_stores_no_other_has(http: Http, stored: MemoryBlobs) -> None:
    blob = {"container": "reports", "path": "a.txt"}
    await asked(http, {"call": "upload", **blob, "data": "ours"})

    calls = [{"call": call, **blob} for call in ("download", "get_metadata", "generate_url")]
    theirs = await asked(http, *calls, {"call": "delete", **blob}, org_id="globex")
    listed = await asked(http, {"call": "list", "container": "reports"}, org_id="globex")

    assert {said.partition(":")[0] for said in theirs[:3]} == {"FileNotFoundError"}
    assert [theirs[3], listed] == [False, [[]]]
    assert await stored.find("acme/reports/a.txt") == b"ours"


async def test_global_runs_have_blobs_of_their_own(http: Http, stored: MemoryBlobs) -> None:
    await asked(
        http,
        {"call": "upload", "container": "reports", "path": "a.txt", "data": "all's"},
        org_id=GLOBAL,
    )

    assert [name async for name in stored.names("")] == ["GLOBAL/reports/a.txt"]


async def test_organizations_whose_ids_differ_in_case_share_nothing(running: Runtime) -> None:
    lower, upper = Asking(running, "acme"), Asking(running, "ACME")

    await lower("upload", "a.txt", content="eA==")

    with pytest.raises(NotFound):
        await upper("download", "a.txt")
    assert (await upper.list())["paths"] == []
    assert (await lower("download", "a.txt"))["content"] == "eA=="


VERBS = ["download", "upload", "delete", "generate_url", "get_metadata"]
ELSEWHERE = [
    *("../globex/a", "..", ".", "", "/etc/passwd", "a/../../globex/a", "a//b", "a/"),
    *("a\\..\\b", ".hidden", "a\0", "a\r\nb", "a?sig=x", "x" * 1025, "a/" * 201 + "a"),
    *("é" * 200, "a\u202eb"),
]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("path", ELSEWHERE)
async def test_a_path_that_leads_elsewhere_is_refused(
    acme: Asking, stored: MemoryBlobs, verb: str, path: str
) -> None:
    await stored.write("globex/a", b"theirs")
    content = {"content": "eA=="} if verb == "upload" else {}

    with pytest.raises(InvalidInput):
        await acme(verb, path, **content)

    assert [name async for name in stored.names("")] == ["globex/a"]


@pytest.mark.parametrize("path", ["%2e%2e/%2e%2e/globex/reports/a", "..%2f..%2fglobex%2freports"])
async def test_an_encoded_path_is_a_name_like_any_other(acme: Asking, path: str) -> None:
    inside = f"x/{path}".replace("x/..", "x/y..")
    await acme("upload", inside, content="eA==")

    assert (await acme.list())["paths"] == [inside]


CONTAINERS = ["..", "../globex", "a/b", "", "ab", "Reports", "reports/", "$web", "a--b", "x" * 64]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("container", [*CONTAINERS, "reports\n", "acme%2freports"])
async def test_a_container_that_is_none_is_refused(acme: Asking, verb: str, container: str) -> None:
    content = {"content": "eA=="} if verb == "upload" else {}

    with pytest.raises(InvalidInput):
        await acme(verb, "a.txt", container, **content)


@pytest.mark.parametrize("prefix", ["..", "../../globex", "/", "/globex", "..%2f"])
async def test_a_prefix_never_leaves_the_container(
    acme: Asking, stored: MemoryBlobs, prefix: str
) -> None:
    for name in ("globex/reports/a", "acme/other/a", "acme/reports/a", "acme/reports-b/a"):
        await stored.write(name, b"x")

    assert (await acme.list(prefix=prefix))["paths"] == []
    assert (await acme.list())["paths"] == ["a"]


async def test_a_start_of_another_list_stays_in_this_one(acme: Asking, stored: MemoryBlobs) -> None:
    for name in ("acme/reports/a", "globex/reports/a", "globex/reports/b"):
        await stored.write(name, b"x")

    assert (await acme.list(start="globex/reports/a"))["paths"] == []


async def test_a_long_list_comes_in_pages(acme: Asking, stored: MemoryBlobs) -> None:
    for number in range(5):
        await stored.write(f"acme/reports/{number}", b"x")

    first = await acme.list(limit=3)
    second = await acme.list(limit=3, start=first["next"])

    assert [*first["paths"], *second["paths"]] == [f"{number}" for number in range(5)]
    assert second["next"] is None
    with pytest.raises(InvalidInput):
        await acme.list(limit=1001)


@pytest.mark.parametrize("kind", ["text/html\r\nx-evil: 1", "", "ü/x", "x" * 201])
async def test_a_content_type_that_is_none_is_refused(acme: Asking, kind: str) -> None:
    with pytest.raises(InvalidInput):
        await acme("upload", "a.txt", content="eA==", content_type=kind)


@pytest.mark.parametrize("hours", [0, -1, 169, 10**9])
async def test_a_url_lasts_for_a_week_at_most(acme: Asking, hours: int) -> None:
    await acme("upload", "a.txt", content="eA==")

    with pytest.raises(InvalidInput):
        await acme("generate_url", "a.txt", expiry_hours=hours)


async def test_a_url_reads_one_blob_until_it_ends(
    acme: Asking, stored: MemoryBlobs, services: Services
) -> None:
    for path in ("a.txt", "b.txt"):
        await acme("upload", path, content="eA==")
    now = services.clock.now()

    url = await acme("generate_url", "a.txt", expiry_hours=2)

    assert await stored.get(url, now + timedelta(hours=1, minutes=59)) == b"x"
    assert await stored.get(url, now + timedelta(hours=2, minutes=1)) is None
    assert await stored.get(url.replace("a.txt", "b.txt"), now) is None
    assert await stored.put(url, b"y", "text/plain", now) == 403


async def test_what_is_too_large_is_not_read(acme: Asking, stored: MemoryBlobs) -> None:
    await stored.write("acme/reports/a", bytes(FILE_BYTES + 1))

    with pytest.raises(TooLarge):
        await acme("download", "a")


async def test_a_blob_that_changes_while_it_is_read_is_not_mixed(
    acme: Asking, stored: MemoryBlobs
) -> None:
    await stored.replace("acme/reports/a", b"x" * PART + b"old", "text/plain")
    first = await acme("download", "a")

    await stored.replace("acme/reports/a", b"x" * PART + b"new", "text/plain")

    with pytest.raises(Conflict, match="was changed"):
        await acme("download", "a", at=PART, mark=first["mark"])


async def test_parts_of_another_run_are_not_stored(acme: Asking, running: Runtime) -> None:
    upload = "0123456789abcdef"
    given = {"upload": upload, "at": 0, "content": "eA=="}
    await acme._broker.answer("files.add_part", given)  # pyright: ignore[reportPrivateUsage]

    with pytest.raises(NotFound):
        await Asking(running, "acme")("upload", "a", upload=upload)
    await acme("upload", "a", upload=upload)

    assert (await acme("download", "a"))["content"] == "eA=="
    for more in ({}, {"content": "eA==", "upload": upload}):
        with pytest.raises(InvalidInput):
            await acme("upload", "a", **more)


async def test_changes_and_urls_are_on_the_record_without_the_content(
    acme: Asking, running: Runtime
) -> None:
    await acme("upload", "a.txt", content=b64encode(b"marker").decode())
    url = await acme("generate_url", "a.txt")
    await acme("delete", "a.txt")

    entries = [entry async for entry in running.platform.directory.audit_of("acme").export()]
    wanted = {"storage.upload", "storage.share", "storage.delete"}
    assert {entry.operation for entry in entries} == wanted
    assert "reports/a.txt" in {entry.object_id for entry in entries}
    said = "".join(entry.model_dump_json() for entry in entries)
    assert "marker" not in said
    assert url.partition("?")[2] not in said


async def test_what_a_form_was_given_is_read_by_the_path_that_it_submits(
    http: Http, services: Services
) -> None:
    await services.uploads.write(f"acme/{SENT}", b"png")
    file = {"container": "uploads", "path": f"uploads/acme/{SENT}"}

    found = await asked(
        http,
        {"call": "download", **file},
        {"call": "list", "container": "uploads"},
        {"call": "list", "container": "uploads", "prefix": "uploads/acme/form/"},
        {"call": "list", "container": "uploads", "prefix": "uploads/globex/"},
        {"call": "upload", **file, "data": "x"},
        {"call": "delete", **file},
    )

    assert found[:4] == ["png", [file["path"]], [file["path"]], []]
    assert all(said.startswith("ValueError: ") and "read-only" in said for said in found[4:])
    assert await services.uploads.find(f"acme/{SENT}") == b"png"


@pytest.mark.parametrize("verb", ["download", "generate_url", "get_metadata"])
@pytest.mark.parametrize(
    "path",
    [
        f"uploads/globex/{SENT}",
        f"uploads/ACME/{SENT}",
        f"uploads/acme/../globex/{SENT}",
        f"uploads/acme/../{SENT.split('/')[1]}/a.png",
        f"uploads/acme/form/{SENT.split('/')[1]}/..",
        f"uploads/acme%2f..%2fglobex/{SENT}",
        f"acme/{SENT}",
        f"globex/{SENT}",
        f"/uploads/acme/{SENT}",
        f"uploads//acme/{SENT}",
        f"uploads/acme/{SENT}\n",
        "",
    ],
)
async def test_what_another_organizations_form_was_given_is_not_read(
    acme: Asking, services: Services, verb: str, path: str
) -> None:
    for scope in ("acme", "globex"):
        await services.uploads.write(f"{scope}/{SENT}", b"png")

    with pytest.raises(BifrostError, match="is not the path of an upload"):
        await acme(verb, path, "uploads")
