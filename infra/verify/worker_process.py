"""Microsoft's Python worker, started over the folder of an unpacked package.

It runs in ``.tools/functions-worker``, in an environment of its own: what it needs clashes with
what the platform needs. ``host.py`` and ``worker.py`` run there; this speaks to them from here.
"""

import json
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

HERE = Path(__file__).resolve().parent
PYTHON = HERE.parents[1] / ".tools" / "functions-worker" / "bin" / "python"

Json = Mapping[str, Any]


class WorkerFailed(Exception):
    """The worker refused the app or a call; the message is what it said."""


@dataclass(frozen=True, slots=True)
class FunctionAnswer:
    """What an HTTP function returned."""

    status: int
    headers: Mapping[str, str]
    body: str
    seconds: float

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class ColdStart:
    """How long a worker took until it had indexed an app; the first includes its own start."""

    seconds: float
    index_seconds: float
    index_processor_seconds: float


@dataclass(frozen=True, slots=True)
class FunctionRequest:
    """What an HTTP function is given; ``params`` are those of its route."""

    method: str
    path: str
    params: Mapping[str, str] = field(default_factory=dict[str, str])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: str = ""

    @property
    def data(self) -> Json:
        url = f"https://bifrost.test/{self.path}"
        http = {"method": self.method, "url": url, "headers": {**self.headers}, "body": self.body}
        return {"http": {**http, "params": {**self.params}, "query": {}}}


@dataclass
class WorkerProcess:
    """A worker, and the host that speaks to it."""

    process: "subprocess.Popen[str]"
    functions: Mapping[str, list[Json]] = field(default_factory=dict[str, list[Json]])

    def start(
        self, app: Path, settings: Mapping[str, str], *, placeholder: bool = False
    ) -> ColdStart:
        """Index an app; WorkerFailed if Azure would find no function in it.

        A ``placeholder`` is a worker that ran, and imported its own library, before it had an app.
        """
        order = {"app": str(app), "settings": {**settings}, "placeholder": placeholder}
        found = self._order("start", order)
        self.functions = found["functions"]
        return ColdStart(found["seconds"], found["index_seconds"], found["index_processor_seconds"])

    def http(self, function: str, request: FunctionRequest) -> FunctionAnswer:
        """Call an HTTP function."""
        found = self._order("call", {"function": function, "data": {"req": request.data}})
        return FunctionAnswer(found["status"], found["headers"], found["body"], found["seconds"])

    def message(self, function: str, parameter: str, text: str, *, count: int = 1) -> None:
        """Deliver a message of a queue; WorkerFailed if the function raises."""
        moment = '"2026-01-01T00:00:00+00:00"'
        metadata = {
            "Id": {"json": '"8a9b0d3c-0000-4000-8000-000000000001"'},
            "DequeueCount": {"json": str(count)},
            "InsertionTime": {"json": moment},
            "ExpirationTime": {"json": moment},
            "NextVisibleTime": {"json": moment},
            "PopReceipt": {"json": '"receipt"'},
        }
        data = {parameter: {"string": text}}
        self._order("call", {"function": function, "data": data, "metadata": metadata})

    def timer(self, function: str, parameter: str) -> None:
        """Call a function of a timer; WorkerFailed if it raises."""
        due = {"Schedule": {"AdjustForDST": True}, "ScheduleStatus": None, "IsPastDue": False}
        data = {parameter: {"json": json.dumps(due)}}
        self._order("call", {"function": function, "data": data})

    def logs(self) -> list[str]:
        """Return what the worker has logged."""
        return list(self._order("logs", {})["lines"])

    def _order(self, kind: str, order: Json) -> Any:
        pipes = self.process.stdin, self.process.stdout
        if None in pipes:
            raise WorkerFailed("the host has no pipes")
        to, answers = (cast("Any", pipe) for pipe in pipes)
        to.write(json.dumps({"do": kind, **order}) + "\n")
        to.flush()
        line = answers.readline()
        if not line:
            raise WorkerFailed(f"the host ended with code {self.process.wait()}")
        found = json.loads(line)
        if "error" in found:
            raise WorkerFailed(found["error"])
        return found


@contextmanager
def worker_process() -> Generator[WorkerProcess]:
    """Start the host; the worker starts with the app, and both end with this block."""
    if not PYTHON.is_file():
        raise WorkerFailed("the worker is not installed: infra/verify.sh does that")
    process = subprocess.Popen(
        [str(PYTHON), "-I", str(HERE / "host.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield WorkerProcess(process)
    finally:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
