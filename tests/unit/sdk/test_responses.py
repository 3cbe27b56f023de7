"""What a Response of a workflow refuses, so that its author hears why it cannot be sent."""

import pytest

from bifrost import Response


@pytest.mark.parametrize(
    ("headers", "content_type", "words"),
    [
        ({"X-Name": "a\r\nSet-Cookie: b=1"}, None, "the header X-Name"),
        ({"X-Name": "Zo\u00eb"}, None, "printable ASCII"),
        ({"X Name": "a"}, None, "'X Name' is not the name of a header"),
        ({"X-Name\n": "a"}, None, "is not the name of a header"),
        ({"": "a"}, None, "is not the name of a header"),
        ({}, "text/plain\n", "the header Content-Type"),
    ],
)
def test_a_header_that_cannot_be_sent_is_refused_in_words(
    headers: dict[str, str], content_type: str | None, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        Response(headers=headers, content_type=content_type)


@pytest.mark.parametrize("status", [0, 101, 600, True])
def test_a_status_that_is_no_answer_is_refused(status: int) -> None:
    with pytest.raises(ValueError, match="200 to 599"):
        Response(status=status)


def test_what_can_be_sent_is_taken() -> None:
    made = Response("x", headers={"X-Name": "Zo%C3%AB\tb"}, content_type="text/csv; charset=utf-8")

    assert made.as_result()["headers"] == {"X-Name": "Zo%C3%AB\tb"}
