"""HTTP for workflows that are endpoints or webhooks: the request, and the answer to it."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

#: What HTTP takes as the name of a header.
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Request:
    """The HTTP request that started the run, for a workflow that has a parameter of this type.

    An endpoint and a webhook fill the parameter; every other caller gives it like any other
    parameter. Credentials and cookies of the request are left out. ``query`` has every value of a
    name; names of headers are in lower case.

    >>> Request("POST", body='{"id": 7}').json()
    {'id': 7}
    """

    method: str
    path: str = ""
    query: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    headers: dict[str, str] = field(default_factory=dict[str, str])
    #: The body as text, or in base64 if it is not UTF-8: see ``content``.
    body: str = ""
    encoding: Literal["text", "base64"] = "text"

    @property
    def content(self) -> bytes:
        r"""The body exactly as it was sent.

        >>> Request("PUT", body="/w==", encoding="base64").content
        b'\xff'
        """
        return b64decode(self.body) if self.encoding == "base64" else self.body.encode()

    def json(self) -> object:
        """Return the body as JSON; ValueError if it is none."""
        found: object = json.loads(self.content)
        return found


@dataclass(frozen=True, slots=True)
class Response:
    """A workflow's own answer to the caller of its endpoint; elsewhere, it is the run's result.

    A ``body`` of text or bytes is sent as it is, anything else as JSON. The platform drops headers
    that would reach beyond this answer, such as ``Set-Cookie``: see docs/webhooks.md.

    >>> Response("created", status=201, content_type="text/plain").status
    201
    """

    body: object = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    content_type: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be sent."""
        if isinstance(self.status, bool) or not 200 <= self.status <= 599:
            raise ValueError(f"the status of a Response is 200 to 599, not {self.status!r}")
        given: list[object] = [*self.headers, *self.headers.values(), self.content_type or ""]
        if any(not isinstance(text, str) for text in given):
            raise TypeError("the headers of a Response are texts")
        for name in self.headers:
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} is not the name of a header")
        for name, value in {**self.headers, "Content-Type": self.content_type or ""}.items():
            # A line break would begin a header of its own; Azure sends nothing beyond ASCII.
            if not (value.isascii() and value.replace("\t", " ").isprintable()):
                raise ValueError(
                    f"the header {name} of a Response is one line of printable ASCII: encode"
                    " another text, such as by urllib.parse.quote"
                )

    def as_result(self) -> dict[str, object]:
        r"""Return the response as the run's result, with a body that JSON can carry.

        >>> Response(b"\xff").as_result()["body"]
        '/w=='
        """
        body, encoding, kind = self.body, "json", "application/json"
        if isinstance(body, bytes | bytearray):
            body, encoding = b64encode(body).decode(), "base64"
            kind = "application/octet-stream"
        elif isinstance(body, str):
            encoding, kind = "text", "text/plain"
        return {
            "status": self.status,
            "headers": {**self.headers},
            "contentType": self.content_type or kind,
            "encoding": encoding,
            "body": body,
        }
