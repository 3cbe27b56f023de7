"""A provider of models on this machine, and an organization that may ask it."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

import httpx
from aiohttp import web

from tests.browser import api
from tests.browser.site import ACTIVE, ADMIN
from tests.contract.ai.model_site import ModelSite, Reply
from tests.contract.outside_site import site

MODEL = "desk-model"
PRICE = {"input": 10, "output": 30}
SCOPE = {"X-Organization-Id": ACTIVE}
OFF = {"isEnabled": False, "monthlyDollars": None}


@dataclass
class Models:
    """The provider: ``url`` is what a key of the kind `Compatible` names."""

    said: ModelSite

    @property
    def url(self) -> str:
        # The operator allows this name; see BIFROST_EGRESS_ALLOW in conftest.py.
        return f"http://localhost:{self.said.place.rpartition(':')[2]}/v1"

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.method == "GET":
            return web.json_response({"object": "list", "data": [{"id": MODEL}]})
        return await self.said.answer(request)


@contextmanager
def running_models(*replies: Reply) -> Generator[Models]:
    """Run a provider that answers so, in this order, on a free port."""
    found = Models(ModelSite(replies=[*replies]))
    loop, ready = asyncio.new_event_loop(), asyncio.Event()

    async def serve(until: asyncio.Event) -> None:
        async with site(found.answer) as made:
            found.said.place = made.place
            ready.set()
            await until.wait()

    until = asyncio.Event()
    thread = Thread(target=lambda: loop.run_until_complete(serve(until)), daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(ready.wait(), loop).result(10)
    try:
        yield found
    finally:
        loop.call_soon_threadsafe(until.set)
        thread.join(10)
        loop.close()


@contextmanager
def priced(url: str) -> Generator[None]:
    """Let the platform's switch be on and the model have a price; leave no key and no budget."""
    with api.signed_in(url, ADMIN) as client:
        prices = client.get("/api/settings/ai/pricing").raise_for_status().json()["models"]
        body = {"models": {**prices, MODEL: PRICE}}
        client.put("/api/settings/ai/pricing", json=body).raise_for_status()
        enabled = {"isEnabled": True, "monthlyDollars": 100}
        client.put("/api/ai/settings", json=enabled).raise_for_status()
        try:
            yield
        finally:
            _leave(client)


def _leave(client: httpx.Client) -> None:
    for key in client.get("/api/llm-keys", headers=SCOPE).raise_for_status().json():
        client.delete(f"/api/llm-keys/{key['id']}", headers=SCOPE).raise_for_status()
    for scope in (SCOPE, {}):
        client.put("/api/ai/settings", json=OFF, headers=scope).raise_for_status()
