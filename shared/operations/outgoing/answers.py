"""The beginning of a receiver's answer, as its administrators may read it."""

import re
from collections.abc import Collection

from sdk.rpc.redaction import REDACTED
from shared.engine.inputs.redaction import Redactor
from shared.models.outgoing.deliveries import ANSWER_BYTES

#: Read beyond what is shown, so that no secret is cut in its middle and then not recognized.
READ_BYTES = ANSWER_BYTES + 1024
#: A whole word is looked at once, and nothing is tried again: the receiver chooses the text.
_VALUES = re.compile(
    r"""(?P<name>(?<![\w-])
        (?=[\w-]*?(?:password|passwd|secret|token|api[_-]?key|authorization|credential|cookie))
        [\w-]++["']?+\s*+[:=]\s*+)
        (?P<value>"(?:[^"\\]|\\.)*+"?|'[^']*+'?|[^\s,;&<>]++)""",
    re.IGNORECASE | re.VERBOSE,
)
_BEARER = re.compile(r"\b(?P<name>bearer|basic)\s++[A-Za-z0-9._~+/=-]{8,}+", re.IGNORECASE)
_JWT = re.compile(r"\beyJ[A-Za-z0-9_-]{8,}+\.[A-Za-z0-9_-]++\.?[A-Za-z0-9_-]*+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def shown(answer: bytes, secrets: Collection[str]) -> str:
    r"""Return the first 4 KiB as text, without these secrets and what looks like a credential.

    >>> shown(b'{"ok": true, "access_token": "abc", "hint": "Bearer abcdefgh12"}', [])
    '{"ok": true, "access_token": [redacted], "hint": "Bearer [redacted]"}'
    """
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", answer[:READ_BYTES].decode("utf-8", "replace"))
    text = Redactor(secrets).text(text)
    text = _VALUES.sub(rf"\g<name>{REDACTED}", text)
    text = _BEARER.sub(rf"\g<name> {REDACTED}", text)
    text = _JWT.sub(REDACTED, text)
    return text.encode()[:ANSWER_BYTES].decode("utf-8", "ignore")
