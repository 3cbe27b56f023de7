"""The fork server: the process that workers are forked from.

It has imported the SDK, and runs no author's code. The platform sends orders over a socket that
keeps message boundaries; each message is a JSON object.

==========  =======================================  =========================================
direction   kind                                     fields
==========  =======================================  =========================================
to us       ``fork``: with the worker's descriptors  id, folder, memory_bytes
to us       ``end``: the worker and its descendants  id
to it       ``ready``: once                          layers
to it       ``failed``: the worker was not forked    id, reason
to it       ``forked``                               id, pid
to it       ``exited``: with all its descendants     id, status
==========  =======================================  =========================================

"It" is the platform. When it is gone, all workers end.
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
from sdk.sandbox import children, folders, processes, sandbox, syscalls, user_ids
from sdk.sandbox.sandbox import SandboxPlan
from sdk.sandbox.user_ids import UserId, UserIds
from sdk.worker import process_adapters, worker

MESSAGE_BYTES = 64 * 1024
GRACE_SECONDS = 1.0
ORPHAN_ROUNDS = 100

#: Modules that most workflows use, imported once for all workers.
COMMON = """
    asyncio base64 calendar collections contextlib copy csv dataclasses datetime decimal
    email.message encodings.idna enum fnmatch functools hashlib hmac html http.client
    inspect io itertools json logging math operator pathlib pickle random re secrets shlex
    shutil socket ssl statistics string subprocess tempfile textwrap threading time
    traceback typing urllib.parse urllib.request uuid warnings zoneinfo
""".split()


@dataclass
class Forked:
    """A worker; ``ends_by`` is the monotonic time at which it is killed, if it is to end."""

    number: int
    pid: int
    user_id: UserId
    folder: str
    ends_by: float | None = None


class ForkServer:
    """The fork server of one platform process."""

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
        """Serve until the platform closes its end of the socket, or dies."""
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
            gc.freeze()  # else collections in the forks would copy the memory that they share
            self._send({"kind": "ready", "layers": held})
            with suppress(EOFError, ConnectionError):
                while True:
                    ready = selector.select(self._timeout())
                    if any(key.fileobj is deaths for key, _ in ready):
                        _drain(deaths)
                    self._reap()
                    self._kill_overdue()
                    if any(key.fileobj is self._control for key, _ in ready):
                        self._handle_order()
        self._end_everything()

    def _probed(self, scratch: str) -> dict[str, bool]:
        """Return which layers of the sandbox hold on this machine, as a forked probe found."""
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._probe(scratch, writing)
        os.close(writing)
        with open(reading, "rb") as answer:  # noqa: PTH123  a descriptor
            text = answer.read()
        os.waitpid(pid, 0)
        if not text:
            raise RuntimeError("the sandbox could not be probed: see above")
        return cast("dict[str, bool]", json.loads(text))

    def _probe(self, scratch: str, writing: int) -> NoReturn:
        try:
            plan = self._plan(self._users.acquire(), scratch, sandbox.PROBE_MEMORY_BYTES)
            os.write(writing, json.dumps(dict(sandbox.held_layers(plan))).encode())
        except BaseException:  # noqa: BLE001  it must not go on as a second fork server
            traceback.print_exc()
        finally:
            os._exit(0)

    def _plan(self, user_id: UserId, folder: str, memory_bytes: int) -> SandboxPlan:
        return SandboxPlan(
            folder=folder,
            readable=self._readable,
            protected=self._protected,
            user=user_id.user,
            processes=sandbox.PROCESSES + self._others(),
            memory_bytes=memory_bytes,
            is_root_in_name=self._is_root_in_name,
            layers=self._layers,
        )

    def _others(self) -> int:
        """Count the threads of this user, which count against a worker's limit, too."""
        me = os.getuid()
        return 0 if me == sandbox.ROOT else processes.threads_of(me)

    def _timeout(self) -> float | None:
        """Return the seconds until the next worker must be killed; None if none is."""
        times = [worker.ends_by for worker in self._workers.values() if worker.ends_by]
        return max(0, min(times) - time.monotonic()) if times else None

    def _handle_order(self) -> None:
        text, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE_BYTES, 2)
        if not text:
            raise EOFError
        order = cast("Message", json.loads(text))
        number = cast("int", order["id"])
        if order["kind"] == "fork":
            self._fork(number, order, descriptors)
        elif number not in self._workers:
            return  # it ended while the order was on its way; the platform knows
        else:
            self._end(self._workers[number])

    def _fork(self, number: int, order: Message, descriptors: list[int]) -> None:
        try:
            worker = self._workers[number] = self._forked(number, order, descriptors)
        except OSError as error:
            self._send({"kind": "failed", "id": number, "reason": str(error)})
        else:
            self._send({"kind": "forked", "id": number, "pid": worker.pid})
        for descriptor in descriptors:
            os.close(descriptor)

    def _forked(self, number: int, order: Message, descriptors: list[int]) -> Forked:
        user_id = self._users.acquire()
        folder = cast("str", order["folder"])
        plan = self._plan(user_id, folder, cast("int", order["memory_bytes"]))
        try:
            if "user" in self._layers and not plan.is_root_in_name:
                os.chown(folder, plan.user, plan.user)
            pid = os.fork()
        except OSError:
            user_id.release()
            raise
        if pid == 0:
            self._become_worker(plan, *descriptors)
        return Forked(number, pid, user_id, folder)

    def _become_worker(self, plan: SandboxPlan, connection: int, stderr: int) -> NoReturn:
        """Turn the forked process into a worker, in its sandbox."""
        try:
            _adopt_environment(plan.folder, connection, stderr)
            sandbox.apply(plan)
            worker.main(Channel(socket.socket(fileno=3)), self._application)
        except BaseException:  # noqa: BLE001  it must not go on as a second fork server
            with suppress(OSError):
                os.write(2, traceback.format_exc().encode())
            os._exit(70)
        os._exit(0)

    def _end(self, worker: Forked) -> None:
        if worker.ends_by is None:
            worker.ends_by = time.monotonic() + GRACE_SECONDS
            search = children.below if children.are_listed() else processes.below
            for pid in search([worker.pid]):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)

    def _kill_overdue(self) -> None:
        now = time.monotonic()
        for forked in list(self._workers.values()):
            if forked.ends_by is not None and forked.ends_by <= now:
                processes.end_all([forked.pid])
        self._reap()

    def _reap(self) -> None:
        """Reap dead workers, end what they left behind, and only then report them."""
        dead: list[tuple[Forked, int]] = []
        by_pid = {worker.pid: worker for worker in self._workers.values()}
        with suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG)) != (0, 0):
                worker = by_pid.get(found[0])
                if worker:
                    del self._workers[worker.number]
                    dead.append((worker, os.waitstatus_to_exitcode(found[1])))
        # First all, then the reports: orphans of several dead workers cannot be told apart, and a
        # reported worker must have left nothing behind.
        for worker, _ in dead:
            self._end_orphans(worker)
            worker.user_id.release()
        for worker, status in dead:
            self._send({"kind": "exited", "id": worker.number, "status": status})

    def _end_orphans(self, worker: Forked) -> None:
        """End what a dead worker started: the fork server has adopted it as subreaper.

        The list of our own children is complete: only we could reap one while we read it. An
        orphan that is a zombie may have left another to us meanwhile, hence several rounds.
        """
        if not children.are_listed():
            self._end_user(worker.user_id)
            processes.end_all(self._strangers(processes.children_of(os.getpid())))
            return
        for _ in range(ORPHAN_ROUNDS):
            orphans = self._strangers(children.listed(os.getpid()))
            if not orphans:
                return
            self._end_user(worker.user_id)
            processes.end_all(orphans)
            for pid in orphans:
                with suppress(ChildProcessError):
                    os.waitpid(pid, os.WNOHANG)

    def _strangers(self, pids: list[int]) -> set[int]:
        """Return those of these children that are no workers."""
        return set(pids) - {worker.pid for worker in self._workers.values()}

    def _end_user(self, user_id: UserId) -> None:
        if "user" in self._layers:
            with suppress(BlockingIOError, MemoryError):  # cannot fork: end_all does it one by one
                processes.end_user(user_id.user, user_id.user - user_ids.COUNT)

    def _send(self, message: Message) -> None:
        self._control.sendall(json.dumps(message).encode())

    def _end_everything(self) -> None:
        """End all workers and remove their folders, as the platform is gone."""
        left = [worker.folder for worker in self._workers.values()]
        for forked in self._workers.values():
            self._end_user(forked.user_id)
        processes.end_all(processes.children_of(os.getpid()))
        for folder in left:
            folders.remove(folder)


