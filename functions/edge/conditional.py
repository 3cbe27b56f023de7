"""Reads If-Match (RFC 9110, 13.1.1): the versions of an object that an edit may change."""

import re
from collections.abc import Mapping

from shared.errors import Detail, InvalidInput

IF_MATCH = "If-Match"
#: What proxies make of a strong tag when they compress the response is taken for the tag itself.
_TAG = re.compile(r'(?:W/)?"([^"]*)"|([^\s",]+)')
_LIST = re.compile(rf"\s*(?:{_TAG.pattern})(?:\s*,\s*(?:{_TAG.pattern}))*\s*")


def expected_versions(headers: Mapping[str, str]) -> frozenset[str] | None:
    """Return the versions that If-Match names; None without it, and for ``*``, which is any.

    Tags without quotes, which some clients send, count as tags. InvalidInput for what is no list.
    """
    text = headers.get(IF_MATCH.lower(), "").strip()
    if text in ("", "*"):
        return None
    if not _LIST.fullmatch(text):
        fault = "give the ETag of the object as you read it, in quotes, or *"
        raise InvalidInput(f"If-Match: {fault}", [Detail(("header", IF_MATCH), fault)])
    return frozenset(quoted or bare for quoted, bare in _TAG.findall(text))
