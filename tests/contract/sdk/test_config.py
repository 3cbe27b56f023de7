"""``bifrost.config`` and ``bifrost.secrets``, asked by real worker processes."""

import hashlib
import logging
import traceback
from collections.abc import Mapping
from typing import Any

import pytest

from functions.composition import Runtime
from shared.broker import Broker
from shared.call import Call, Caller
from shared.engine.queue.slots import Slot, Slots
from shared.errors import BifrostError, InvalidInput, NotFound, NotPermitted
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
ALICE, OWNER, BOB = map(signed_in, ("alice", "owner", "bob"))
MARK = "marker-7c1e0b"
#: Also where a secret was cut into.
MARKS = [b"marker-", b"r-7c1e0b"]
#: Of every kind that is hard to hide: quotes and backslashes, and several lines.
SECRETS = {
    "plain": f"{MARK}-plain",
    "quoted": f'{MARK}-"q\\u\'o"-é-{MARK}',
    "lines": f"-----{MARK}\nsecond {MARK} line\n-----",
}

A_SLOT = Slot(Slots(1, 1), "acme")


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "bob", {"globex": "admin"})


async def run(http: Http, who: Headers, name: str, given: object) -> Any:
    answer = await http("execute_workflow", {"name": name}, body={"inputData": given}, headers=who)
    assert answer.status == 200, answer.json
    return answer.json["result"]


async def ask(http: Http, who: Headers, call: str, **arguments: object) -> Any:
    """What a run that ``who`` started is answered."""
    calls = [{"call": call, **arguments}]
    return (await run(http, who, "asks", {"calls": calls}))[0]


async def put(http: Http, who: Headers, key: str, value: object, kind: str = "string") -> None:
    body = {"key": key, "value": value, "type": kind}
    assert (await http("set_config", body=body, headers=who)).status in (200, 201)


async def add_secret(http: Http, who: Headers, name: str, value: str) -> None:
    body = {"secretKey": name, "value": value}
    assert (await http("create_secret", body=body, headers=who)).status == 201


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


async def test_values_come_back_as_what_they_were_declared(http: Http) -> None:
    given = {"text": ("string", "5"), "number": ("int", "5"), "flag": ("bool", "false")}
    more = {"tree": ("json", '{"a": [1, 2.5, null]}'), "nothing": ("json", "null")}
    for key, (kind, value) in {**given, **more}.items():
        await put(http, OWNER, key, value, kind)

    calls = [{"call": "config.get", "key": key, "default": "none"} for key in (*given, *more, "x")]
    found = await run(http, ALICE, "asks", {"calls": calls})
    listed = await ask(http, ALICE, "config.list")

    assert found == ["5", 5, False, {"a": [1, 2.5, None]}, None, "none"]
    assert listed == dict(
        zip(sorted(listed), [False, None, 5, "5", {"a": [1, 2.5, None]}], strict=True)
    )


async def test_an_organization_comes_before_global(http: Http, root: Headers) -> None:
    await put(http, root, "a", "global")
    await put(http, root, "b", "global")
    await put(http, OWNER, "b", "own")
    await add_secret(http, root, "s", "of-global")
    await add_secret(http, root, "t", "of-global")
    await add_secret(http, OWNER, "t", "of-acme")

    values = [await ask(http, ALICE, "config.get", key=key) for key in ("a", "b")]
    theirs = [await ask(http, BOB, "config.get", key=key) for key in ("a", "b")]
    knows = [
        await run(http, ALICE, "knows", {"name": "s", "digest": digest("of-global")}),
        await run(http, ALICE, "knows", {"name": "t", "digest": digest("of-acme")}),
        await run(http, BOB, "knows", {"name": "t", "digest": digest("of-global")}),
        await ask(http, BOB, "secrets.get", key="none"),
    ]

    assert (values, theirs) == (["global", "own"], ["global", "global"])
    assert knows == [True, True, True, None]
    assert await ask(http, ALICE, "config.list") == {"a": "global", "b": "own"}
    assert await ask(http, ALICE, "secrets.list") == ["t"]


