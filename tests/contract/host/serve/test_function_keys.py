"""Function keys of a box: what is stored, what a key opens, and changes while it runs."""

import stat
from pathlib import Path

import pytest
from starlette.requests import Request

from host.errors import SettingsInvalid
from host.functions import HttpTrigger, RegisteredFunction
from host.keys import hashed
from host.keys.hashed import HashedKeyGuard, HashedKeys, KeyTaken
from host.keys.keys import Level


def function(level: str = "FUNCTION") -> RegisteredFunction:
    trigger = HttpTrigger.model_validate(
        {"type": "httpTrigger", "name": "req", "route": "x", "authLevel": level}
    )
    return RegisteredFunction("run", lambda: None, trigger, (trigger,))


def request(query: str = "", **headers: str) -> Request:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": pairs, "query_string": query.encode()})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "host" / "keys.json"


def test_a_key_is_shown_once_and_stored_as_a_hash(path: Path) -> None:
    key = hashed.add(path, "rmm", None)

    assert key not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [found.name for found in hashed.listed(path)] == ["rmm"]


def test_a_key_opens_functions_and_never_the_host(path: Path) -> None:
    guard = HashedKeyGuard(HashedKeys(path))
    key = hashed.add(path, "rmm", None)
    guard = HashedKeyGuard(HashedKeys(path))

    assert guard.level_of(request(x_functions_key=key), function()) is Level.FUNCTION
    assert guard.level_of(request(f"code={key}"), function()) is Level.FUNCTION


@pytest.mark.parametrize("forged", ["test", "", "bfh_", "master", "x" * 1000, "ключ"])
def test_another_text_opens_nothing(path: Path, forged: str) -> None:
    hashed.add(path, "rmm", None)
    guard = HashedKeyGuard(HashedKeys(path))

    assert guard.level_of(request(x_functions_key=forged), function()) is Level.ANONYMOUS


def test_the_hash_is_no_key(path: Path) -> None:
    hashed.add(path, "rmm", None)
    stored = hashed.listed(path)[0].sha256
    guard = HashedKeyGuard(HashedKeys(path))

    assert guard.level_of(request(x_functions_key=stored), function()) is Level.ANONYMOUS


@pytest.mark.parametrize("named", ["globex", "GLOBAL", "ACME", "acme,globex", " acme"])
def test_a_bound_key_opens_no_other_organization(path: Path, named: str) -> None:
    key = hashed.add(path, "rmm", "acme")
    guard = HashedKeyGuard(HashedKeys(path))
    elsewhere = request(x_functions_key=key, x_organization_id=named)

    assert guard.level_of(elsewhere, function()) is Level.ANONYMOUS


def test_a_bound_key_that_names_two_organizations_opens_none(path: Path) -> None:
    key = hashed.add(path, "rmm", "acme")
    guard = HashedKeyGuard(HashedKeys(path))
    pairs = [(b"x-functions-key", key.encode())]
    pairs += [(b"x-organization-id", name) for name in (b"acme", b"globex")]
    twice = Request({"type": "http", "headers": pairs, "query_string": b""})

    assert guard.level_of(twice, function()) is Level.ANONYMOUS


def test_a_bound_key_brings_its_organization(path: Path) -> None:
    key = hashed.add(path, "rmm", "acme")
    guard = HashedKeyGuard(HashedKeys(path))
    own = request(x_functions_key=key)

    assert guard.level_of(own, function()) is Level.FUNCTION
    assert guard.organization_of(own, function()) == "acme"
    assert guard.organization_of(own, function("ANONYMOUS")) is None


def test_a_running_host_takes_up_changes(path: Path) -> None:
    keys = HashedKeys(path)
    guard = HashedKeyGuard(keys)
    key = hashed.add(path, "rmm", None)
    added = keys.refresh()
    opened = guard.level_of(request(x_functions_key=key), function())
    hashed.revoke(path, "rmm")
    keys.refresh()

    assert added
    assert not keys.refresh()
    assert opened is Level.FUNCTION
    assert guard.level_of(request(x_functions_key=key), function()) is Level.ANONYMOUS


def test_names_are_used_once_and_are_plain(path: Path) -> None:
    hashed.add(path, "rmm", None)

    with pytest.raises(KeyTaken, match="revoke it first"):
        hashed.add(path, "rmm", None)
    for name in ("", "../x", "a b", "x" * 65):
        with pytest.raises(SettingsInvalid, match="no name"):
            hashed.add(path, name, None)
    assert not hashed.revoke(path, "other")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"keys": [{}]}'])
def test_a_damaged_file_is_no_empty_one(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.touch(0o600)
    path.write_text(content)

    with pytest.raises(SettingsInvalid, match="damaged"):
        HashedKeys(path)


def test_a_file_that_others_may_read_is_refused(path: Path) -> None:
    hashed.add(path, "rmm", None)
    path.chmod(0o644)

    with pytest.raises(SettingsInvalid, match="chmod 600"):
        HashedKeys(path)
