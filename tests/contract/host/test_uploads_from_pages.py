"""Azurite's blob service takes uploads from pages of the web client, and of no other origin."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from azure.storage.blob import BlobClient, BlobSasPermissions, BlobServiceClient, generate_blob_sas

from local.azure_stores import allow_uploads
from local.azurite import Azurite

PAGE, STRANGER = "http://localhost:7071", "http://evil.example"
ALLOWED = "access-control-allow-origin"
HEADERS = {"x-ms-blob-type": "BlockBlob", "content-type": "text/plain"}


@pytest.fixture
def address() -> Generator[str]:
    """The signed URL of an upload to an Azurite that knows the page."""
    with Azurite.start(in_memory=True) as azurite:
        allow_uploads(azurite.connection_string, [PAGE])
        parts = (part.split("=", 1) for part in azurite.connection_string.split(";") if part)
        key = next(value for name, value in parts if name == "AccountKey")
        with BlobServiceClient.from_connection_string(azurite.connection_string) as blobs:
            blobs.create_container("uploads")
            yield _signed(blobs.get_blob_client("uploads", "a.txt"), key)


def test_a_page_of_the_client_may_upload(address: str) -> None:
    asked = _preflight(address, PAGE, "PUT")
    sent = httpx.put(address, content=b"hello", headers={**HEADERS, "origin": PAGE})

    assert (asked.status_code, asked.headers[ALLOWED]) == (200, PAGE)
    assert (sent.status_code, sent.headers[ALLOWED]) == (201, PAGE)


@pytest.mark.parametrize(("origin", "method"), [(STRANGER, "PUT"), (PAGE, "DELETE")])
def test_nothing_else_is_allowed(address: str, origin: str, method: str) -> None:
    asked = _preflight(address, origin, method)

    assert asked.status_code == 403
    assert ALLOWED not in asked.headers


def _preflight(address: str, origin: str, method: str) -> httpx.Response:
    asks = {
        "origin": origin,
        "access-control-request-method": method,
        "access-control-request-headers": ",".join(HEADERS),
    }
    return httpx.options(address, headers=asks)


def _signed(blob: BlobClient, key: str) -> str:
    token = generate_blob_sas(
        blob.account_name or "",
        blob.container_name,
        blob.blob_name,
        account_key=key,
        permission=BlobSasPermissions(create=True, write=True),
        expiry=datetime.now(UTC) + timedelta(minutes=5),
    )
    return f"{blob.url}?{token}"
