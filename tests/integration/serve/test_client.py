"""The web client on a box: one origin with the API, under the rules that Azure reads."""

import shutil
import ssl
from collections.abc import Generator
from pathlib import Path

import pytest
import trustme

from host.static_site.configuration import NAME
from local.stack import ROOT
from tests.integration.serve.box_process import BoxProcess, refusal, start
from tests.integration.serve.conftest import NETWORKS, Starts
from tests.integration.serve.test_tls import write

pytestmark = pytest.mark.sampled(one_of=2, within="module")

INDEX = "<!doctype html><title>Bifrost</title>"
SECURE = "strict-transport-security"


def built(folder: Path) -> Path:
    """A built client, as small as one can be."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(INDEX)
    (folder / "assets" / "a-1.js").write_text("export {};")
    shutil.copy(ROOT / "infra" / NAME, folder / NAME)
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Generator[BoxProcess]:
    """A box that serves a client."""
    folder = tmp_path_factory.mktemp("served")
    client = built(folder / "client")
    running = start(folder, "--client", str(client), environment=NETWORKS)
    yield running
    running.stop()


@pytest.mark.parametrize("path", ["/", "/sign-in", "/setup", "/o/contoso/runs/1"])
def test_every_page_is_the_client_under_its_policy(served: BoxProcess, path: str) -> None:
    answer = served.client.get(path)

    assert (answer.status_code, answer.text) == (200, INDEX)
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "connect-src 'self';" in policy
    assert answer.headers["cache-control"] == "no-cache"


def test_assets_are_kept_and_missing_ones_are_no_page(served: BoxProcess) -> None:
    script, gone = (served.client.get(f"/assets/{name}.js") for name in ("a-1", "b-2"))

    assert "immutable" in script.headers["cache-control"]
    assert gone.status_code == 404


def test_the_api_is_untouched(served: BoxProcess) -> None:
    health = served.client.get("/api/health")
    nothing = served.client.get("/api/nothing")
    posted = served.client.post("/sign-in")

    assert (health.status_code, nothing.status_code, posted.status_code) == (200, 404, 405)
    assert "content-security-policy" not in health.headers


def test_neither_the_development_sign_in_nor_the_admin_api_comes_with_it(
    served: BoxProcess,
) -> None:
    paths = [
        "/.auth/login/dev",
        "/.auth/me",
        "/admin/host/status",
        "/%61dmin/host/keys",
        f"/{NAME}",
    ]
    paths += ["/assets/..%2f..%2fstore.host/signing.key"]

    assert [served.client.get(path).status_code for path in paths] == [404] * len(paths)


def test_plain_http_pins_nothing_whatever_a_stranger_says(served: BoxProcess) -> None:
    plain = served.client.get("/")
    forged = served.client.get("/", headers={"x-forwarded-proto": "https"})

    assert SECURE not in plain.headers
    assert SECURE not in forged.headers


def test_tls_pins_the_site(starts: Starts, tmp_path: Path) -> None:
    authority = trustme.CA()
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(trusted)
    certificate, key = write(authority, tmp_path)
    client = built(tmp_path / "client")
    files = ["--tls-cert", str(certificate), "--tls-key", str(key), "--client", str(client)]

    box = starts(tmp_path, *files, verify=ssl.create_default_context(cafile=trusted))

    assert box.client.get("/").headers[SECURE].startswith("max-age=31536000")


def test_a_folder_that_is_no_client_is_refused(tmp_path: Path) -> None:
    code, said = refusal(tmp_path, "--client", str(tmp_path))

    assert code == 1
    assert NAME in said
