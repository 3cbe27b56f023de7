"""The static site in front of the app: files, headers, cache and paths that lead out of it."""

import gzip
import json
from pathlib import Path

import httpx
import pytest
from starlette.responses import PlainTextResponse

from host.static_site import configuration
from host.static_site.configuration import SiteConfigurationInvalid
from host.static_site.files import SiteFiles
from host.static_site.static_site import StaticSiteApp
from local.stack import ROOT

INDEX = "<!doctype html><title>Bifrost</title>"
SCRIPT = "export const answer = 42;" * 100


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built site, under the configuration that Azure reads; a secret lies beside it."""
    site = tmp_path / "dist"
    (site / "assets").mkdir(parents=True)
    (site / ".vite").mkdir()
    (site / ".vite" / "manifest.json").write_text("{}")
    (site / "index.html").write_text(INDEX)
    (site / "assets" / "a-1.js").write_text(SCRIPT)
    (site / "assets" / "a-1.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (site / configuration.NAME).write_text((ROOT / "infra" / configuration.NAME).read_text())
    (tmp_path / "secret.txt").write_text("secret")
    return site


@pytest.fixture
def visitor(folder: Path) -> httpx.AsyncClient:
    rules = configuration.load(folder, {"BLOB_ORIGIN": "http://127.0.0.1:10000"})
    return _client(StaticSiteApp(PlainTextResponse("the app"), SiteFiles(folder), rules))


@pytest.mark.parametrize("path", ["/", "/o/contoso/forms", "/o/a.b/runs/1", "/oauth/callback/x"])
async def test_every_page_is_the_client(visitor: httpx.AsyncClient, path: str) -> None:
    response = await visitor.get(path)

    assert (response.status_code, response.text) == (200, INDEX)
    assert response.headers["cache-control"] == "no-cache"
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self';" in response.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/api/version", "/API/x", "/.auth/me", "/admin/host/status"])
async def test_the_app_gets_its_own_requests(visitor: httpx.AsyncClient, path: str) -> None:
    assert (await visitor.get(path)).text == "the app"


async def test_a_file_with_a_hash_is_kept_for_a_year_and_a_missing_one_is_no_page(
    visitor: httpx.AsyncClient,
) -> None:
    kept = await visitor.get("/assets/a-1.js")

    assert kept.text == SCRIPT
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (await visitor.get("/assets/a-0.js")).status_code == 404


async def test_a_client_gets_what_the_build_compressed_if_it_takes_that(
    visitor: httpx.AsyncClient,
) -> None:
    small = await visitor.get("/assets/a-1.js", headers={"accept-encoding": "gzip"})
    plain = await visitor.get("/assets/a-1.js", headers={"accept-encoding": "identity"})

    assert small.headers["content-encoding"] == "gzip"
    assert small.text == plain.text == SCRIPT
    assert "content-encoding" not in plain.headers
    assert small.headers["etag"] != plain.headers["etag"]
    assert small.headers["vary"] == "accept-encoding"


async def test_what_the_browser_has_is_not_sent_again(visitor: httpx.AsyncClient) -> None:
    tag = (await visitor.get("/")).headers["etag"]
    again = await visitor.get("/", headers={"if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/.vite/manifest.json",
        "/staticwebapp.config.json",
        "/assets/a%00.js",
    ],
)
async def test_nothing_outside_of_the_site_is_sent(visitor: httpx.AsyncClient, path: str) -> None:
    response = await visitor.get(path)

    assert "secret" not in response.text
    assert response.status_code == 404 or response.text == INDEX


async def test_a_link_that_leads_out_of_the_site_is_not_followed(
    visitor: httpx.AsyncClient, folder: Path
) -> None:
    (folder / "assets" / "out.js").symlink_to(folder.parent / "secret.txt")

    assert (await visitor.get("/assets/out.js")).status_code == 404


async def test_old_addresses_lead_to_the_sign_in(visitor: httpx.AsyncClient) -> None:
    response = await visitor.get("/login")

    assert (response.status_code, response.headers["location"]) == (302, "/sign-in")


async def test_a_site_is_only_read(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.post("/")).status_code == 405
    assert (await visitor.head("/")).content == b""


async def test_uploads_may_go_to_the_blob_service(visitor: httpx.AsyncClient, folder: Path) -> None:
    assert "connect-src 'self' http://127.0.0.1:10000;" in await _policy(visitor)

    rules = configuration.load(folder, {})
    own = _client(StaticSiteApp(PlainTextResponse(""), SiteFiles(folder), rules))
    assert "connect-src 'self';" in await _policy(own)


@pytest.mark.parametrize(
    "given", ["{", json.dumps({"platform": {}}), json.dumps({"routes": [{"statusCode": 404}]})]
)
def test_a_rule_that_the_host_does_not_know_is_refused(folder: Path, given: str) -> None:
    (folder / configuration.NAME).write_text(given)

    with pytest.raises(SiteConfigurationInvalid):
        configuration.load(folder, {})


def _client(app: StaticSiteApp) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")


async def _policy(visitor: httpx.AsyncClient) -> str:
    return (await visitor.get("/")).headers["content-security-policy"]
