"""No secret is anywhere where it could be read, whatever happened to it."""

import logging

import pytest

from shared.services.blobs import MemoryBlobs
from tests.contract.client import KEY_HEADERS, Answer
from tests.contract.oauth.connection_flow import Connecting
from tests.contract.oauth.provider import MARKER, SECRET


async def everything(connecting: Connecting) -> list[Answer]:
    """Most of what can be done, and most of what can go wrong with it."""
    provider = connecting.provider
    said = [await connecting.create(client_id=""), await connecting.create(token_url=SECRET)]
    await connecting.connect()
    said.append(await connecting.call("refresh_connection"))
    for workflow in ("uses_a_token", "raises_a_token"):
        body = {"say": True} if workflow == "uses_a_token" else {}
        said.append(
            await connecting.http(
                "run_workflow", {"name": workflow}, body=body, headers=KEY_HEADERS
            )
        )
    for mood in ("500", "429", "babbles", "leaks", "invalid_grant"):
        provider.mood = mood
        connecting.pass_time(minutes=50)
        await connecting.running.platform.oauth.refresh_due()
        said.append(await connecting.call("refresh_connection"))
    provider.mood = ""
    said += [await connecting.come_back(await connecting.authorize()) for _ in range(2)]
    changes = {"client_secret": SECRET, "description": "x"}
    said.append(await connecting.call("update_connection", body=changes))
    reads = ["list_connections", "get_connection", "get_connection_health"]
    said += [await connecting.call(name) for name in [*reads, "get_connection_credentials"]]
    headers = connecting.at("acme")
    said.append(await connecting.http("list_audit_entries", headers=headers))
    said.append(await connecting.http("export_audit_log", headers=headers))
    said.append(await connecting.http("rotate_connection_key", headers=connecting.root))
    said.append(await connecting.call("delete_connection"))
    return said


async def test_no_secret_is_in_any_table_blob_message_log_or_answer(
    connecting: Connecting, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    answers = await everything(connecting)

    services = connecting.running.platform.services
    tables = (services.directory, services.executions, services.heartbeats, services.audit)
    kept = repr([vars(place) for place in (*tables, services.queue, services.secrets)])
    assert isinstance(services.blobs, MemoryBlobs)
    kept += repr(vars(services.blobs))
    assert "uses_a_token" in kept
    assert MARKER not in kept
    logged = caplog.text + repr([vars(record) for record in caplog.records])
    assert "token refreshed" in logged
    assert MARKER not in logged
    for answer in answers:
        assert MARKER.encode() not in answer.body
