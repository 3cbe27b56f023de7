"""Fixtures of the tests of this folder."""

from collections.abc import Iterator

import httpx
import pytest

from tests.contract.host.host_signin.host_signin_helpers import start
from tests.contract.host.process import App, HostProcess


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    """A host with the sign-in."""
    running = start(App(tmp_path_factory.mktemp("signin")).configure())
    yield running
    running.stop()


@pytest.fixture
def browser(front: HostProcess) -> Iterator[httpx.Client]:
    """One without cookies that does not follow redirects."""
    with httpx.Client(base_url=front.url, timeout=10) as client:
        yield client
