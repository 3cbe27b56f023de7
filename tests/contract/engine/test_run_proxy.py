"""A proxy of the machine is handed to runs and to pip, and its credentials are shown to nobody."""

import json
import threading
from base64 import b64encode
from collections.abc import Generator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from functions.composition import Runtime
from shared.engine.packages.installer import InstallationFailed, Installer
from shared.engine.workers.pool import Pool
from shared.models.packages import PackageLine
from shared.services.services import Services
from shared.services.workspace.memory import MemoryWorkspace
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Http

PASSWORD = "p@ss word/17"
WRITTEN = "p%40ss%20word%2F17"
BASIC = b64encode(f"ada:{PASSWORD}".encode()).decode()

WORKFLOWS = '''
import os, sys, urllib.request
from bifrost import workflow

@workflow
def goes_out() -> object:
    """By the standard library's own client."""
    return urllib.request.urlopen("http://far-away.example/thing", timeout=10).read().decode()

@workflow
def tells() -> object:
    print(dict(os.environ))
    sys.stdout.write(os.environ["HTTPS_PROXY"][:20])
    sys.stdout.write(os.environ["HTTPS_PROXY"][20:])
    return {"environment": dict(os.environ), os.environ["http_proxy"]: 1}

@workflow
def fails() -> object:
    proxy = os.environ["HTTPS_PROXY"]
    raise RuntimeError(f"no way through {proxy}")
'''
BROKEN = "import os\nraise RuntimeError(os.environ['ALL_PROXY'])\n"


class Heard(BaseHTTPRequestHandler):
    """Answers for whatever is far away."""

    asked: list[tuple[str, str | None]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("Proxy-Authorization")))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"far away")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def asked() -> list[tuple[str, str | None]]:
    return []


@pytest.fixture
def proxy(asked: list[tuple[str, str | None]]) -> Generator[str]:
    handler = type("Handler", (Heard,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://ada:{WRITTEN}@127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def memory_settings(tmp_path: Path, proxy: str) -> Settings:
    return Settings.model_validate(
        {
            "BIFROST_CACHE_LOCATION": str(tmp_path),
            "BIFROST_TRUST_CLIENT_PRINCIPAL": "true",
            "BIFROST_RUN_PROXY": f"{proxy}/",
        }
    )


@pytest.fixture(autouse=True)
def files(services: Services) -> None:
    assert isinstance(services.workspace, MemoryWorkspace)
    services.workspace.files["proxied.py"] = WORKFLOWS
    services.workspace.files["broken_by_proxy.py"] = BROKEN


def shows(text: str) -> bool:
    return any(secret in text for secret in (PASSWORD, WRITTEN, BASIC, "ada:"))


async def test_runs_go_out_by_it(
    http: Http, running: Runtime, asked: list[tuple[str, str | None]]
) -> None:
    answer = await http("run_workflow", {"name": "goes_out"}, headers=KEY_HEADERS)

    assert (answer.status, answer.json) == (200, "far away")
    assert asked == [("http://far-away.example/thing", f"Basic {BASIC}")]


@pytest.mark.parametrize("name", ["tells", "fails"])
async def test_no_record_of_a_run_shows_its_credentials(
    http: Http, root: Mapping[str, str], name: str
) -> None:
    answer = await http(
        "run_workflow", {"name": name}, headers={**KEY_HEADERS, "X-Organization-Id": "GLOBAL"}
    )
    place = {"execution_id": answer.headers["x-execution-id"]}
    record = await http("get_execution", place, headers=root)
    logs = await http("get_execution_logs", place, headers=root)

    said = "".join(json.dumps(one.json) for one in (answer, record, logs))
    assert "127.0.0.1" in said
    assert not shows(said)


async def test_no_problem_of_a_file_shows_them(http: Http, running: Runtime) -> None:
    index = await running.platform.engine.catalog.index()

    told = {problem.file: problem.error for problem in index.problems}
    assert "[redacted]127.0.0.1" in told["broken_by_proxy.py"]
    assert not shows(str(told))


async def test_pip_asks_by_it_and_its_log_does_not_show_them(
    memory_settings: Settings, asked: list[tuple[str, str | None]]
) -> None:
    index = {"package_index": SecretStr("http://127.0.0.2/simple"), "run_no_proxy": "::1"}
    settings = memory_settings.model_copy(update=index)
    pool = Pool(settings)
    lines: list[PackageLine] = []
    try:
        with pytest.raises(InstallationFailed) as failed:
            await Installer(pool, settings).build("nothing-there==1", lines.append)
    finally:
        await pool.close()

    assert ("http://127.0.0.2/simple/nothing-there/", f"Basic {BASIC}") in asked, lines
    assert not shows(str(failed.value) + "".join(line.message for line in lines))


@pytest.mark.parametrize(
    "url",
    [
        "proxy:3128", "socks5://proxy", "http://", "http://ada:geheim@proxy:99999",
        "http://proxy/path", "ftp://ada:geheim@proxy", "ada:geheim@proxy:3128",
    ],
)  # fmt: skip
def test_a_proxy_that_is_none_is_refused_in_words_without_its_password(url: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({"BIFROST_RUN_PROXY": url})

    assert "http://user:password@proxy.example:3128" in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_settings_do_not_show_it() -> None:
    settings = Settings.model_validate({"BIFROST_RUN_PROXY": f"http://ada:{WRITTEN}@proxy"})

    assert not shows(repr(settings) + settings.model_dump_json())
