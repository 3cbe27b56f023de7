"""What a request says of its caller: which header is read, and what is refused in it."""

import base64
import json
from collections.abc import Mapping

import pytest

from functions.auth.client_address import client_address
from functions.auth.credentials import ApiKeyCredential, Principal, TokenCredential, credential_in
from shared.errors import NotAuthenticated

OBJECT_ID = "http://schemas.microsoft.com/identity/claims/objectidentifier"


def encoded(facts: object) -> str:
    return base64.b64encode(json.dumps(facts).encode()).decode()


def principal_header(content: bytes) -> Mapping[str, str]:
    return {"x-ms-client-principal": base64.b64encode(content).decode()}


PRINCIPAL = {"x-ms-client-principal": encoded({"identityProvider": "aad", "userId": "u1"})}
BEARER = {"authorization": "Bearer ours"}
OWN_BEARER = {"x-bifrost-authorization": "Bearer ours"}
KEY = {"x-api-key": "bfk_1_2"}


@pytest.mark.parametrize(
    ("headers", "trusts", "expected"),
    [
        ({}, True, None),
        ({}, False, None),
        (KEY, True, ApiKeyCredential("bfk_1_2")),
        (KEY, False, ApiKeyCredential("bfk_1_2")),
        ({**KEY, **BEARER, **OWN_BEARER, **PRINCIPAL}, True, ApiKeyCredential("bfk_1_2")),
        ({**KEY, **BEARER, **OWN_BEARER, **PRINCIPAL}, False, ApiKeyCredential("bfk_1_2")),
        ({**OWN_BEARER, **PRINCIPAL}, True, TokenCredential("ours")),
        ({**BEARER, **PRINCIPAL}, False, TokenCredential("ours")),
        (BEARER, True, None),
        (OWN_BEARER, False, None),
        (PRINCIPAL, False, None),
        ({"x-ms-client-principal": "%%%"}, False, None),
        ({"authorization": "nonsense"}, True, None),
        ({"authorization": "bearer bfk_1_2"}, False, ApiKeyCredential("bfk_1_2")),
        ({"x-functions-key": "any"}, True, None),
        ({"x-ms-client-principal-id": "u1", "x-ms-client-principal-name": "a"}, True, None),
    ],
)
def test_the_first_header_that_is_read_decides(
    headers: Mapping[str, str], trusts: bool, expected: object
) -> None:
    assert credential_in(headers, trusts_principal=trusts) == expected


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"identityProvider": "aad", "userId": "u1", "userDetails": "a@b.test"}, "aad:u1"),
        (
            {"identityProvider": "aad", "userId": "u1", "userRoles": ["admin"], "claims": []},
            "aad:u1",
        ),
        ({"auth_typ": "aad", "claims": [{"typ": OBJECT_ID, "val": "o1"}]}, "aad:o1"),
        (
            {"auth_typ": "aad", "claims": [{"typ": "sub", "val": "s"}, {"typ": "oid", "val": "o"}]},
            "aad:o",
        ),
        ({"auth_typ": "google", "claims": [{"typ": "sub", "val": "s1"}]}, "google:s1"),
    ],
)
def test_a_principal_has_the_shape_of_either_front_end(facts: object, name: str) -> None:
    found = credential_in({"x-ms-client-principal": encoded(facts)}, trusts_principal=True)

    assert isinstance(found, Principal)
    assert found.name == name


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"not json",
        b"null",
        b"[]",
        b'"text"',
        b"7",
        b"NaN",
        b"{}",
        b"[" * 10_000,
        b'{"a":' * 2_000,
        b'{"identityProvider": "aad"}',
        b'{"userId": "u1"}',
        b'{"identityProvider": "aad", "userId": null}',
        b'{"identityProvider": "aad", "userId": ""}',
        b'{"identityProvider": "", "userId": "u1"}',
        b'{"identityProvider": "aad", "userId": 7}',
        b'{"identityProvider": "aad", "userId": ["u1"]}',
        b'{"identityProvider": "aad", "userId": "\\ud800"}',
        b'{"identityProvider": "aad", "userId": "u\\u0000"}',
        b'{"identityProvider": "aad", "userId": "u 1"}',
        b'{"identityProvider": "a:b", "userId": "u1"}',
        b'{"identityProvider": "aad", "userId": "' + b"x" * 201 + b'"}',
        b'{"auth_typ": "aad", "claims": {}}',
        b'{"auth_typ": "aad", "claims": [7, null, "x", []]}',
        b'{"auth_typ": "aad", "claims": [{"typ": "sub"}]}',
        b'{"auth_typ": "aad", "claims": [{"typ": "sub", "val": {"a": 1}}]}',
        b'{"auth_typ": 1, "claims": [{"typ": "sub", "val": "s"}]}',
        b'{"identityProvider": "aad", "userId": "u1", "pad": "' + b"x" * 20_000 + b'"}',
        "{'identityProvider'}".encode("utf-16"),
    ],
)
def test_a_principal_that_cannot_be_read_is_refused(content: bytes) -> None:
    headers = {"x-ms-client-principal": "="} if not content else principal_header(content)

    with pytest.raises(NotAuthenticated):
        credential_in(headers, trusts_principal=True)


@pytest.mark.parametrize("header", ["%%%", "é", "a", "e30\n", "e30=e30=", "\x00", "bearer e30="])
def test_a_principal_that_is_not_base64_is_refused(header: str) -> None:
    with pytest.raises(NotAuthenticated):
        credential_in({"x-ms-client-principal": header}, trusts_principal=True)


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Basic YTpi", "token", "Bearer\tx", "BearerX y", ", Bearer x"]
)
@pytest.mark.parametrize(
    ("name", "trusts"), [("authorization", False), ("x-bifrost-authorization", True)]
)
def test_a_malformed_bearer_is_refused_and_not_passed_over(
    header: str, name: str, trusts: bool
) -> None:
    with pytest.raises(NotAuthenticated):
        credential_in({name: header, **PRINCIPAL}, trusts_principal=trusts)


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("192.0.2.1", 1, "192.0.2.1"),
        ("192.0.2.1:443", 1, "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1", 1, "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1, 10.0.0.1", 2, "192.0.2.1"),
        ("6.6.6.6,,192.0.2.1 ,10.0.0.1", 2, "192.0.2.1"),
        ("[2001:DB8::1]:443", 1, "2001:db8::1"),
        ("2001:db8:0:0::1", 1, "2001:db8::1"),
        ("::ffff:192.0.2.1", 1, "192.0.2.1"),
        ("192.0.2.1", 2, None),
        ("192.0.2.1", 0, None),
        ("", 1, None),
        (" , ,", 1, None),
        ("unknown", 1, None),
        ("192.0.2.1, nonsense", 1, None),
        ("192.0.2.1/24", 1, None),
        ("\u0661.2.3.4", 1, None),
    ],
)
def test_the_address_is_what_the_outermost_trusted_proxy_saw(
    forwarded: str, proxies: int, expected: str | None
) -> None:
    assert client_address({"x-forwarded-for": forwarded}, proxies) == expected


def test_without_the_header_there_is_no_address() -> None:
    assert client_address({"x-real-ip": "192.0.2.1"}, 1) is None
