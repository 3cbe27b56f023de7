"""A provider of models on this machine, which answers as a test tells it."""

import asyncio
from collections.abc import Generator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread

from tests.contract.ai.model_site import ModelSite, Reply, model_site


@contextmanager
def running_model(*replies: Reply) -> Generator[ModelSite]:
    """The stand-in of the contract tests, on a loop and a thread of its own."""
    started: Future[ModelSite] = Future()
    loop, ended = asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with model_site(*replies) as site:
            started.set_result(site)
            await ended.wait()

    thread = Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        yield started.result(10)
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()
        loop.close()
