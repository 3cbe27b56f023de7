"""Fetches a page of the web for a source of knowledge: public addresses only, whole or not at all.

Each redirect is a request of its own, so the guard sees every address that is asked.
"""

from dataclasses import dataclass
from urllib.parse import urljoin

from shared.errors import InvalidInput
from shared.models.ai.knowledge import MOST_DOCUMENT_BYTES
from shared.services.outbound.egress import Egress, Incoming, Outgoing

MOST_REDIRECTS = 5
SECONDS = 30
REDIRECTS = frozenset({301, 302, 303, 307, 308})
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
    "text/csv": "csv",
    "application/json": "json",
    "application/pdf": "pdf",
    WORD: "docx",
}


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What an address answered, and how it is read."""

    kind: str
    content: bytes


async def fetched(egress: Egress, url: str) -> FetchedPage:
    """Return what is at an address; InvalidInput, in words for its owner, if it is no document.

    Blocked if an address must not be reached; Unavailable without an answer in time.
    """
    for _ in range(MOST_REDIRECTS + 1):
        request = Outgoing(url, seconds=SECONDS, answer_bytes=MOST_DOCUMENT_BYTES)
        answer = await egress.send(request)
        if answer.status not in REDIRECTS:
            return _page(answer)
        place = answer.headers.get("location")
        if not place:
            raise InvalidInput("the address leads on to no other one")
        url = urljoin(url, place)
    raise InvalidInput(f"the address leads on more than {MOST_REDIRECTS} times")


def _page(answer: Incoming) -> FetchedPage:
    if answer.status != 200:
        raise InvalidInput(f"the address answered {answer.status}")
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise InvalidInput("the address answers with compressed content only")
    given = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in KINDS:
        raise InvalidInput(f"the address has {given or 'an unknown kind of document'}: not read")
    return FetchedPage(KINDS[given], answer.body)