async def test_an_administrators_run_writes_for_its_organization(http: Http) -> None:
    calls: list[dict[str, object]] = [
        {"call": "config.set", "key": "flag", "value": True},
        {"call": "config.set", "key": "number", "value": 7},
        {"call": "config.set", "key": "text", "value": "7"},
        {"call": "config.set", "key": "tree", "value": [1.5]},
        {"call": "config.list"},
        {"call": "config.delete", "key": "flag"},
        {"call": "config.delete", "key": "flag"},
        {"call": "secrets.set", "key": "NAME", "value": "hunter2"},
        {"call": "secrets.list"},
        {"call": "secrets.delete", "key": "NAME"},
        {"call": "secrets.delete", "key": "NAME"},
    ]

    found = await run(http, OWNER, "asks", {"calls": calls})
    kinds = (await http("list_config", headers=OWNER)).json

    assert found[4] == {"flag": True, "number": 7, "text": "7", "tree": [1.5]}
    assert found[5:] == [True, False, None, ["NAME"], True, False]
    assert {one["key"]: one["type"] for one in kinds} == {
        "number": "int",
        "text": "string",
        "tree": "json",
    }


async def test_what_a_run_changes_is_on_the_record_under_its_id(http: Http) -> None:
    body = {"inputData": {"calls": [{"call": "config.set", "key": "k", "value": 1}]}}
    ran = await http("execute_workflow", {"name": "asks"}, body=body, headers=OWNER)

    entries = (await http("list_audit_entries", headers=OWNER)).json

    newest = entries[0]
    assert (newest["operation"], newest["outcome"]) == ("config.set", "succeeded")
    assert newest["requestId"] == ran.headers["x-execution-id"]
    assert newest["after"]["value"] == "1"


@pytest.mark.parametrize(
    ("call", "arguments", "refusal"),
    [
        ("config.get", {"key": "a/b"}, "InvalidInput"),
        ("config.get", {"key": "x" * 101}, "InvalidInput"),
        ("config.get", {"key": "a' or PartitionKey ne '"}, "InvalidInput"),
        ("config.set", {"key": "é", "value": 1}, "InvalidInput"),
        ("config.set", {"key": "k", "value": ""}, "InvalidInput"),
        ("config.set", {"key": "k", "value": "x" * 16_001}, "InvalidInput"),
        ("config.set", {"key": "referred", "value": "x"}, "Conflict"),
        ("secrets.get", {"key": "../x"}, "InvalidInput"),
        ("secrets.set", {"key": "k", "value": "abc"}, "InvalidInput"),
        ("secrets.delete", {"key": "config.referred"}, "Conflict"),
    ],
)
async def test_what_cannot_be_is_refused(
    http: Http, call: str, arguments: dict[str, object], refusal: str
) -> None:
    await put(http, OWNER, "referred", "hunter2", "secret_ref")

    assert str(await ask(http, OWNER, call, **arguments)).startswith(f"{refusal}: ")


async def test_a_reference_whose_secret_is_gone_is_said(http: Http) -> None:
    await put(http, OWNER, "key", "hunter2", "secret_ref")
    place = {"name": "config.key"}
    await http("delete_secret", place, query={"force": "true"}, headers=OWNER)

    said = await ask(http, ALICE, "config.get", key="key")

    assert said.startswith("Conflict: ")
    assert "'config.key', which is missing" in said


