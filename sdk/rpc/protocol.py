"""What a worker and the platform say to each other.

Each message is a frame: four bytes of length, big-endian, then a JSON object with a ``kind``.

==========  ==========================================  ======================================
direction   kind                                        fields
==========  ==========================================  ======================================
to worker   ``load``: import this file                  root, file, function, what, packages
to worker   ``run``: the journal has it, start          context, input
to worker   ``answer``: to an ask                       id, value | error {code, message}
to worker   ``index``: describe these files             root, files, packages
to worker   ``install``: these packages                 pip, requirements, index, authority
to us       ``loaded``
to us       ``log``                                     at, level, message
to us       ``ask``: the SDK wants something            id, call, arguments
to us       ``done``                                    result, as JSON text
to us       ``failed``                                  type, message, traceback, variables,
                                                        is_user_error
to us       ``rested``: after each end, as before it    is_alone
to us       ``indexed``: one per file                   file, needs, workflows, providers | error
==========  ==========================================  ======================================

Each of them also carries ``capability``, a random text of the run. One to us that lacks the
current one ends the run: it is left from another, or forged.
"""

import json
import struct
from typing import cast

HEADER = struct.Struct(">I")
RESULT_LIMIT = 16 * 1024 * 1024
#: A result travels as text inside JSON, where a quote or a backslash takes two bytes.
FRAME_LIMIT = 2 * RESULT_LIMIT + 64 * 1024

Message = dict[str, object]


class ProtocolError(Exception):
    """The other end did not speak the protocol."""


def encode(message: Message) -> bytes:
    r"""The frame of a message; ProtocolError if it is too long.

    >>> encode({"kind": "loaded"})
    b'\x00\x00\x00\x11{"kind":"loaded"}'
    """
    body = to_json(message).encode()
    if len(body) > FRAME_LIMIT:
        raise ProtocolError(f"a message of {len(body)} bytes is over the limit of {FRAME_LIMIT}")
    return HEADER.pack(len(body)) + body


def decode(body: bytes) -> Message:
    """The message in a frame's body; ProtocolError if it is none."""
    try:
        message: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("a message was not JSON") from error
    if not isinstance(message, dict) or "kind" not in message:
        raise ProtocolError("a message was not an object with a kind")
    return cast("Message", message)


def length(header: bytes) -> int:
    """How long the body after this header is; ProtocolError if it is longer than allowed."""
    (size,) = HEADER.unpack(header)
    if size > FRAME_LIMIT:
        raise ProtocolError(f"a message of {size} bytes is over the limit of {FRAME_LIMIT}")
    return int(size)


def to_json(value: object) -> str:
    r"""Compact JSON with characters as they are; half a surrogate pair becomes U+FFFD.

    >>> print(to_json({"greeting": "¡Hola!", "half": "\ud800"}))
    {"greeting":"¡Hola!","half":"\ufffd"}
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return clean(text)


def clean(text: str) -> str:
    """Text that UTF-8 can hold: the other end's parser refuses half a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
