"""How long Azure's worker takes to index the package, beside a bare app of as many functions.

    .venv/bin/python -m benchmarks.cold_index dist/api.zip [--rounds N]

``infra/package.sh`` builds the package, and ``infra/verify.sh`` installs the worker. Both apps are
started in turn, each round in new processes. Printed are the time of indexing alone, from the
worker's first message to the last function that it has loaded, as the clock and as the processor
count it, the same with the worker's own start, and the time to the first answer of ours. Claimed is
that ours takes at most 1.5 times as long as the bare app by each of the three.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from infra.verify.checks import unpack
from infra.verify.stand_in_settings import deployed, stand_ins, with_stand_ins
from infra.verify.worker_process import ColdStart, FunctionRequest, worker_process

CLAIMED = 1.5
KINDS = {
    "indexing alone": "index_seconds",
    "indexing alone, processor time": "index_processor_seconds",
    "with the worker's own start": "seconds",
}
FUNCTION = """
@app.route("api/bare/{number}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def bare_{number}(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("bare")
"""


def bare_app(folder: Path, package: Path, count: int) -> None:
    """Write an app of so many functions that do nothing, compiled, with the package's library."""
    text = "import azure.functions as func\n\napp = func.FunctionApp()\n"
    text += "".join(FUNCTION.replace("{number}", str(number)) for number in range(count))
    (folder / "function_app.py").write_text(text)
    (folder / "host.json").write_text('{"version": "2.0"}')
    (folder / ".python_packages").symlink_to(package / ".python_packages")
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(folder)], check=True)


def index(app: Path, settings: dict[str, str]) -> tuple[ColdStart, int]:
    """Return how long the worker takes until the functions are listed, and how many there are."""
    with worker_process() as worker:
        started = worker.start(app, settings)
        return started, len(worker.functions)


def first_answer(app: Path, settings: dict[str, str]) -> float:
    """Return the seconds from the start of the worker to the answer of the golden call."""
    call = FunctionRequest(
        "POST",
        "api/workflows/hello_world",
        {"name": "hello_world"},
        {"content-type": "application/json"},
        '{"name": "Alice"}',
    )
    with worker_process() as worker:
        began = time.monotonic()
        worker.start(app, settings)
        answer = worker.http("run_workflow", call)
        if answer.status != 200:
            raise SystemExit(f"the golden call answers {answer.status}: {answer.body}")
        return time.monotonic() - began


def main() -> int:
    """Print the medians, and exit with 1 if a claim does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("package", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    ours, bare, golden = list[ColdStart](), list[ColdStart](), list[float]()
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        app, plain = Path(one), Path(other)
        unpack(chosen.package, app)
        with stand_ins() as values:
            settings = with_stand_ins(deployed(), values)
            count = index(app, settings)[1]
            bare_app(plain, app, count)
            for _ in range(chosen.rounds):
                ours.append(index(app, settings)[0])
                bare.append(index(plain, {})[0])
                golden.append(first_answer(app, settings))
    print(f"{count} functions, medians of {chosen.rounds} rounds    package    bare app    ratio")
    ratios = [compared(words, kind, ours, bare) for words, kind in KINDS.items()]
    print(f"to the package's first golden answer: {statistics.median(golden):.2f} s")
    return 0 if max(ratios) <= CLAIMED else 1


def compared(words: str, kind: str, ours: list[ColdStart], bare: list[ColdStart]) -> float:
    """Print one row, and return its ratio."""
    mine, other = (statistics.median(getattr(one, kind) for one in some) for some in (ours, bare))
    print(f"{words:40} {mine:8.2f} s {other:9.2f} s {mine / other:8.2f}")
    return mine / other


if __name__ == "__main__":
    sys.exit(main())
