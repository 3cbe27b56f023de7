"""The text of a transaction: what we write, read by the standard library; what we read."""

from email import message_from_bytes
from email.message import Message
from typing import cast

from azure.core.rest import HttpRequest

from shared.services.azure.transactions import answered, written

DELETE = HttpRequest(
    "DELETE", "http://store/T(PartitionKey='p',RowKey='1')", headers={"If-Match": "*"}
)
INSERT = HttpRequest("POST", "http://store/T", json={"RowKey": "é", "a": "--x\r\nHTTP/1.1 500 no"})

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


def parts_of(body: bytes, boundary: str) -> list[bytes]:
    head = f"Content-Type: multipart/mixed; boundary={boundary}\r\n\r\n".encode()
    whole = message_from_bytes(head + body)
    [changes] = cast("list[Message]", whole.get_payload())
    parts = cast("list[Message]", changes.get_payload())
    assert [part.get_content_type() for part in parts] == ["application/http"] * len(parts)
    assert [part["Content-ID"] for part in parts] == [str(n) for n in range(len(parts))]
    return [cast("bytes", part.get_payload(decode=True)) for part in parts]


def test_each_request_is_a_part_of_one_set_of_changes() -> None:
    body = written((DELETE, INSERT), "batch_1")

    first, second = parts_of(body, "batch_1")

    assert (
        first
        == b"DELETE http://store/T(PartitionKey='p',RowKey='1') HTTP/1.1\r\nIf-Match: *\r\n\r\n"
    )
    head, _, content = second.partition(b"\r\n\r\n")
    assert head.startswith(b"POST http://store/T HTTP/1.1\r\n")
    assert content == INSERT.content.encode()
    assert f"Content-Length: {len(content)}".encode() in head


def test_each_part_of_an_answer_has_the_etag_it_left() -> None:
    assert answered(ANSWER) == [{"etag": None}, {"etag": 'W/"two"'}]


def test_an_answer_with_a_refusal_is_not_read() -> None:
    assert answered(ANSWER.replace(b"HTTP/1.1 201 Created", b"HTTP/1.1 409 Conflict")) is None


def test_what_is_no_answer_at_all_has_no_parts() -> None:
    assert answered(b"") == []
