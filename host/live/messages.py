"""The messages of ``/ws``, and what its answers are made of."""

import json
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

Token = Annotated[str, StringConstraints(min_length=1, max_length=8192, pattern=r"^[!-~]+$")]
Header = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[ -~]*$")]
Channel = Annotated[str, StringConstraints(pattern=r"^[a-z-]{1,40}$")]


class Begin(BaseModel):
    """The first message: who follows what, and what it knows already."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: Token
    organization: Header = ""
    channels: Annotated[tuple[Channel, ...], Field(min_length=1, max_length=10)]
    last: Header = ""
    behind: Annotated[int, Field(ge=0, le=600)] = 0


class Renewal(BaseModel):
    """A later message: the token to go on with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: Token


_DATA = TypeAdapter[object](object)


def events_of(answer: str) -> tuple[list[Mapping[str, object]], str]:
    """Return the events of an answer of the stream, and the id to go on from."""
    events: list[Mapping[str, object]] = []
    last = ""
    for block in answer.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        last = fields.get("id", last)
        if fields.get("event", "position") != "position":
            data = _DATA.validate_json(fields["data"])
            events.append({"channel": fields["event"], "data": data})
    return events, last


def text_of(events: list[Mapping[str, object]], last: str) -> str:
    """The message with these events; ``last`` is for the first message of the next connection."""
    return json.dumps({"events": events, "last": last}, separators=(",", ":"))
