"""The process that workers are forked from. It has imported the SDK and runs no author's code.

The platform asks over a socket that keeps message boundaries; each message is a JSON object.

==========  =======================================  =========================================
direction   kind                                     fields
==========  =======================================  =========================================
to us       ``fork``: with the worker's descriptors  id, folder, memory_bytes
to us       ``end``: it and all that it started      id
to us       ``tidy``: has it left anything behind?   id
to it       ``ready``: once                          layers
to it       ``failed``: there is no such worker      id, reason
to it       ``tidied``                               id, threads, children, memory_bytes
to it       ``exited``: and nothing is left of it    id, status
==========  =======================================  =========================================

When the platform is gone, all of them end.
"""

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import time
import traceback
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import NoReturn, cast

from sdk.rpc.channel import Channel
from sdk.rpc.protocol import Message
from sdk.sandbox import folders, processes, sandbox, syscalls, user_ids
from sdk.sandbox.sandbox import SandboxPlan
from sdk.sandbox.user_ids import UserId, UserIds
from sdk.worker import process_adapters, worker

MESSAGE_BYTES = 64 * 1024
GRACE_SECONDS = 1.0
PAGE_BYTES = os.sysconf("SC_PAGESIZE")

#: What most workflows use, imported once for all of them.
COMMON = """
    asyncio base64 calendar collections contextlib copy csv dataclasses datetime decimal
    email.message encodings.idna enum fnmatch functools hashlib hmac html http.client
    inspect io itertools json logging math operator pathlib pickle random re secrets shlex
    shutil socket ssl statistics string subprocess tempfile textwrap threading time
    traceback typing urllib.parse urllib.request uuid warnings zoneinfo
""".split()


@dataclass
class Forked:
    """A worker as the template knows it. ``ends_by`` is when it is killed."""

    number: int
    pid: int
    lease: UserId
    folder: str
    ends_by: float | None = None
    #: What was the newest process when this one was last seen to have no children.
    alone_at: str = ""


