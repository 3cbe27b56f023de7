"""Workflows that end in every way there is."""

import asyncio
import ctypes
import os
import signal
import socket
import sys
import time

from bifrost import RetryPolicy, UserError, context, workflow


@workflow(access="members")
async def succeeds(value: object = None) -> object:
    """Give back what was sent."""
    return value


@workflow
def succeeds_without_async(times: int = 2) -> str:
    return "again " * times


@workflow(disable_global_key=True, access="members")
async def takes_no_function_key() -> str:
    return context.executed_by


@workflow(access="members")
async def refuses(reason: str) -> None:
    raise UserError(reason)


@workflow(access="members")
async def raises() -> None:
    password = "hunter2"
    raise ValueError(f"the password is {password}")


@workflow(access="members")
async def pretends(kind: str) -> None:
    """An author's error that is named as one of the platform's."""
    raise type(kind, (Exception,), {})("the password is hunter2")


@workflow(access="members")
async def says_no() -> dict[str, object]:
    return {"success": False, "reason": "half of it"}


@workflow
async def exits(code: int = 3) -> None:
    os._exit(code)


@workflow
async def exits_politely() -> None:
    sys.exit(4)


@workflow(access="members")
async def is_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@workflow
async def crashes() -> None:
    ctypes.string_at(0)


@workflow
async def eats_memory() -> int:
    return len(bytearray(1 << 36))


@workflow(timeout_seconds=1, access="members")
async def sleeps(port: int | None = None) -> None:
    _note_process(port)
    await asyncio.sleep(60)


@workflow
async def sleeps_a_little() -> None:
    await asyncio.sleep(0.8)


@workflow(access="members")
def waits_for_a_word(port: int) -> None:
    """Says that it has begun, and ends when it is answered."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as notes:
        notes.sendto(str(os.getpid()).encode(), ("127.0.0.1", port))
        notes.recv(100)


@workflow(timeout_seconds=30, access="members")
async def sleeps_a_while() -> None:
    await asyncio.sleep(20)


@workflow(timeout_seconds=1)
def spins(port: int | None = None) -> None:
    _note_process(port)
    while True:
        pass


@workflow(timeout_seconds=1)
def ignores_the_end(port: int | None = None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _note_process(port)
    time.sleep(60)


@workflow(timeout_seconds=1)
def leaves_a_child(port: int | None = None) -> None:
    if os.fork() == 0:
        _note_process(port)
    time.sleep(60)


@workflow(execution_mode="async", access="members")
async def takes_its_time(seconds: float, port: int | None = None) -> str:
    """Goes through the queue."""
    _note_process(port)
    await asyncio.sleep(seconds)
    return "done"


@workflow(timeout_seconds=120, access="members")
async def may_take_long(seconds: float = 0) -> str:
    """Synchronous, and longer than a request may take."""
    await asyncio.sleep(seconds)
    return context.execution_id


def _note_process(port: int | None) -> None:
    if port:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as notes:
            notes.sendto(str(os.getpid()).encode(), ("127.0.0.1", port))


@workflow(retry_policy=RetryPolicy(max_attempts=3, backoff_seconds=2), access="members")
async def fails_twice() -> str:
    print(f"try {context.attempt}")
    if context.attempt < 3:
        raise ConnectionError(f"try {context.attempt} failed")
    return f"try {context.attempt}"


@workflow(retry_policy=RetryPolicy(max_attempts=2, retry_on=["Timeout"]), timeout_seconds=1)
async def fails_or_hangs(kind: str) -> None:
    """Has only its time limit named."""
    if kind == "hangs":
        await asyncio.sleep(30)
    if kind == "refuses":
        raise UserError("no")
    raise ConnectionError("no")


@workflow
async def says_much(port: int, value: str = "", lines: int = 0, seconds: float = 0) -> str:
    """Has what does not fit into a row: an input, lines and a result."""
    _note_process(port)
    for number in range(lines):
        print(f"{number} {'.' * 1000}")
    await asyncio.sleep(seconds)
    return value


@workflow(execution_mode="async", retry_policy=RetryPolicy(max_attempts=2, backoff_seconds=1))
async def fails_once(port: int) -> str:
    _note_process(port)
    if context.attempt < 2:
        raise ConnectionError("the first time")
    return "the second time"
