"""``/ws`` of a box, with real tokens and runs."""

import asyncio
import signal
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from shared.handlers.live import WAIT_SECONDS
from tests.integration.serve.box_process import BoxProcess, signed_in
from tests.integration.serve.conftest import Starts
from tests.support.web_socket import Refused, SocketClient, opened

SOON_SECONDS = 2.0


def port_of(box: BoxProcess) -> int:
    return urlsplit(box.url).port or 0


def begin(headers: dict[str, str]) -> dict[str, object]:
    token = headers["Authorization"].removeprefix("Bearer ")
    return {"token": token, "organization": "GLOBAL", "channels": ["executions"]}


async def run(box: BoxProcess, key: dict[str, str]) -> None:
    path = "/api/workflows/hello_world"
    answer = await asyncio.to_thread(box.client.post, path, json={"name": "Ada"}, headers=key)
    assert answer.status_code == 200, answer.text


async def until_told(client: SocketClient, what: str) -> Any:
    """The first message with these words, or the code that the connection ends with."""
    while True:
        received = await client.receive()
        if isinstance(received, int) or what in str(received):
            return received


async def test_a_run_is_told_at_once_and_who_signed_out_is_cut_off(box: BoxProcess) -> None:
    admin, key = signed_in(box), box.key("live")
    async with opened(port_of(box)) as client:
        await client.send(begin(admin))
        await client.receive()

        began = time.monotonic()
        await run(box, key)
        told = await until_told(client, "Success")
        seconds = time.monotonic() - began
        out = await asyncio.to_thread(box.client.delete, "/api/users/me/sessions", headers=admin)
        assert out.status_code < 300, out.text
        await run(box, key)
        closed = await until_told(client, "hello_world")

    assert told["events"][-1]["data"]["item"]["workflowName"] == "hello_world"
    assert seconds < SOON_SECONDS
    assert closed == 4401


async def test_pages_that_follow_do_not_hold_up_the_end(starts: Starts, tmp_path: Path) -> None:
    box = starts(tmp_path)
    admin = signed_in(box)
    async with opened(port_of(box)) as client, httpx.AsyncClient(base_url=box.url) as pages:
        await client.send(begin(admin))
        await client.receive()
        query = {"channels": "executions"}
        first = await pages.get("/api/events/stream", params=query, headers=admin)
        last = first.text.partition("id: ")[2].partition("\n")[0]
        headers = {**admin, "Last-Event-ID": last}
        held = asyncio.create_task(
            pages.get("/api/events/stream", params=query, headers=headers, timeout=30)
        )
        await asyncio.sleep(1)

        began = time.monotonic()
        box.process.send_signal(signal.SIGTERM)
        closed = await until_told(client, "nothing")
        answer = await held
        await asyncio.to_thread(box.process.wait, 30)

    assert closed == 1012
    assert answer.status_code == 200
    assert time.monotonic() - began < WAIT_SECONDS / 2


async def test_a_page_elsewhere_and_a_key_are_refused(box: BoxProcess) -> None:
    key = box.key("refused")["x-functions-key"]
    with pytest.raises(Refused):
        async with opened(port_of(box), origin="https://evil.example"):
            pass
    async with opened(port_of(box)) as client:
        await client.send({**begin({"Authorization": f"Bearer {key}"})})
        closed = await client.receive()

    assert closed == 4401
    assert key not in (box.folder / "log").read_text()
