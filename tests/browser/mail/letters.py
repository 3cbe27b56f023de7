"""The letters that the stand-in for a mail server took."""

import re
import time

import httpx

LINK = re.compile(r"(/[a-z-]+#token=\S+)")
PATIENCE_SECONDS = 8


def link_to(url: str, address: str, subject: str, *, other_than: str = "") -> str:
    """The path and token of a letter to an address with this in its subject."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        found = httpx.get(f"{url}/.mail/messages.json").json()
        for letter in reversed(found):
            link = LINK.search(letter["text"])
            is_theirs = address in letter["recipients"] and subject in letter["subject"]
            if link and is_theirs and link[1] != other_than:
                return link[1]
        time.sleep(0.1)
    raise AssertionError(f"no letter to {address} with {subject!r}")
