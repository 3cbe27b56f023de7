"""A form with a file, through the real host and both stores: begun, uploaded to a URL, sent."""

from collections.abc import Generator
from contextlib import contextmanager

import httpx
import pytest

from local.stack import Stack

OWN = {"X-Organization-Id": "test-org-active"}
FORM = {
    "name": "With a file",
    "linkedWorkflow": "take_form",
    "accessLevel": "authenticated",
    "formSchema": {
        "fields": [
            {"name": "name", "label": "Name", "type": "text", "required": True},
            {"name": "paper", "label": "Paper", "type": "file", "allowedTypes": ["image/*"]},
        ]
    },
}
#: What a storage account says to a bad signature, and what we do.
REFUSED = (403, 404)
PAPER = {"file_name": "a b.png", "content_type": "image/png", "file_size": 3}


@contextmanager
def signed_in(stack: Stack, user: str) -> Generator[httpx.Client]:
    with httpx.Client(base_url=stack.url, headers=OWN, timeout=60) as client:
        client.get("/.auth/login/dev", params={"user": user})
        yield client


@pytest.fixture
def owner(each_stack: Stack) -> Generator[httpx.Client]:
    with signed_in(each_stack, "owner@active.test") as client:
        yield client


@pytest.fixture
def alice(each_stack: Stack) -> Generator[httpx.Client]:
    with signed_in(each_stack, "alice@active.test") as client:
        yield client


def of_another_name(url: str) -> str:
    """A signed URL whose name is in clear, or in a token, and is changed there."""
    if "a_b" in url:
        return url.replace("a_b", "c_d")
    return f"{url[:-12]}{'B' if url[-12] == 'A' else 'A'}{url[-11:]}"


def test_a_file_is_put_to_its_url_and_sent_with_the_form(
    owner: httpx.Client, alice: httpx.Client
) -> None:
    made = owner.post("/api/forms", json=FORM)
    assert made.status_code == 201, made.text
    form = f"/api/forms/{made.json()['id']}"
    place = alice.post(f"{form}/files/upload-url", json=PAPER).json()
    path = place["file_metadata"]["path"]
    early = alice.post(f"{form}/execute", json={"form_data": {"name": "Ada", "paper": path}})
    kind = {"x-ms-blob-type": "BlockBlob", "content-type": "image/png"}

    read = httpx.get(place["upload_url"])
    put = httpx.put(place["upload_url"], content=b"png", headers=kind)
    again = httpx.put(place["upload_url"], content=b"other", headers=kind)
    forged = httpx.put(of_another_name(place["upload_url"]), content=b"x", headers=kind)
    sent = alice.post(f"{form}/execute", json={"form_data": {"name": "Ada", "paper": path}})
    elsewhere = path.replace("test-org-active", "test-org-other")
    other = alice.post(f"{form}/execute", json={"form_data": {"name": "Ada", "paper": elsewhere}})

    assert early.status_code == 422
    assert early.json()["details"][0]["location"] == ["body", "formData", "paper"]
    assert put.status_code == 201
    assert read.status_code in REFUSED
    assert again.status_code in (403, 409)
    assert forged.status_code in REFUSED
    assert sent.status_code == 200, sent.text
    assert sent.json()["result"]["paper"] == path
    assert other.status_code == 422
