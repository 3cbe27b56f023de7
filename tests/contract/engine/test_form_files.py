"""Files and times of forms as browsers and desktops send them, and the quota of what is sent."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.composition import Runtime
from shared.forms import file_names, file_types
from shared.forms.uploads import PATH
from shared.handlers import upload_cleanup
from shared.models.form_requests import FormRequest
from shared.models.zones import zone_in, zoned
from shared.services.blobs import MemoryBlobs
from shared.services.services import Services
from tests.contract.client import Answer, Http
from tests.contract.forms import ALICE, NAME, Forms, field
from tests.contract.users import add_user

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANY = field("paper", "file")


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "alice", {"acme": "member"})


@pytest.fixture
def forms(http: Http) -> Forms:
    return Forms(http)


async def ask(http: Http, form_id: str, **body: Any) -> Answer:
    facts = {"file_name": "a.csv", "content_type": "", "file_size": 3, **body}
    return await http("create_form_upload", {"form_id": form_id}, body=facts, headers=ALICE)


async def put(services: Services, answer: Answer, content: bytes = b"a;b", kind: str = "") -> str:
    assert answer.status == 200, answer.json
    store = services.uploads
    assert isinstance(store, MemoryBlobs)
    url, now = answer.json["upload_url"], services.clock.now()
    assert await store.put(url, content, kind or "application/octet-stream", now) == 201
    return str(answer.json["file_metadata"]["path"])


@pytest.mark.parametrize(
    ("name", "kind", "allowed"),
    [
        ("a.csv", "", "text/csv"),
        ("a.csv", None, "text/csv"),
        ("a.csv", "text/csv; charset=utf-8", "text/csv"),
        ("a.csv", "Text/CSV", "text/*"),
        ("A.CSV", "application/vnd.ms-excel", "text/csv"),
        ("a.csv", "application/csv", "text/csv"),
        ("a.csv", "text/plain", "text/csv"),
        ("a.xlsx", "application/octet-stream", SHEET),
        ("a.xlsx", "application/vnd.ms-excel", SHEET),
        ("a.xlsx", "", SHEET),
        ("a.zip", "application/x-zip-compressed", "application/zip"),
        ("a.zip", "application/octet-stream", "application/zip"),
        ("a.zip", "application/zip", "application/x-zip-compressed"),
        ("a.jpg", "image/pjpeg", "image/jpeg"),
        ("a.png", "nonsense", "image/png"),
    ],
)
async def test_a_type_is_understood_when_asked_and_when_sent(
    http: Http, forms: Forms, services: Services, name: str, kind: str | None, allowed: str
) -> None:
    form_id = await forms.make(NAME, field("paper", "file", allowedTypes=[allowed]))

    answer = await ask(http, form_id, file_name=name, content_type=kind)
    path = await put(services, answer, kind=kind or "")

    assert (await forms.taken(form_id, {"name": "Ada", "paper": path}))["paper"] == path


@pytest.mark.parametrize(
    ("name", "kind", "allowed"),
    [
        ("a.exe", "", "text/csv"),
        ("a.csv", "text/html", "text/csv"),
        ("a.exe", "application/vnd.ms-excel", "text/csv"),
        ("csv", "application/octet-stream; name=a.png", "image/png"),
    ],
)
async def test_another_type_is_not(
    http: Http, forms: Forms, name: str, kind: str, allowed: str
) -> None:
    form_id = await forms.make(NAME, field("paper", "file", allowedTypes=[allowed]))

    answer = await ask(http, form_id, file_name=name, content_type=kind)

    assert answer.status == 400
    assert f"send {allowed}" in answer.json["message"]


NAMES = [
    ("報告.pdf", "報告.pdf", ".pdf"),
    ("U\u0308ber.pdf", "Über.pdf", ".pdf"),
    ("🙂🎉.png", "🙂🎉.png", ".png"),
    ("C:\\fakepath\\Rechnung 1.XLSX", "Rechnung 1.XLSX", ".XLSX"),
    ("../../etc/passwd", "passwd", "passwd"),
    ("CON.txt", "CON.txt", "_CON.txt"),
    ("nul", "nul", "_nul"),
    ("a" * 3000 + ".csv", "a" * 251 + ".csv", "a.csv"),
    ("invoice\u202egpj.exe", "invoicegpj.exe", ".exe"),
    ("a\x00b\n.txt", "ab.txt", "ab.txt"),
    ("report.pdf. ", "report.pdf", ".pdf"),
    (".csv", ".csv", "file.csv"),
    ("..", "file", "/file"),
    ("файл.пдф", "файл.пдф", "/file"),
    ("a.tar.gz", "a.tar.gz", "a.tar.gz"),
]


@pytest.mark.parametrize(("name", "known", "end"), NAMES)
async def test_a_name_keeps_its_suffix_and_is_told_as_it_was(
    http: Http, forms: Forms, running: Runtime, name: str, known: str, end: str
) -> None:
    form_id = await forms.make(NAME, ANY)

    answer = await ask(http, form_id, file_name=name)
    facts = answer.json["file_metadata"]
    grants, _ = await running.platform.directory.uploads_of("acme").page(None)

    assert facts["path"].endswith(end)
    assert PATH.fullmatch(facts["path"])
    assert [one.grant.original_name for one in grants] == [facts["original_name"]] == [known]


@given(st.text(min_size=1, max_size=300))
def test_any_name_is_one_of_a_path(name: str) -> None:
    safe, known = file_names.sanitised(name), file_names.original(name)

    assert re.fullmatch(r"[A-Za-z0-9._-]{1,120}", safe, re.ASCII)
    assert safe not in (".", "..")
    assert file_names.original(known) in (known, file_names.original(known))
    assert {"/", "\\"}.isdisjoint(known)
    assert len(known) <= 255


@given(st.text(max_size=80), st.text(max_size=30))
def test_any_type_is_one_or_none(kind: str, name: str) -> None:
    assert file_types.essence(kind) in ("", file_types.essence(file_types.essence(kind)))
    assert "/" in file_types.best(kind, name)


async def test_more_bytes_than_were_said_are_refused(
    http: Http, forms: Forms, services: Services
) -> None:
    form_id = await forms.make(NAME, ANY)
    path = await put(services, await ask(http, form_id, file_size=3), b"1234")

    faults = await forms.faults(form_id, {"name": "Ada", "paper": path})

    assert faults == {"paper": "the file has more than the 3 bytes that were announced"}


async def test_an_organization_has_a_quota(http: Http, forms: Forms, running: Runtime) -> None:
    form_id = await forms.make(NAME, field("paper", "file", maxSizeMB=100))
    most = running.platform.settings.upload_quota_mb
    part = 100 * 1024 * 1024

    answers = [await ask(http, form_id, file_size=part) for _ in range(most // 100 + 1)]
    small = await ask(http, form_id, file_size=1)

    assert {answer.status for answer in answers[:-1]} == {200}
    assert answers[-1].status == 409
    assert f"its quota is {most} MB" in answers[-1].json["message"]
    assert small.status == 200


async def test_what_no_run_named_goes_after_a_day_and_gives_back_its_part(
    http: Http, forms: Forms, services: Services, running: Runtime
) -> None:
    platform = running.platform
    form_id = await forms.make(NAME, ANY)
    named = await put(services, await ask(http, form_id))
    unnamed = await put(services, await ask(http, form_id))
    await ask(http, form_id)  # and nothing is sent
    await forms.taken(form_id, {"name": "Ada", "paper": named})

    now = services.clock.now()
    early = await upload_cleanup.clean(platform, "acme", now)
    late = await upload_cleanup.clean(platform, "acme", now + timedelta(days=2))
    again = await upload_cleanup.clean(platform, "acme", now + timedelta(days=2))

    assert (early, late, again) == (0, 2, 0)
    assert [f"uploads/{name}" async for name in services.uploads.names("")] == [named]
    assert await used(running) == 4096
    faults = await forms.faults(form_id, {"name": "Ada", "paper": unnamed})
    assert "upload it again" in faults["paper"]
    assert await forms.taken(form_id, {"name": "Ada", "paper": named})


async def test_a_file_goes_with_the_runs_that_had_it(
    http: Http, forms: Forms, services: Services, running: Runtime
) -> None:
    form_id = await forms.make(NAME, ANY)
    path = await put(services, await ask(http, form_id))
    await forms.taken(form_id, {"name": "Ada", "paper": path})

    now = services.clock.now()
    kept = await upload_cleanup.clean(running.platform, "acme", now + timedelta(days=90))
    await upload_cleanup.clean_up(running.platform, now + timedelta(days=92))

    assert kept == 0
    assert [name async for name in services.uploads.names("")] == []
    assert await used(running) == 0


async def test_what_is_being_removed_cannot_be_named(
    http: Http, forms: Forms, services: Services, running: Runtime
) -> None:
    form_id = await forms.make(NAME, ANY)
    path = await put(services, await ask(http, form_id))
    grants = running.platform.directory.uploads_of("acme")
    await grants.begin_removal((await grants.page(None))[0])

    faults = await forms.faults(form_id, {"name": "Ada", "paper": path})

    assert "upload it again" in faults["paper"]


@pytest.mark.parametrize(
    ("zone", "sent", "got"),
    [
        (None, "2026-07-01T09:30", "2026-07-01T09:30:00+00:00"),
        ("", "2026-07-01T09:30", "2026-07-01T09:30:00+00:00"),
        ("Europe/Berlin", "2026-07-01T09:30", "2026-07-01T09:30:00+02:00"),
        ("Europe/Berlin", "2026-01-01T09:30", "2026-01-01T09:30:00+01:00"),
        ("Europe/Berlin", "2026-07-01 09:30", "2026-07-01T09:30:00+02:00"),
        ("Europe/Berlin", "2026-07-01T09:30:15", "2026-07-01T09:30:15+02:00"),
        ("Europe/Berlin", "2026-07-01T09:30Z", "2026-07-01T09:30:00+00:00"),
        ("Europe/Berlin", "2026-07-01T09:30:00.5-03:00", "2026-07-01T09:30:00.5-03:00"),
        ("Asia/Kolkata", "2026-07-01T09:30", "2026-07-01T09:30:00+05:30"),
        ("+02:00", "2026-07-01T09:30", "2026-07-01T09:30:00+02:00"),
        ("-0330", "2026-07-01T09:30", "2026-07-01T09:30:00-03:30"),
        ("UTC+2", "2026-07-01T09:30", "2026-07-01T09:30:00+02:00"),
        ("Z", "\u00a02026-07-01T09:30\u00a0", "2026-07-01T09:30:00+00:00"),
    ],
)
async def test_a_time_counts_in_the_senders_zone_and_the_record_has_its_offset(
    http: Http, forms: Forms, zone: str | None, sent: str, got: str
) -> None:
    form_id = await forms.make(NAME, field("at", "datetime"), linkedWorkflow="take_anything")

    answer = await forms.send(form_id, {"name": "Ada", "at": sent}, timeZone=zone)
    place = {"execution_id": answer.json["executionId"]}
    record = await http("get_execution", place, headers=ALICE)

    assert record.json["inputData"]["at"] == got


@pytest.mark.parametrize(
    "zone",
    ["Nowhere/Town", "../../etc/passwd", "/etc/localtime", "Europe", "+25:00", "+02:99", "5", "é"],
)
async def test_a_zone_that_is_none_is_refused_in_words(forms: Forms, zone: str) -> None:
    form_id = await forms.make(NAME, field("at", "datetime"))

    answer = await forms.send(form_id, {"name": "Ada"}, timeZone=zone)

    assert answer.status == 400
    assert "such as Europe/Berlin" in answer.json["details"][0]["message"]


async def test_bounds_count_in_the_same_zone(forms: Forms) -> None:
    bounds = {"min": "2026-07-01T09:00", "max": "2026-07-01T10:00"}
    form_id = await forms.make(NAME, field("at", "datetime", validation=bounds))
    body = {"name": "Ada", "at": "2026-07-01T09:30"}

    inside = await forms.send(form_id, body, timeZone="Asia/Tokyo")
    outside = await forms.faults(form_id, {**body, "at": "2026-07-01T09:30Z"}, timeZone="+09:00")

    assert inside.status == 200
    assert "not after 2026-07-01T10:00" in outside["at"]


def test_a_start_without_a_zone_counts_in_the_senders() -> None:
    request = FormRequest.model_validate(
        {"scheduledAt": "2031-07-01T09:30", "timeZone": "Asia/Tokyo"}
    )

    assert request.scheduled_at == datetime(2031, 7, 1, 0, 30, tzinfo=UTC)


@given(st.datetimes(), st.sampled_from(["", "Europe/Berlin", "America/St_Johns", "+14:00"]))
def test_any_time_of_a_browser_gets_an_offset(moment: Any, zone: str) -> None:
    text = moment.isoformat(timespec="minutes")

    found = zoned(text, zone_in(zone))

    assert found.startswith(text)
    assert zoned(found, zone_in("")) == found


async def used(running: Runtime) -> int:
    """The bytes that the organization has, as its quota counts them."""
    grants, _ = await running.platform.directory.uploads_of("acme").page(None)
    return sum(one.grant.counted for one in grants)
