"""Files that a form is sent with."""

from collections.abc import Mapping
from uuid import uuid4

import pytest

from shared.models.forms import FormUpdate
from shared.services.blobs import MemoryBlobs
from shared.services.services import Services
from tests.contract.client import Http
from tests.contract.engine.form_runs.form_runs_helpers import Headers
from tests.contract.forms import ALICE, FOREIGN, NAME, OWNER, Forms, field


async def upload(
    http: Http,
    services: Services,
    form_id: str,
    name: str = "a.png",
    content: bytes = b"png",
    kind: str = "image/png",
    who: Headers = ALICE,
    declared: int = 3,
) -> str:
    """The path of a file that was sent."""
    body = {"file_name": name, "content_type": "image/png", "file_size": declared}
    answer = await http("create_form_upload", {"form_id": form_id}, body=body, headers=who)
    assert answer.status == 200, answer.json
    store = services.uploads
    assert isinstance(store, MemoryBlobs)
    url = answer.json["upload_url"]
    assert await store.put(url, content, kind, services.clock.now()) == 201
    return str(answer.json["file_metadata"]["path"])


PAPER = field("paper", "file", allowedTypes=["image/*"], maxSizeMB=1)


async def test_a_file_is_sent_and_its_path_comes_with_the_form(
    http: Http, forms: Forms, services: Services
) -> None:
    form_id = await forms.make(NAME, PAPER)

    path = await upload(http, services, form_id, "../../Über uns?.png")

    assert path.startswith(f"uploads/acme/{form_id}/")
    assert path.endswith("/ber_uns.png")
    assert (await forms.taken(form_id, {"name": "Ada", "paper": path}))["paper"] == path


@pytest.mark.parametrize(
    "change",
    [
        {"file_size": 1024 * 1024 + 1},
        {"content_type": "application/pdf"},
        {"content_type": "imagepng", "file_name": "a.pdf"},
        {"field_name": "name"},
        {"field_name": "nothing"},
        {"file_name": ""},
        {"file_size": -1},
    ],
)
async def test_a_file_that_the_field_does_not_take_gets_no_url(
    http: Http, forms: Forms, change: Mapping[str, object]
) -> None:
    form_id = await forms.make(NAME, PAPER)
    body = {"file_name": "a.png", "content_type": "image/png", "file_size": 3, **change}

    for route in ("create_form_upload", "create_upload"):
        answer = await http(route, {"form_id": form_id}, body=body, headers=ALICE)
        assert answer.status == 400


async def test_what_came_is_looked_at_again(http: Http, forms: Forms, services: Services) -> None:
    form_id = await forms.make(NAME, PAPER)
    large = await upload(http, services, form_id, content=b"x" * (1024 * 1024 + 1))
    other = await upload(http, services, form_id, kind="text/html")

    too_large = await forms.faults(form_id, {"name": "Ada", "paper": large})
    wrong = await forms.faults(form_id, {"name": "Ada", "paper": other})

    assert too_large == {"paper": "the file is larger than 1 MB"}
    assert "text/html are not allowed" in wrong["paper"]


async def test_a_path_of_another_form_or_organization_is_none(
    http: Http, forms: Forms, services: Services, root: Headers
) -> None:
    form_id = await forms.make(NAME, PAPER, isGlobal=True, who=root)
    beside = await forms.make(NAME, PAPER, name="Beside")
    own = await upload(http, services, form_id)
    foreign = await upload(http, services, form_id, who=FOREIGN)
    of_other = await upload(http, services, beside)
    parts = own.split("/")
    forged = [
        foreign,
        of_other,
        own.replace("uploads/", "executions/"),
        own.removeprefix("uploads/"),
        f"/{own}",
        f"{own}/",
        own.upper(),
        f"uploads/acme/{form_id}/{uuid4()}/a.png",
        f"uploads/acme/{form_id}/../{beside}/{'/'.join(of_other.split('/')[3:])}",
        f"uploads/acme/{form_id}/{parts[3]}/../../../globex/x",
        own.replace("acme", "*"),
        f"https://example.test/{own}",
        own + "\n",
        own.replace("/a.png", "%2Fa.png"),
    ]

    for path in forged:
        faults = await forms.faults(form_id, {"name": "Ada", "paper": path})
        assert "not uploaded for this form" in faults["paper"], path
    assert await forms.taken(form_id, {"name": "Ada", "paper": own})


async def test_a_form_without_files_takes_none(http: Http, forms: Forms) -> None:
    form_id = await forms.make()
    body = {"file_name": "a.png", "content_type": "image/png", "file_size": 3}

    answer = await http("create_form_upload", {"form_id": form_id}, body=body, headers=ALICE)

    assert (answer.status, answer.json["message"]) == (400, "this form has no file field")


async def test_a_form_that_was_disabled_meanwhile_is_not_sent(forms: Forms) -> None:
    form_id = await forms.make()
    assert await forms.taken(form_id, {"name": "Ada"})

    await forms.update(form_id, FormUpdate(is_active=False).model_dump(exclude_unset=True))

    assert (await forms.send(form_id, {"name": "Ada"})).status == 404
    by_owner = await forms.send(form_id, {"name": "Ada"}, OWNER)
    assert (by_owner.status, "is disabled" in by_owner.json["message"]) == (409, True)
