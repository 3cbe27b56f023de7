"""Workflows without ``async``, and threads that authors start."""

import asyncio
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

from bifrost import config, context, data_provider, files, workflow


@workflow
def asks_plainly() -> dict[str, object]:
    """One ask at a time, and several at once."""
    return {
        "region": asyncio.run(config.get("region")),
        "organization": context.org_id,
        "together": asyncio.run(_together(5)),
        "note": asyncio.run(_keeps_a_note()),
    }


async def _together(times: int) -> list[object]:
    return await asyncio.gather(*[config.get("region") for _ in range(times)])


async def _keeps_a_note() -> str:
    await files.write("data/acme/plain.txt", "plainly")
    return str(await files.read("data/acme/plain.txt"))


@data_provider(cache_ttl_seconds=0)
def asked_plainly() -> list[str]:
    return [str(asyncio.run(config.get("region"))), context.scope]


@workflow
def asks_from_threads() -> list[object]:
    with ThreadPoolExecutor(4) as threads:
        return [*threads.map(_in_a_thread, range(20))]


@workflow
async def asks_from_threads_beside_its_loop() -> list[object]:
    """Also while its own loop waits for the threads."""
    with ThreadPoolExecutor(4) as threads:
        held_up = [*threads.map(_in_a_thread, range(20))]
        beside = await asyncio.gather(*[asyncio.to_thread(_in_a_thread, n) for n in range(5)])
    return [*held_up, *beside, [await config.get("region"), context.org_id, 0]]


def _in_a_thread(number: int) -> list[object]:
    return [asyncio.run(config.get("region")), context.org_id, number]


@workflow
def is_in_the_main_thread() -> bool:
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    return threading.current_thread() is threading.main_thread()


@workflow
def leaves_a_thread_that_asks() -> str:
    """The thread is in the middle of its asks when the run ends."""
    begun = threading.Event()
    threading.Thread(target=_asks_on, args=(begun,), daemon=True).start()
    begun.wait()
    return context.execution_id


def _asks_on(begun: threading.Event) -> None:
    while True:
        asyncio.run(config.get("region"))
        begun.set()


@workflow
def gives_back_what_is_to_be_awaited() -> object:
    return config.get("region")
