"""Does the file-share stand-in hold against requests that no client of Azure would send?"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import httpx
import pytest
from azure.storage.fileshare import ShareClient
from defusedxml.ElementTree import fromstring

from tests.contract.standins.servers import Address
from tests.contract.standins.signatures import RawFiles


@pytest.fixture(scope="module")
def raw(address: Address) -> Iterator[RawFiles]:
    host = httpx.URL(address.files["FileEndpoint"]).copy_with(path="/")
    with httpx.Client(base_url=host) as client:
        yield RawFiles(address, client)


@pytest.mark.parametrize(
    "path",
    [
        "..",
        "../../etc/passwd",
        "a/../../b",
        "%2e%2e",
        "%2E%2E/%2e%2e/etc",
        "a%2F..%2F..%2Fb",
        "..%2Fother",
        ".",
        "a/./b",
        "%2Fetc%2Fpasswd",
        "/etc/passwd",
        "a//b",
        "a%2F%2Fb",
        "..%5C..%5Cb",
        "C%3A%5Cb",
        "a%00b",
        "a%0Ab",
        "a%7Cb",
        "%FF%FE",
        "%ED%A0%80",
        "...",
        "a" * 256,
        "a/" * 1025 + "a",
    ],
)
@pytest.mark.parametrize("query", ["?restype=directory", ""])
def test_a_path_cannot_leave_its_share(
    raw: RawFiles, share: ShareClient, path: str, query: str, address: Address
) -> None:
    before = everything(address)

    answer = raw.send(
        "PUT",
        f"/{share.share_name}/{path}{query}",
        {"x-ms-type": "file", "x-ms-content-length": "0"},
    )

    assert (answer.status_code, code_of(answer)) == (400, "InvalidResourceName")
    assert answer.headers["x-ms-error-code"] == "InvalidResourceName"
    assert everything(address) == before


@pytest.mark.parametrize("name", ["..", "%2e%2e", ".%2e", "x%2F..%2Fshare", "%2Fetc", "a%00b"])
def test_the_name_of_a_share_cannot_be_a_path(raw: RawFiles, name: str) -> None:
    answer = raw.send("PUT", f"/{name}?restype=share")

    assert (answer.status_code, code_of(answer)) == (400, "InvalidResourceName")


@pytest.mark.parametrize("source", ["..%2F..%2Fvault.db", "%2e%2e/%2e%2e/vault.db", "/vault.db"])
def test_a_rename_cannot_fetch_from_outside(raw: RawFiles, share: ShareClient, source: str) -> None:
    url = f"http://127.0.0.1/{raw.account}/{share.share_name}/{source}"

    answer = raw.send(
        "PUT", f"/{share.share_name}/stolen?comp=rename", {"x-ms-file-rename-source": url}
    )

    assert (answer.status_code, code_of(answer)) == (400, "InvalidResourceName")


def test_a_rename_cannot_leave_its_share(raw: RawFiles, share: ShareClient) -> None:
    url = f"http://127.0.0.1/{raw.account}/other-share/file"

    answer = raw.send(
        "PUT", f"/{share.share_name}/file?comp=rename", {"x-ms-file-rename-source": url}
    )

    assert (answer.status_code, code_of(answer)) == (400, "InvalidHeaderValue")


@pytest.mark.parametrize(
    ("method", "target", "headers"),
    [
        ("POST", "/share/file", {}),
        ("PUT", "/share/file?comp=lease", {}),
        ("PUT", "/share?restype=share&comp=snapshot", {}),
        ("GET", "/share?restype=share&comp=acl", {}),
        ("GET", "/?restype=service&comp=properties", {}),
        ("GET", "/share/file?sharesnapshot=2020-01-01", {}),
        ("PUT", "/share/file", {"x-ms-copy-source": "http://127.0.0.1/file"}),
        ("DELETE", "/share", {}),
    ],
)
def test_an_unknown_call_is_answered_with_its_name(
    raw: RawFiles, method: str, target: str, headers: dict[str, str]
) -> None:
    answer = raw.send(method, target, headers)

    assert (answer.status_code, code_of(answer)) == (501, "NotImplemented")
    assert f"{method} /{raw.account}{target}" in (document(answer).findtext("Message") or "")


@pytest.mark.parametrize(
    ("method", "target", "headers", "status", "code"),
    [
        ("PUT", "file", {}, 400, "MissingRequiredHeader"),
        ("PUT", "file", {"x-ms-content-length": "-1"}, 400, "InvalidHeaderValue"),
        ("PUT", "file", {"x-ms-content-length": "9" * 18}, 400, "OutOfRangeInput"),
        ("PUT", "file?comp=range", {"x-ms-write": "burn"}, 400, "InvalidHeaderValue"),
        ("PUT", "file?comp=rename", {}, 400, "MissingRequiredHeader"),
        (
            "GET",
            "?restype=directory&comp=list&maxresults=0",
            {},
            400,
            "OutOfRangeQueryParameterValue",
        ),
        (
            "GET",
            "?restype=directory&comp=list&maxresults=x",
            {},
            400,
            "OutOfRangeQueryParameterValue",
        ),
        ("GET", "?restype=directory&comp=list&marker=*", {}, 400, "InvalidQueryParameterValue"),
        ("DELETE", "?restype=directory", {}, 400, "CannotDeleteRoot"),
    ],
)
def test_a_malformed_call_is_refused(
    raw: RawFiles,
    share: ShareClient,
    method: str,
    target: str,
    headers: dict[str, str],
    status: int,
    code: str,
) -> None:
    answer = raw.send(method, f"/{share.share_name}/{target}", headers)

    assert (answer.status_code, code_of(answer)) == (status, code)


@pytest.mark.parametrize(
    "authorization", ["", "SharedKey", "SharedKey bifrostfiles:AAAA", "Bearer x"]
)
def test_an_unsigned_call_is_refused(address: Address, authorization: str) -> None:
    headers = {"Authorization": authorization} if authorization else {}

    answer = httpx.get(f"{address.files['FileEndpoint']}?comp=list", headers=headers)

    assert (answer.status_code, code_of(answer)) == (403, "AuthenticationFailed")


def test_a_signature_is_good_for_its_own_request_only(address: Address, raw: RawFiles) -> None:
    signed = raw.send("GET", "/?comp=list").request.headers

    again = httpx.get(f"{address.files['FileEndpoint']}/?comp=list", headers=signed)
    other = httpx.get(f"{address.files['FileEndpoint']}/?comp=list&prefix=a", headers=signed)

    assert (again.status_code, other.status_code) == (200, 403)


def test_an_answer_can_be_told_from_others(raw: RawFiles) -> None:
    first = raw.send("GET", "/?comp=list", {"x-ms-client-request-id": "mine"}).headers
    second = raw.send("GET", "/?comp=list").headers

    assert first["x-ms-client-request-id"] == "mine"
    assert first["x-ms-request-id"] != second["x-ms-request-id"]
    assert first["x-ms-version"] == "2026-10-06"


def everything(address: Address) -> set[Path]:
    """All that lies around the data folder, but for the databases' own files."""
    found = Path(address.vault_ca).parent.parent.rglob("*")
    return {path for path in found if ".db" not in path.name}


def document(answer: httpx.Response) -> Element:
    return fromstring(answer.text)


def code_of(answer: httpx.Response) -> str | None:
    return document(answer).findtext("Code")
