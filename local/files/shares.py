"""Handlers for shares: create, list, change and delete."""

from xml.etree.ElementTree import Element, SubElement

from starlette.responses import Response

from local.files import answers, properties
from local.files.answers import with_text
from local.files.call import FileRequest
from local.files.paging import ListingPage
from local.files.records import ShareRecord


async def create(call: FileRequest) -> Response:
    call.tree.create_share(call.place.share)
    call.records.forget_share(call.place.share)
    new = _changed(call, ShareRecord(metadata=properties.metadata(call.headers)))
    return answers.empty(201, properties.tags(_save(call, new)))


async def get(call: FileRequest) -> Response:
    call.tree.require_share(call.place.share)
    record = call.records.share(call.place.share)
    headers = {
        **properties.tags(record),
        **properties.named(record),
        "x-ms-share-quota": str(record.quota_gib),
        "x-ms-access-tier": record.tier,
        "x-ms-enabled-protocols": "SMB",
        "x-ms-lease-status": "unlocked",
        "x-ms-lease-state": "available",
    }
    return answers.empty(200, headers)


async def delete(call: FileRequest) -> Response:
    call.tree.delete_share(call.place.share)
    call.records.forget_share(call.place.share)
    return answers.empty(202, {})


async def set_metadata(call: FileRequest) -> Response:
    call.tree.require_share(call.place.share)
    record = call.records.share(call.place.share)
    given = {**record.touched(), "metadata": properties.metadata(call.headers)}
    return answers.empty(200, properties.tags(_save(call, record.model_copy(update=given))))


async def set_properties(call: FileRequest) -> Response:
    call.tree.require_share(call.place.share)
    changed = _changed(call, call.records.share(call.place.share))
    return answers.empty(200, properties.tags(_save(call, changed)))


async def list_all(call: FileRequest) -> Response:
    page = ListingPage.of(call.query)
    shown, following = page.cut(call.tree.shares())
    document = Element("EnumerationResults", ServiceEndpoint=call.endpoint)
    page.describe(document)
    entries = SubElement(document, "Shares")
    for name in shown:
        _describe(call, SubElement(entries, "Share"), name)
    with_text(document, "NextMarker", following)
    return answers.xml(document)


def _describe(call: FileRequest, entry: Element, name: str) -> None:
    record = call.records.share(name)
    with_text(entry, "Name", name)
    described = SubElement(entry, "Properties")
    with_text(described, "Last-Modified", properties.http_time(record.modified_at))
    with_text(described, "Etag", record.etag)
    with_text(described, "Quota", str(record.quota_gib))
    with_text(described, "AccessTier", record.tier)
    if "metadata" in call.query.get("include", "").split(","):
        given = SubElement(entry, "Metadata")
        for key, value in record.metadata.items():
            with_text(given, key, value)


def _changed(call: FileRequest, record: ShareRecord) -> ShareRecord:
    quota = call.number("x-ms-share-quota", least=1) or record.quota_gib
    tier = call.headers.get("x-ms-access-tier", record.tier)
    return record.model_copy(update={**record.touched(), "quota_gib": quota, "tier": tier})


def _save(call: FileRequest, record: ShareRecord) -> ShareRecord:
    return call.records.save_share(call.place.share, record)