READS = ["config.get", "config.list", "secrets.get", "secrets.list"]
WRITES = ["config.set", "config.delete", "secrets.set", "secrets.delete"]
HOST = {"kind": CallerKind.HOST_KEY, "is_admin": True}
RUNS: Mapping[str, tuple[dict[str, Any], str]] = {
    "member": ({"kind": CallerKind.USER}, "acme"),
    "owner": ({"kind": CallerKind.USER, "is_admin": True}, "acme"),
    "api key": ({"kind": CallerKind.API_KEY}, "acme"),
    "function key": (HOST, "acme"),
    "function key in GLOBAL": (HOST, GLOBAL),
    "schedule": ({"kind": CallerKind.SYSTEM}, "acme"),
    "schedule in GLOBAL": ({"kind": CallerKind.SYSTEM}, GLOBAL),
    "root": ({"kind": CallerKind.USER, "is_admin": True, "is_platform_admin": True}, "acme"),
    "root in GLOBAL": (
        {"kind": CallerKind.USER, "is_admin": True, "is_platform_admin": True},
        GLOBAL,
    ),
}
#: Whether it may write in its own scope, and whether it may name another one.
EXPECTED = {
    "member": (False, False),
    "owner": (True, False),
    "api key": (False, False),
    "function key": (True, False),
    "function key in GLOBAL": (True, False),
    "schedule": (False, False),
    "schedule in GLOBAL": (True, True),
    "root": (True, True),
    "root in GLOBAL": (True, True),
}


async def refused(running: Runtime, who: str, call: str, org_id: str | None) -> str:
    """How the broker refuses such a run; an empty text if it does not."""
    facts, scope = RUNS[who]
    caller = Caller(Actor(id=who, name=who, **facts), scope)
    arguments: dict[str, Any] = {"org_id": org_id} if org_id else {}
    if not call.endswith("list"):
        arguments["key"] = "key"
    if call.endswith("set"):
        arguments["value"] = "value"
    try:
        await Broker(Call(caller, running.platform), A_SLOT).answer(call, arguments)
    except BifrostError as error:
        return type(error).__name__
    return ""


@pytest.mark.parametrize("call", [*READS, *WRITES])
@pytest.mark.parametrize("who", RUNS)
async def test_a_run_may_what_its_starter_may(running: Runtime, who: str, call: str) -> None:
    writes, names = EXPECTED[who]
    scope = RUNS[who][1]

    own = [await refused(running, who, call, org_id) for org_id in (None, scope)]
    others = [
        await refused(running, who, call, org) for org in {"globex", GLOBAL, "acme"} - {scope}
    ]
    nowhere = [await refused(running, who, call, org) for org in ("closed", "nowhere", "a|b")]

    assert own == ["" if writes or call in READS else NotPermitted.__name__] * 2
    assert others == ["" if names else NotPermitted.__name__] * 2
    assert nowhere == [NotFound.__name__ if names else NotPermitted.__name__] * 3


async def test_another_organizations_values_come_with_its_id(http: Http, root: Headers) -> None:
    await put(http, OWNER, "key", "of acme")
    await put(http, BOB, "key", "of globex")

    found = [await ask(http, root, "config.get", key="key", org_id=o) for o in ("acme", "globex")]
    stolen = await ask(http, BOB, "config.get", key="key", org_id="acme")

    assert found == ["of acme", "of globex"]
    assert stolen.startswith("NotPermitted: ")


async def plant(http: Http, who: Headers) -> None:
    await add_secret(http, who, "plain", SECRETS["plain"])
    await add_secret(http, who, "lines", SECRETS["lines"])
    await put(http, who, "referred", SECRETS["quoted"], "secret_ref")


ENDS: list[tuple[str, dict[str, str]]] = [
    ("says_secrets", {}),
    ("returns_secrets", {}),
    ("returns_text", {}),
    ("returns_quoted", {}),
    *[("raises_secrets", {"how": how}) for how in ("plainly", "user", "type", "long")],
]


