"""What is looked at before a package is published; each check returns what it found wrong."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from infra import sizes
from infra.verify.worker_process import FunctionRequest, WorkerFailed, WorkerProcess, worker_process

INSIDE = Path(__file__).with_name("inside.py")
GREETING = {"name": "Alice", "language": "spanish"}
#: A log line of Azure is cut at 32 KB; ours are far shorter.
LONGEST_LINE = 10_000


def unpack(package: Path, folder: Path) -> None:
    """Unpack a package as Azure does."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)


def size(package: Path) -> list[str]:
    """Compare what the package weighs with the recorded sizes."""
    return sizes.faults(sizes.measure(package), sizes.read())


def inside(app: Path, settings: Mapping[str, str]) -> list[str]:
    """Look at each file of the package, with these settings and nothing else of this machine."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", str(INSIDE), str(app)],
        cwd=app,
        env={**settings},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        return [f"the package cannot be looked at: {done.stderr.strip()[-2000:]}"]
    return [str(fault) for fault in json.loads(done.stdout)]


def started(app: Path, settings: Mapping[str, str], *, placeholder: bool = False) -> list[str]:
    """Index the package under Azure's worker, and make the golden call."""
    with worker_process() as worker:
        try:
            worker.start(app, settings, placeholder=placeholder)
            found = [*_golden(worker)]
        except WorkerFailed as error:
            return [f"Azure's worker: {error}"]
        long = [line for line in worker.logs() if len(line) > LONGEST_LINE]
        found += [f"a log line of {len(line)} characters: {line[:80]}" for line in long]
        return found


def _golden(worker: WorkerProcess) -> list[str]:
    """Make the call of the README's first example, in the scope that needs no organization."""
    if not worker.functions:
        return ["Azure's worker finds no function"]
    headers = {"content-type": "application/json"}
    called = FunctionRequest(
        "POST",
        "api/workflows/hello_world",
        {"name": "hello_world"},
        headers,
        json.dumps(GREETING),
    )
    answer = worker.http("run_workflow", called)
    if answer.status != 200 or answer.json.get("greeting") != "¡Hola, Alice!":
        reason = next((line for line in worker.logs() if '"level": "ERROR"' in line), "")
        return [f"the golden call answers {answer.status}: {answer.body[:500]} {reason[:1500]}"]
    return []
