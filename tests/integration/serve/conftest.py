"""A box that most tests of this folder share."""

import ssl
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from tests.integration.serve.box_process import BoxProcess, start

NETWORKS = {"BIFROST_PROXY_NETWORKS": "127.0.0.2/32, 10.0.0.0/8"}


@pytest.fixture(scope="session")
def box(tmp_path_factory: pytest.TempPathFactory) -> Generator[BoxProcess]:
    """A box with the examples as workspace, behind proxies of two networks."""
    running = start(tmp_path_factory.mktemp("box"), environment=NETWORKS)
    yield running
    running.stop()


class Starts(Protocol):
    """Starts a box that ends with the test."""

    def __call__(
        self,
        folder: Path,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        verify: ssl.SSLContext | bool = True,
    ) -> BoxProcess: ...


@pytest.fixture
def starts() -> Generator[Starts]:
    """Boxes of one test; what still runs at its end is killed."""
    started: list[BoxProcess] = []

    def begin(
        folder: Path,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        verify: ssl.SSLContext | bool = True,
    ) -> BoxProcess:
        running = start(folder, *arguments, environment=environment, verify=verify)
        started.append(running)
        return running

    yield begin
    for running in started:
        running.client.close()
        running.process.kill()
        running.process.wait()