class ForkServer:
    """One for a platform process."""

    def __init__(self, control: socket.socket, application: Path, platform: int) -> None:
        self._control = control
        self._application = application
        self._protected = (platform, os.getpid())
        self._workers: dict[int, Forked] = {}
        self._users = UserIds(start=os.getpid())
        self._layers: frozenset[str] = frozenset()
        self._readable: tuple[str, ...] = ()
        self._is_root_in_name = False

    def serve(self, readable: list[str], scratch: str) -> None:
        """Until the platform closes its end, or dies."""
        syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
        own = [str(self._application / name) for name in ("sdk", "bifrost.py")]
        self._readable = sandbox.may_be_read([*own, *readable])
        with _deaths() as deaths, selectors.DefaultSelector() as selector:
            self._is_root_in_name = os.geteuid() == sandbox.ROOT and not _is_open_to_all(
                [*own, *readable, os.__file__]
            )
            held = self._probed(scratch)
            self._layers = frozenset(name for name, holds in held.items() if holds)
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(deaths, selectors.EVENT_READ)
            gc.collect()
            gc.freeze()  # what is never collected is not copied by the forks
            self._tell({"kind": "ready", "layers": held})
            with suppress(EOFError, ConnectionError):
                while True:
                    ready = selector.select(self._patience())
                    if any(key.fileobj is deaths for key, _ in ready):
                        _drain(deaths)
                    self._bury()
                    self._kill_late_ones()
                    if any(key.fileobj is self._control for key, _ in ready):
                        self._obey()
        self._end_everything()

    def _probed(self, scratch: str) -> dict[str, bool]:
        """Each of the walls, and whether it holds on this machine."""
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._probe(scratch, writing)
        os.close(writing)
        with open(reading, "rb") as answer:  # noqa: PTH123  a descriptor
            text = answer.read()
        os.waitpid(pid, 0)
        if not text:
            raise RuntimeError("the walls could not be tried: see above")
        return cast("dict[str, bool]", json.loads(text))

    def _probe(self, scratch: str, writing: int) -> NoReturn:
        try:
            plan = self._plan(self._users.take(), scratch, sandbox.PROBE_MEMORY_BYTES)
            os.write(writing, json.dumps(dict(sandbox.held_layers(plan))).encode())
        except BaseException:  # noqa: BLE001  it must not go on as a second template
            traceback.print_exc()
        finally:
            os._exit(0)

    def _plan(self, lease: UserId, folder: str, memory_bytes: int) -> SandboxPlan:
        return SandboxPlan(
            folder=folder,
            readable=self._readable,
            protected=self._protected,
            user=lease.user,
            processes=sandbox.PROCESSES + self._others(),
            memory_bytes=memory_bytes,
            is_root_in_name=self._is_root_in_name,
            layers=self._layers,
        )

    def _others(self) -> int:
        """What counts against a worker's limit and is not its own."""
        me = os.getuid()
        return 0 if me == sandbox.ROOT else processes.threads_of(me)

    def _patience(self) -> float | None:
        """Seconds until the next worker is to be killed."""
        times = [worker.ends_by for worker in self._workers.values() if worker.ends_by]
        return max(0, min(times) - time.monotonic()) if times else None

    def _obey(self) -> None:
        text, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE_BYTES, 2)
        if not text:
            raise EOFError
        order = cast("Message", json.loads(text))
        number = cast("int", order["id"])
        if order["kind"] == "fork":
            self._fork(number, order, descriptors)
        elif number not in self._workers:
            return  # it ended while the message was on its way, and the platform was told
        elif order["kind"] == "end":
            self._end(self._workers[number])
        else:
            self._tidy(self._workers[number])

    def _fork(self, number: int, order: Message, descriptors: list[int]) -> None:
        try:
            self._workers[number] = self._forked(number, order, descriptors)
        except OSError as error:
            self._tell({"kind": "failed", "id": number, "reason": str(error)})
        for descriptor in descriptors:
            os.close(descriptor)

    def _forked(self, number: int, order: Message, descriptors: list[int]) -> Forked:
        lease = self._users.take()
        folder = cast("str", order["folder"])
        plan = self._plan(lease, folder, cast("int", order["memory_bytes"]))
        try:
            if "user" in self._layers and not plan.is_root_in_name:
                os.chown(folder, plan.user, plan.user)
            pid = os.fork()
        except OSError:
            lease.give_back()
            raise
        if pid == 0:
            self._become(plan, *descriptors)
        return Forked(number, pid, lease, folder)

    def _become(self, plan: SandboxPlan, connection: int, stderr: int) -> NoReturn:
        """From here on this process is a worker."""
        try:
            _take_over(plan.folder, connection, stderr)
            sandbox.apply(plan)
            worker.main(Channel(socket.socket(fileno=3)), self._application)
        except BaseException:  # noqa: BLE001  nothing of this process may go on as the template
            with suppress(OSError):
                os.write(2, traceback.format_exc().encode())
            os._exit(70)
        os._exit(0)

    def _tidy(self, worker: Forked) -> None:
        threads, resident = _size(worker.pid)
        self._tell(
            {
                "kind": "tidied",
                "id": worker.number,
                "threads": threads,
                "children": self._children_of(worker),
                "memory_bytes": resident,
            }
        )

    def _children_of(self, worker: Forked) -> int:
        """Looking through all processes is left out while there are no new ones."""
        newest = processes.newest()
        if worker.alone_at == newest:
            return 0
        left = len(processes.below([worker.pid]) - {worker.pid})
        worker.alone_at = "" if left else newest
        return left

    def _end(self, worker: Forked) -> None:
        if worker.ends_by is None:
            worker.ends_by = time.monotonic() + GRACE_SECONDS
            for pid in processes.below([worker.pid]):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)

    def _kill_late_ones(self) -> None:
        now = time.monotonic()
        for forked in list(self._workers.values()):
            if forked.ends_by is not None and forked.ends_by <= now:
                processes.end_all([forked.pid])
        self._bury()

    def _bury(self) -> None:
        """Report who died, with nothing left of what they started."""
        dead: list[tuple[Forked, int]] = []
        by_pid = {worker.pid: worker for worker in self._workers.values()}
        with suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG)) != (0, 0):
                worker = by_pid.get(found[0])
                if worker:
                    del self._workers[worker.number]
                    dead.append((worker, os.waitstatus_to_exitcode(found[1])))
        for worker, _ in dead:
            self._end_what_is_left(worker)
            worker.lease.give_back()
        for worker, status in dead:
            self._tell({"kind": "exited", "id": worker.number, "status": status})

    def _end_what_is_left(self, worker: Forked) -> None:
        """What a dead worker started is the template's by now."""
        self._end_user(worker.lease)
        known = {other.pid for other in self._workers.values()}
        processes.end_all(set(processes.children_of(os.getpid())) - known)

    def _end_user(self, lease: UserId) -> None:
        if "user" in self._layers:
            with suppress(BlockingIOError, MemoryError):  # no process to do it: one by one, then
                processes.end_user(lease.user, lease.user - user_ids.COUNT)

    def _tell(self, message: Message) -> None:
        self._control.sendall(json.dumps(message).encode())

    def _end_everything(self) -> None:
        """The platform is gone: nobody else will."""
        left = [worker.folder for worker in self._workers.values()]
        for forked in self._workers.values():
            self._end_user(forked.lease)
        processes.end_all(processes.children_of(os.getpid()))
        for folder in left:
            folders.remove(folder)