@pytest.mark.parametrize("scope", ["own", "inherited"])
async def test_what_was_given_in_confidence_leaves_no_trace(
    http: Http,
    running: Runtime,
    root: Headers,
    caplog: pytest.LogCaptureFixture,
    scope: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    await plant(http, OWNER if scope == "own" else root)
    bodies: list[bytes] = []

    for name, given in ENDS:
        bodies += await everything(http, name, given)

    bodies += [(await http(name, headers=who)).body for name in LISTS for who in (OWNER, root)]
    assert len(bodies) > len(ENDS) * 5
    assert [body for body in bodies if any(one in body for one in MARKS)] == []
    assert b"[redacted]" in b"".join(bodies)
    assert traces(running) == []
    assert MARK not in caplog.text


LISTS = ["list_config", "list_secrets", "list_audit_entries", "list_executions"]


async def everything(http: Http, name: str, given: object) -> list[bytes]:
    """All that can be read of a run, as its answers and later."""
    body = {"inputData": given}
    ran = await http("execute_workflow", {"name": name}, body=body, headers=OWNER)
    place = {"execution_id": ran.headers["x-execution-id"]}
    reads = ("execution", "execution_result", "execution_logs", "execution_variables")
    read = [await http(f"get_{one}", place, headers=OWNER) for one in reads]
    machine = await http("run_workflow", {"name": name}, body=given, headers=KEY_HEADERS)
    return [ran.body, machine.body, *(answer.body for answer in read)]


def traces(running: Runtime) -> list[str]:
    """Where the marker is in what the runtime keeps, but for the vault."""
    services = running.platform.services
    stores = {
        "directory": services.directory,
        "executions": services.executions,
        "owners": services.heartbeats,
        "audit": services.audit,
        "blobs": services.blobs,
        "queue": services.queue,
    }
    return [name for name, store in stores.items() if MARK in repr(vars(store))]


REFUSED: list[tuple[str, dict[str, object]]] = [
    ("set_config", {"key": "k", "type": "secret_ref", "value": [MARK]}),
    ("set_config", {"key": "k", "type": "secret_ref", "value": MARK * 3000}),
    ("set_config", {"key": "k", "type": "secret_ref", "value": MARK, "secretRef": "x"}),
    ("set_config", {"key": "a/b", "type": "secret_ref", "value": MARK}),
    ("set_config", {"key": "k", "type": "secret", "value": MARK}),
    ("set_config", {"key": "k", "type": "secret_ref", "value": MARK, "more": 1}),
    ("create_secret", {"secretKey": "k", "value": {"a": MARK}}),
    ("create_secret", {"secretKey": "k", "value": MARK * 3000}),
    ("create_secret", {"secretKey": "a/b", "value": MARK}),
    ("create_secret", {"secretKey": "k", "value": MARK, "orgId": "globex"}),
]


@pytest.mark.parametrize(("function", "body"), REFUSED)
async def test_what_was_refused_is_not_repeated(
    http: Http,
    running: Runtime,
    caplog: pytest.LogCaptureFixture,
    function: str,
    body: dict[str, object],
) -> None:
    caplog.set_level(logging.DEBUG)

    answer = await http(function, body=body, headers=OWNER)

    assert answer.status == 400
    assert MARK.encode() not in answer.body
    assert MARK not in caplog.text
    assert traces(running) == []


async def test_a_refused_secret_of_a_run_is_not_repeated(running: Runtime) -> None:
    owner = Actor(kind=CallerKind.USER, id="owner", name="Owner", is_admin=True)
    broker = Broker(Call(Caller(owner, "acme"), running.platform), A_SLOT)

    with pytest.raises(InvalidInput) as refused:
        await broker.answer("secrets.set", {"key": "k", "value": MARK * 3000})

    assert MARK not in "".join(traceback.format_exception(refused.value))


async def test_the_search_finds_what_is_there(http: Http, running: Runtime) -> None:
    await put(http, OWNER, "key", MARK)

    assert traces(running) == ["directory", "audit"]


async def test_what_a_run_sets_as_a_secret_is_hidden_from_then_on(
    http: Http, running: Runtime
) -> None:
    body = {"inputData": {"value": "hunter2-set"}}

    ran = await http("execute_workflow", {"name": "sets_a_secret"}, body=body, headers=OWNER)
    place = {"execution_id": ran.headers["x-execution-id"]}
    logs = await http("get_execution_logs", place, headers=OWNER)

    assert ran.json["result"] == "acme [redacted]"
    assert b"hunter2" not in logs.body
