"""Measures data providers and lists over HTTP, beside a plain route of the same host.

    .venv/bin/python -m benchmarks.choices [--calls N]

The development host with Azurite in memory and a workspace of 500 files; each call is made in
turn with the plain route, ``/api/version``, in one run. What is claimed is the difference.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from local.stack import Stack, StackOptions, running

FILE = """
from bifrost import data_provider, workflow

@workflow(category="Bench", tags=["bench"])
async def workflow_{0}(name: str, count: int = 1) -> str:
    return name

@data_provider(cache_ttl_seconds={1})
async def provider_{0}(region: str = "") -> list[dict[str, object]]:
    return [{{"label": f"{{region}} {{number}}", "value": number}} for number in range(20)]
"""
FILES = 500
USER = "alice@active.test"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=200, help="of each, after 10 to warm up")
    calls = parser.parse_args().calls
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace"
        workspace.mkdir()
        for number in range(FILES):
            cached_seconds = 300 if number else 0
            (workspace / f"bench_{number}.py").write_text(FILE.format(number, cached_seconds))
        chosen = {"BIFROST_WORKSPACE_LOCATION": str(workspace)}
        options = StackOptions(Path(folder) / "data", environment=chosen, in_memory=True)
        with running(options) as stack:
            measure(stack, calls)


def measure(stack: Stack, calls: int) -> None:
    with httpx.Client(base_url=stack.url, timeout=60, follow_redirects=True) as client:
        client.get("/.auth/login/dev", params={"user": USER})
        began = time.perf_counter()
        client.get("/api/workflows", params={"limit": 1}).raise_for_status()
        print(f"first list of {FILES} files          {time.perf_counter() - began:7.2f} s")
        for name, path, bar in (
            ("choices, cached", "/api/data-providers/provider_1?region=a", 10),
            ("choices, not cached, warm", "/api/data-providers/provider_0?region=a", 10),
            ("one workflow of 500", "/api/workflows/workflow_1", None),
            ("a page of 50 workflows of 500", "/api/workflows?limit=50", None),
        ):
            more = _more(client, path, calls)
            wanted = f"   (bar: {bar} ms)" if bar else ""
            print(f"{name:<32} {more:7.2f} ms more than the plain route{wanted}")


def _more(client: httpx.Client, path: str, calls: int) -> float:
    """Return the difference of the medians, in milliseconds."""
    times: dict[str, list[float]] = {"/api/version": [], path: []}
    for number in range(calls + 10):
        for url, found in times.items():
            began = time.perf_counter()
            client.get(url).raise_for_status()
            if number >= 10:
                found.append(time.perf_counter() - began)
    plain, asked = (statistics.median(found) * 1000 for found in times.values())
    return asked - plain


if __name__ == "__main__":
    main()