def main(control: int, platform: int, readable: list[str], scratch: str) -> None:
    """Run the fork server."""
    for name in COMMON:
        with suppress(ImportError):  # not every Python has all of them
            importlib.import_module(name)
    process_adapters.settle()
    application = Path(__file__).resolve().parent.parent.parent
    ForkServer(socket.socket(fileno=control), application, platform).serve(readable, scratch)


def _is_open_to_all(paths: list[str]) -> bool:
    """Return whether users other than root can read these paths."""
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
    """Yield a socket that becomes readable when a child dies."""
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
    """Do nothing: without a handler, Python would not write to the wakeup descriptor."""
    del number, frame


def _drain(deaths: socket.socket) -> None:
    with suppress(BlockingIOError):
        while deaths.recv(1024):
            pass


def _adopt_environment(folder: str, connection: int, stderr: int) -> None:
    """Replace the fork server's descriptors, signals, environment and folder by the worker's."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    connection, stderr = (_above_three(descriptor) for descriptor in (connection, stderr))
    for descriptor, place in ((nothing, 0), (nothing, 1), (stderr, 2), (connection, 3)):
        os.dup2(descriptor, place, inheritable=place < 3)
    os.closerange(4, os.sysconf("SC_OPEN_MAX"))
    os.environ.update(HOME=folder, TMPDIR=folder)
    os.umask(0o077)
    os.chdir(folder)


def _above_three(descriptor: int) -> int:
    """Return a copy of a descriptor above 3, so that it is not overwritten."""
    import fcntl  # noqa: PLC0415

    return fcntl.fcntl(descriptor, fcntl.F_DUPFD, 10)
