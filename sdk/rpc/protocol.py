"""The protocol between a worker and the platform: its messages and their frames.

Each message is a frame: four bytes of length, big-endian, then a JSON object with a ``kind``.

==========  ==========================================  ======================================
direction   kind                                        fields
==========  ==========================================  ======================================
to worker   ``load``: import this file                  root, file, function, what, packages
to worker   ``run``: start, the journal has the run      context, input
to worker   ``answer``: to a call                       id, value | error {code, message}
to worker   ``index``: describe these files             root, files, packages
to worker   ``install``: these packages                 pip, requirements, index, authority
to us       ``loaded``
to us       ``log``                                     at, level, message
to us       ``ask``: a call of the SDK                  id, call, arguments
to us       ``done``                                    result, as JSON text, is_response
to us       ``failed``                                  type, message, traceback, variables,
                                                        is_user_error
to us       ``rested``: reset after the end of a run     is_alone
to us       ``indexed``: one per module                file, needs, workflows, providers | error
==========  ==========================================  ======================================

"Us" is the platform. Each message also carries ``capability``, a random text of the run. A message
to the platform without the current one ends the run: it is another run's, or forged.
"""

import json
import struct
from typing import cast

HEADER = struct.Struct(">I")
RESULT_LIMIT = 16 * 1024 * 1024
#: A result is sent as a string in JSON, where a quote or a backslash takes two bytes.
FRAME_LIMIT = 2 * RESULT_LIMIT + 64 * 1024

Message = dict[str, object]


class ProtocolError(Exception):
    """The other end broke the protocol."""


def encode(message: Message) -> bytes:
    r"""Return the frame of a message; ProtocolError if it is too long.

    >>> encode({"kind": "loaded"})
    b'\x00\x00\x00\x11{"kind":"loaded"}'
    """
    body = to_json(message).encode()
    if len(body) > FRAME_LIMIT:
        raise ProtocolError(f"a message of {len(body)} bytes is over the limit of {FRAME_LIMIT}")
    return HEADER.pack(len(body)) + body


def decode(body: bytes) -> Message:
    """Return the message in a frame's body; ProtocolError if the body is not a message."""
    try:
        message: object = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("a message was not JSON") from error
    if not isinstance(message, dict) or "kind" not in message:
        raise ProtocolError("a message was not an object with a kind")
    return cast("Message", message)


def length(header: bytes) -> int:
    """Return the length of the body in bytes; ProtocolError if it is over the limit."""
    (size,) = HEADER.unpack(header)
    if size > FRAME_LIMIT:
        raise ProtocolError(f"a message of {size} bytes is over the limit of {FRAME_LIMIT}")
    return int(size)


def to_json(value: object) -> str:
    r"""Return compact JSON that is not escaped to ASCII; a lone surrogate becomes U+FFFD.

    >>> print(to_json({"greeting": "¡Hola!", "half": "\ud800"}))
    {"greeting":"¡Hola!","half":"\ufffd"}
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return clean(text)


def clean(text: str) -> str:
    """Replace lone surrogates, which UTF-8 cannot carry and the platform's parser refuses."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
