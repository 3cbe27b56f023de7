"""What every test may use. Real services start when the first test asks for them."""

import gc
import os
from collections.abc import AsyncGenerator, Generator, Mapping
from pathlib import Path

import hypothesis
import pytest

from local.azurite import Azurite
from local.stack import StackOptions
from local.stack import services as local_services
from shared.services.azure.connect import connect
from shared.services.services import Services
from shared.settings import Settings
from tests.support import sampling
from tests.support.counting import CountingTransport
from tests.support.durations import plugin_for
from tests.support.markers import planted_in
from tests.support.recorded_logs import Notes

# How long an example takes says how busy the machine is; tests that measure time are "alone".
hypothesis.settings.register_profile("bifrost", deadline=None)
hypothesis.settings.load_profile("bifrost")


def pytest_configure(config: pytest.Config) -> None:
    """Have the longest test files begin first; leave out what a sample of cases does not hold."""
    plugins = {"durations": plugin_for(config), "sampling": sampling.plugin(os.environ)}
    for name, plugin in plugins.items():
        if plugin is not None:
            config.pluginmanager.register(plugin, name)


def pytest_collection_finish() -> None:
    """Spare the collected tests, which stay to the end, the garbage collections to come."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def azurite() -> Generator[Azurite]:
    """Tables, queues and blobs in the memory of one process.

    After all tests no secret of theirs is in there, whatever they did with it.
    """
    with Azurite.start(in_memory=True) as running:
        yield running
        assert planted_in(running.connection_string) == []


@pytest.fixture(scope="session")
def local_settings(
    azurite: Azurite, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Mapping[str, str]]:
    """The settings that lead to Azurite and the stand-ins."""
    storage = {"AzureWebJobsStorage": azurite.connection_string}
    data = tmp_path_factory.mktemp("services")
    with local_services(StackOptions(data, environment=storage)) as settings:
        yield {**settings, **storage}


@pytest.fixture
def notes() -> Generator[Notes]:
    """Where a workflow can say which process it is."""
    with Notes() as opened:
        yield opened


@pytest.fixture
async def counted() -> AsyncGenerator[CountingTransport]:
    """A transport to Azure's clients that counts what goes over it."""
    transport = CountingTransport()
    yield transport
    await transport.close()


@pytest.fixture
async def azure_services(
    local_settings: Mapping[str, str], counted: CountingTransport, tmp_path: Path
) -> AsyncGenerator[Services]:
    """The real clients against the local services, and an empty workspace."""
    chosen = Settings.model_validate(
        {**local_settings, "BIFROST_WORKSPACE_LOCATION": str(tmp_path)}
    )
    services = connect(chosen, counted)
    yield services
    await services.close()
