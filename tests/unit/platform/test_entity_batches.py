"""The text of a transaction: what we write, read by the standard library; what we read."""

import json
from collections.abc import Sequence
from email import message_from_bytes
from email.message import Message
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from shared.services.azure.entity_batches import batch, batch_etags, entity_url, error_code
from shared.services.tables import Delete, Insert, Put, Remove, Replace

TABLE = "http://store/account/T"

ANSWER = b"""--batchresponse_1\r
Content-Type: multipart/mixed; boundary=changesetresponse_1\r
\r
--changesetresponse_1\r
Content-Type: application/http\r
\r
HTTP/1.1 204 No Content\r
\r
\r
--changesetresponse_1\r
Content-Type: application/http\r
\r
HTTP/1.1 201 Created\r
ETag: W/"two"\r
\r
{"a":"\\r\\nHTTP/1.1 500 no\\r\\nETag: mine"}\r
--changesetresponse_1--\r
--batchresponse_1--\r
"""


def parts_of(content_type: str, body: bytes) -> Sequence[bytes]:
    whole = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body)
    [changes] = cast("list[Message]", whole.get_payload())
    parts = cast("list[Message]", changes.get_payload())
    assert [part.get_content_type() for part in parts] == ["application/http"] * len(parts)
    assert [part["Content-ID"] for part in parts] == [str(n) for n in range(len(parts))]
    return [cast("bytes", part.get_payload(decode=True)) for part in parts]


def test_each_change_is_a_request_of_one_change_set() -> None:
    changes = [
        Delete("gone", 'W/"1"'),
        Remove("copy"),
        Insert("new", {"a": "é"}),
        Replace("old", {}, 'W/"2"'),
        Put("any", {}),
    ]

    heads = [
        part.partition(b"\r\n\r\n")[0].decode() for part in parts_of(*batch(TABLE, "p", changes))
    ]

    first_lines = [head.splitlines()[0] for head in heads]
    assert first_lines == [
        f"DELETE {TABLE}(PartitionKey='p',RowKey='gone') HTTP/1.1",
        f"DELETE {TABLE}(PartitionKey='p',RowKey='copy') HTTP/1.1",
        f"POST {TABLE} HTTP/1.1",
        f"PUT {TABLE}(PartitionKey='p',RowKey='old') HTTP/1.1",
        f"PUT {TABLE}(PartitionKey='p',RowKey='any') HTTP/1.1",
    ]
    conditions = [
        [line for line in head.splitlines() if line.startswith("If-Match")] for head in heads
    ]
    assert conditions == [['If-Match: W/"1"'], ["If-Match: *"], [], ['If-Match: W/"2"'], []]


@given(st.dictionaries(st.sampled_from("abc"), st.text()))
def test_columns_of_any_text_arrive_as_they_are(columns: dict[str, str]) -> None:
    [part] = parts_of(*batch(TABLE, "p", [Insert("k", columns)]))

    head, _, content = part.partition(b"\r\n\r\n")

    assert f"Content-Length: {len(content)}".encode() in head
    assert json.loads(content) == {"PartitionKey": "p", "RowKey": "k", **columns}


def test_keys_are_quoted_in_an_address() -> None:
    assert entity_url(TABLE, "o'b", "a|b c/é") == (
        f"{TABLE}(PartitionKey='o%27%27b',RowKey='a%7Cb%20c%2F%C3%A9')"
    )


def test_each_part_of_an_answer_has_the_etag_it_left() -> None:
    assert batch_etags(ANSWER) == ["", 'W/"two"']


def test_an_answer_with_a_refusal_is_not_read() -> None:
    assert batch_etags(ANSWER.replace(b"HTTP/1.1 201 Created", b"HTTP/1.1 409 Conflict")) is None


def test_what_is_no_answer_at_all_has_no_etags() -> None:
    assert batch_etags(b"") is None


def test_an_error_has_the_code_of_the_service() -> None:
    error = b'{"odata.error":{"code":"TableNotFound","message":{"lang":"en-US","value":"..."}}}'

    assert error_code(error) == "TableNotFound"
    assert [error_code(odd) for odd in (b"", b"<html>", b"[]", b'{"odata.error":1}')] == [""] * 4
