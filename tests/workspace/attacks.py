"""Workflows that attack the machine they run on. Each says what it got."""

import asyncio
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from bifrost import context, workflow

REMEMBERED: list[str] = []


def attempt(act: Callable[[], object]) -> str:
    try:
        return f"got {act()!r}"
    except OSError as error:
        return type(error).__name__


@workflow
def reads(paths: list[str]) -> dict[str, str]:
    return {path: attempt(lambda path=path: Path(path).read_bytes()[:100]) for path in paths}


@workflow
def lists(paths: list[str]) -> dict[str, str]:
    return {path: attempt(lambda path=path: os.listdir(path)) for path in paths}


@workflow
def writes(paths: list[str]) -> dict[str, str]:
    return {path: attempt(lambda path=path: Path(path).write_text("x")) for path in paths}


@workflow
def signals(pids: list[int]) -> dict[int, str]:
    """Number 0 asks only whether one could: where a wall is missing, nobody is hurt."""
    return {pid: attempt(lambda pid=pid: os.kill(pid, 0)) for pid in pids}


@workflow
def parents() -> list[int]:
    """The ids of this process, of its parent and of the parent's."""
    status = Path("/proc/self/status").read_text()
    assert f"Pid:\t{os.getpid()}" in status
    return [os.getpid(), os.getppid()]


@workflow
def system_calls(numbers: dict[str, int]) -> dict[str, str]:
    libc = ctypes.CDLL(None, use_errno=True)
    found: dict[str, str] = {}
    for name, number in numbers.items():
        result = libc.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0, 0)
        found[name] = "refused" if result == -1 and ctypes.get_errno() == 1 else f"got {result}"
    return found


@workflow
def becomes_root() -> list[str]:
    return [
        attempt(lambda: os.setuid(0)),
        attempt(lambda: os.setresuid(0, 0, 0)),
        attempt(lambda: os.chroot("/")),
    ]


@workflow
def finds(begins: str, ends: str) -> list[str]:
    """Where in what belongs to this process the two can be found as one text."""
    places = [name for name, value in os.environ.items() if begins + ends in value]
    for module in list(sys.modules.values()):
        for name, value in list(vars(module).items()):
            if begins + ends in attempt(lambda value=value: repr(value)):
                places.append(f"{module.__name__}.{name}")
    return places


@workflow
def opened() -> list[str]:
    """What its descriptors are."""
    found: list[str] = []
    for number in range(256):
        try:
            facts = os.fstat(number)
        except OSError:
            continue
        found.append(f"{number}: {facts.st_mode:o}")
    return found


@workflow
def remembers(text: str) -> list[str]:
    REMEMBERED.append(text)
    (Path.cwd() / "note").write_text(text)
    os.environ["NOTE"] = text
    return [*REMEMBERED]


@workflow(access="members")
def recalls() -> dict[str, object]:
    return {
        "module": [*REMEMBERED],
        "files": os.listdir(Path.cwd()),
        "environment": os.environ.get("NOTE"),
        "process": os.getpid(),
        "organization": context.scope,
    }


@workflow
def leaves_a_thread() -> int:
    threading.Thread(target=time.sleep, args=[60], daemon=True).start()
    return os.getpid()


@workflow
async def works_in_threads() -> int:
    """As whoever asks the network does, be it for a name: they end with the run."""
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.001) for _ in range(8)))
    return os.getpid()


