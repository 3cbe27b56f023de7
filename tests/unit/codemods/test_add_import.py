"""Imports are added once, where a reader expects them."""

import libcst as cst
import pytest

from shared.services.codemods.imports import with_import

CASES = [
    pytest.param("", "import httpx\n", None, id="an empty file"),
    pytest.param("import httpx\n", "import httpx\n", None, id="it is there"),
    pytest.param("import os\n\nx = 1\n", "import os\nimport httpx\n\nx = 1\n", None, id="imports"),
    pytest.param('"""Doc."""\n', '"""Doc."""\n\nimport httpx\n', None, id="a docstring"),
    pytest.param(
        '"""Doc."""\n\nfrom __future__ import annotations\n\ndef f(): ...\n',
        '"""Doc."""\n\nfrom __future__ import annotations\nimport httpx\n\ndef f(): ...\n',
        None,
        id="the future",
    ),
    pytest.param(
        "import os\n\nif TYPE_CHECKING:\n    import x\n",
        "import os\nimport httpx\n\nif TYPE_CHECKING:\n    import x\n",
        None,
        id="not below a condition",
    ),
    pytest.param("def f(): ...\n", "import httpx\n\n\ndef f(): ...\n", None, id="a function"),
    pytest.param(
        "from bifrost import a, z\n", "from bifrost import a, httpx, z\n", "bifrost", id="a place"
    ),
    pytest.param(
        "from bifrost import z, a  # why\n",
        "from bifrost import z, a, httpx  # why\n",
        "bifrost",
        id="not sorted",
    ),
    pytest.param(
        "from bifrost import (\n    a,  # first\n    z,\n)\n",
        "from bifrost import (\n    a,  # first\n    httpx,\n    z,\n)\n",
        "bifrost",
        id="lines",
    ),
    pytest.param(
        "from bifrost import (\n    a,\n    b,  # last\n)\n",
        "from bifrost import (\n    a,\n    b,  # last\n)\nfrom bifrost import httpx\n",
        "bifrost",
        id="a comment in the way",
    ),
    pytest.param(
        "from bifrost import httpx as h\n",
        "from bifrost import httpx, httpx as h\n",
        "bifrost",
        id="another name",
    ),
    pytest.param(
        "import os\r\nx = 1\r\n", "import os\r\nimport httpx\r\nx = 1\r\n", None, id="CRLF"
    ),
]


@pytest.mark.parametrize(("before", "after", "source"), CASES)
def test_an_import_is_added_once(before: str, after: str, source: str | None) -> None:
    once = with_import(cst.parse_module(before), "httpx", source)

    assert once.code == after
    assert with_import(cst.parse_module(once.code), "httpx", source).code == after


def test_a_line_that_would_be_too_long_is_left_alone() -> None:
    long = f"from bifrost import {', '.join(f'name_{number:02}' for number in range(10))}\n"

    code = with_import(cst.parse_module(long), "one_more", "bifrost").code

    assert code == f"{long}from bifrost import one_more\n"
