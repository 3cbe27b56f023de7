"""One stack, one browser, and a watched page for each test."""

import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from local.stack import ROOT, Stack, StackOptions, running
from tests.browser.administration.package_index import running_index
from tests.browser.pages import samples
from tests.browser.site import Site
from tests.browser.watch import Watch
from tests.support.chromium import chromium

CLIENT = ROOT / "client" / "dist"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
WAIT_MS = 10_000


def workspace_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new folder with the examples and the workflows of these tests."""
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copytree(ROOT / "workspace", folder, dirs_exist_ok=True)
    shutil.copytree(Path(__file__).parent / "workspace", folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def client_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built client, which is what the stack serves: a test may deploy another."""
    assert (CLIENT / "index.html").exists(), "build the client first: ./test.sh does"
    folder = tmp_path_factory.mktemp("client")
    shutil.copytree(CLIENT, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, client_folder: Path) -> Generator[Stack]:
    """The platform as ./start.sh runs it; each worker of the tests has one of its own."""
    folder = workspace_of_tests(tmp_path_factory)
    chosen = {
        "BIFROST_WORKSPACE_LOCATION": str(folder),
        "BIFROST_EGRESS_ALLOW": "localhost",  # the tests' OAuth provider is of this machine
        "BIFROST_PURGE_AFTER_SECONDS": "0",
    }
    data = tmp_path_factory.mktemp("stack")
    with running_index() as index:
        chosen["BIFROST_PACKAGE_INDEX"] = index
        with running(StackOptions(data, environment=chosen, client=client_folder)) as started:
            yield started


@pytest.fixture(scope="session")
def site(stack: Stack) -> Site:
    return Site(stack.url)


@pytest.fixture(scope="session")
def about(site: Site) -> dict[str, str]:
    """What the pages of ``PAGES`` are about."""
    return samples(site.url)


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        expect.set_options(timeout=WAIT_MS)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Generator[BrowserContext]:
    """A browser without any session; its pages share cookies, as tabs do."""
    made = browser.new_context(
        viewport={"width": 1280, "height": 800}, reduced_motion="reduce", locale="en-GB"
    )
    made.set_default_timeout(WAIT_MS)
    yield made
    made.close()


@pytest.fixture
def watch(context: BrowserContext, site: Site) -> Generator[Watch]:
    """Everything that pages of this context did wrong: console errors, foreign requests, CSP."""
    watching = Watch(site.url)
    context.on("page", watching.follow)
    yield watching
    assert not watching.faults, "\n".join(watching.faults)


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """A watched page, before it has opened anything."""
    del watch
    return context.new_page()