@workflow
def outlives(port: int, seconds: float = 0.2) -> int:
    """A double fork in a session of its own."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as notes:
                notes.sendto(str(os.getpid()).encode(), ("127.0.0.1", port))
            time.sleep(60)
        os._exit(0)
    os.wait()
    time.sleep(seconds)
    return os.getpid()


@workflow
def leaves_a_hopper(port: int, hops: int = 2000) -> int:
    """A process that starts the next one and ends, so that no list has the one that lives."""
    worker = os.getpid()
    if os.fork() == 0:
        for _ in range(hops):
            if os.fork() != 0:
                os._exit(0)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as notes:
            notes.sendto(str(os.getpid()).encode(), ("127.0.0.1", port))
        time.sleep(60)
        os._exit(0)
    return worker


@workflow
def leaves_one_without_its_first_thread() -> dict[str, int]:
    """A process that the kernel reports as a zombie, while another thread of it goes on."""
    pid = os.fork()
    if pid == 0:
        threading.Thread(target=time.sleep, args=[60]).start()
        call([60, 93], 0)
    time.sleep(0.2)
    return {"worker": os.getpid(), "process": pid}


@workflow
def leaves_a_zombie() -> int:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    return os.getpid()


@workflow(timeout_seconds=3)
def bombs() -> None:
    while True:
        with suppress(OSError):
            os.fork()


@workflow(timeout_seconds=5)
def eats(megabytes: int) -> int:
    return len(bytearray(megabytes * 1024 * 1024))


@workflow(timeout_seconds=20, access="members")
def returns_megabytes(megabytes: int) -> str:
    return "x" * (megabytes * 1024 * 1024)


@workflow
def kills_its_parent() -> str:
    return attempt(lambda: os.kill(os.getppid(), signal.SIGKILL))


@workflow
def closes_everything() -> None:
    os.closerange(0, 256)


@workflow
def writes_to_the_socket(text: str) -> str:
    os.write(3, text.encode())
    return "sent"


@workflow
def shows_environment() -> dict[str, str]:
    return {**os.environ}


@workflow
def makes_public(path: str) -> str:
    return attempt(lambda: os.chmod(path, 0o644))


@workflow
def connects(path: str) -> str:
    """To a service of this machine, by a socket in its files."""

    def connect() -> object:
        with socket.socket(socket.AF_UNIX) as connection:
            return connection.connect(path)

    return attempt(connect)


@workflow
def starts_a_program() -> str:
    return subprocess.check_output(["/bin/echo", "hello"], text=True).strip()


@workflow(isolation="fresh")
def is_fresh() -> dict[str, object]:
    REMEMBERED.append("fresh")
    return {"process": os.getpid(), "module": [*REMEMBERED]}


def call(numbers: list[int], *arguments: object) -> int:
    """A system call by its numbers on x86_64 and on aarch64; OSError if it is refused."""
    libc = ctypes.CDLL(None, use_errno=True)
    number = numbers[os.uname().machine == "aarch64"]
    result = int(libc.syscall(ctypes.c_long(number), *arguments))
    if result == -1:
        raise OSError(ctypes.get_errno(), "refused")
    return result


@workflow
def leaves_a_sister(port: int) -> str:
    """A process that is no child of this one, and so is not found below it."""

    def leave() -> int:
        pid = call([56, 220], 0x8000 | signal.SIGCHLD, 0, 0, 0, 0)
        if pid == 0:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as notes:
                notes.sendto(str(os.getpid()).encode(), ("127.0.0.1", port))
            time.sleep(60)
            os._exit(0)
        return pid

    return attempt(leave)


@workflow
def keeps_in_the_kernel() -> dict[str, str]:
    """What stays when the process has gone, or is nobody's memory."""
    return {
        "memory": attempt(lambda: call([29, 194], 0x0B1F, 4096, 0o1666)),
        "queue": attempt(lambda: call([68, 186], 0x0B1F, 0o1666)),
        "file": attempt(lambda: os.memfd_create("kept")),
    }


@workflow
def sends_to_a_service(path: str) -> str:
    """By one of a pair, which is made without asking for a socket of the kind."""

    def send() -> int:
        one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        with one, other:
            return one.sendto(b"hello", path)

    return attempt(send)


@workflow
def looks_at_connections() -> str:
    """Of everybody on this machine, by netlink's sock_diag."""
    return attempt(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 4).close())


@workflow
def has_a_signal_sent(pid: int) -> dict[str, str]:
    """By the kernel, when a descriptor can be read."""

    def have_sent(command: int) -> object:
        one, other = socket.socketpair()
        with one, other:
            return fcntl.fcntl(one, command, pid if command == fcntl.F_SETOWN else 0)

    return {
        "to whom": attempt(lambda: have_sent(fcntl.F_SETOWN)),
        "which": attempt(lambda: have_sent(10)),
    }


@workflow
def slows_down(pid: int) -> dict[str, str]:
    return {
        "priority": attempt(lambda: os.setpriority(os.PRIO_PROCESS, pid, 0)),
        "of users": attempt(lambda: os.setpriority(os.PRIO_USER, 0, 0)),
        "affinity": attempt(lambda: os.sched_setaffinity(pid, os.sched_getaffinity(0))),
        "own": attempt(lambda: os.setpriority(os.PRIO_PROCESS, 0, 1)),
    }


@workflow
def takes_names(first: int, count: int, port: int, seconds: float) -> None:
    """Those by which the template takes a user for a worker."""
    for start in range(first, first + count, 400):
        if os.fork() == 0:
            with suppress(OSError):
                pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(200)]
                for number, one in enumerate((one for pair in pairs for one in pair), start):
                    with suppress(OSError):
                        one.bind(f"\0bifrost-worker-{number}")
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as notes:
                notes.sendto(str(os.getpid()).encode(), ("127.0.0.1", port))
            time.sleep(60)
            os._exit(0)
    time.sleep(seconds)


def dig(levels: int) -> int:
    """Folders in folders, more of them than there may be open files."""
    for _ in range(levels):
        os.mkdir("deeper")
        os.chdir("deeper")
    return os.getpid()


@workflow
def digs(levels: int) -> int:
    return dig(levels)


@workflow
def dies_of(number: int) -> None:
    os.kill(os.getpid(), number)


@workflow(isolation="fresh")
def digs_afresh(levels: int) -> int:
    return dig(levels)
