"""Fixtures of the tests of this folder."""

from collections.abc import Mapping

import pytest

from shared.services.services import Services
from shared.services.workspace.memory import MemoryWorkspace
from tests.contract.client import Http
from tests.contract.http.editor.editor_helpers import HELLO, Editor


@pytest.fixture
def services(services: Services) -> Services:
    workspace = services.workspace
    assert isinstance(workspace, MemoryWorkspace)
    workspace.files.clear()
    workspace.files["hello.py"] = HELLO.format(name="hello", value=1)
    workspace.files["lib/names.py"] = "FIRST = 'Ada'\nSECOND = 'Grace'\n"
    return services


@pytest.fixture
def files(services: Services) -> dict[str, str]:
    assert isinstance(services.workspace, MemoryWorkspace)
    return services.workspace.files


@pytest.fixture
def editor(http: Http, root: Mapping[str, str]) -> Editor:
    return Editor(http, root)