def main(control: int, platform: int, readable: list[str], scratch: str) -> None:
    """The life of the template."""
    for name in COMMON:
        with suppress(ImportError):  # some Pythons lack some
            importlib.import_module(name)
    process_adapters.settle()
    application = Path(__file__).resolve().parent.parent.parent
    ForkServer(socket.socket(fileno=control), application, platform).serve(readable, scratch)


def _is_open_to_all(paths: list[str]) -> bool:
    """Whether another user than root could read these."""
    pid = os.fork()
    if pid == 0:
        try:
            sandbox.become(user_ids.FIRST, is_root_in_name=False)
            os._exit(0 if all(os.access(path, os.R_OK) for path in paths) else 1)
        finally:
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


@contextmanager
def _deaths() -> Generator[socket.socket]:
    """A socket that can be read from when a child has died."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for end in (ours, theirs):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, _wake)
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        try:
            yield ours
        finally:
            signal.set_wakeup_fd(-1)


def _wake(number: int, frame: FrameType | None) -> None:
    """Without a handler, no byte is written to the wakeup descriptor."""
    del number, frame


def _drain(deaths: socket.socket) -> None:
    with suppress(BlockingIOError):
        while deaths.recv(1024):
            pass


def _take_over(folder: str, connection: int, stderr: int) -> None:
    """Leave all that is the template's: descriptors, signals, environment, folder."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    connection, stderr = (_far_away(descriptor) for descriptor in (connection, stderr))
    for descriptor, place in ((nothing, 0), (nothing, 1), (stderr, 2), (connection, 3)):
        os.dup2(descriptor, place, inheritable=place < 3)
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    os.environ.update(HOME=folder, TMPDIR=folder)
    os.umask(0o077)
    os.chdir(folder)


def _far_away(descriptor: int) -> int:
    """A copy that the numbers 0 to 3 cannot be."""
    import fcntl  # noqa: PLC0415

    return fcntl.fcntl(descriptor, fcntl.F_DUPFD, 10)


def _size(pid: int) -> tuple[int, int]:
    """How many threads it has, and how many bytes of memory; 0 if it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return len(list(Path(f"/proc/{pid}/task").iterdir())), pages * PAGE_BYTES
    except OSError:
        return 0, 0
