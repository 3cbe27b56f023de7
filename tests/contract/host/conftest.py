"""What the tests of the development host share: apps in folders, running hosts, an Azurite."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.azurite import Azurite
from tests.contract.host import sample
from tests.contract.host.process import App, HostProcess


@pytest.fixture
def app(tmp_path: Path) -> App:
    """An empty app with a host.json."""
    return App(tmp_path).configure()


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    """A host that serves the HTTP sample."""
    app = App(tmp_path_factory.mktemp("http")).configure().write(sample.HTTP)
    settings = {
        "AzureWebJobs.off.Disabled": "true",
        "FROM_FILE": "file",
        "FROM_BOTH": "file",
        "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT": "200000",
        "PYTHON_THREADPOOL_THREAD_COUNT": "2",
    }
    app.configure_locally(Values=settings, Host={"CORS": "https://a.example,https://b.example/"})
    running = app.start(environment={"FROM_BOTH": "environment"})
    yield running
    running.stop()


@pytest.fixture(scope="session")
def azurite() -> Iterator[Azurite]:
    with Azurite.start(in_memory=True) as running:
        yield running
