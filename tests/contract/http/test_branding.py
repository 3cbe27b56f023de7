"""/api/branding: public to read, changed by platform administrators, safe to show to everybody."""

import json
import struct
import zlib
from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from functions.runtime import compose
from shared.models.client.contrast import contrast_to_white
from shared.models.client.images import Image, image_in
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.users import BOTH_STORES, add_user, signed_in

Headers = Mapping[str, str]
OURS = {
    "name": "Acme IT",
    "accent": "#8A1C3B",
    "links": [{"label": "Status", "url": "https://status.acme.test/"}],
}


def chunk(kind: bytes, content: bytes) -> bytes:
    named = kind + content
    return struct.pack(">I", len(content)) + named + struct.pack(">I", zlib.crc32(named))


def png(width: int = 64, height: int = 32, padding: int = 0) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(min(height, 4096))))
    text = chunk(b"tEXt", b"x" * padding) if padding else b""
    chunks = chunk(b"IHDR", header) + text + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def webp(kind: bytes, content: bytes) -> bytes:
    body = b"WEBP" + kind + struct.pack("<I", len(content)) + content
    return b"RIFF" + struct.pack("<I", len(body)) + body


LOSSLESS = webp(b"VP8L", b"\x2f" + struct.pack("<I", 63 | 31 << 14) + bytes(8))
LOSSY = webp(b"VP8 ", bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", 64, 32) + bytes(8))
EXTENDED = webp(b"VP8X", bytes(4) + b"\x3f\0\0" + b"\x1f\0\0" + bytes(6))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


async def put(http: Http, headers: Headers, body: object) -> Answer:
    return await http("put_branding", body=body, headers=headers, method="PUT")


async def put_logo(http: Http, headers: Headers, content: bytes, kind: str = "image/png") -> Answer:
    sent = {**headers, "content-type": kind}
    return await http("put_branding_logo", body=content, headers=sent, method="PUT")


async def get(http: Http, **headers: str) -> Answer:
    return await http("get_branding", headers=headers)


@BOTH_STORES
async def test_it_has_a_default_and_then_what_was_put(http: Http, root: Headers) -> None:
    first = await get(http)
    changed = await put(http, root, OURS)
    found = await get(http)

    assert (first.status, first.json["name"], first.json["logo"]) == (200, "Bifrost", None)
    assert (changed.status, found.json) == (200, changed.json)
    assert {name: found.json[name] for name in OURS} == {**OURS, "accent": "#8a1c3b"}
    assert (await put(http, root, {})).json["accent"] == first.json["accent"]


async def test_strangers_may_cache_it_and_ask_whether_it_changed(http: Http, root: Headers) -> None:
    first = await get(http)
    etag = first.headers["etag"]
    same = await get(http, **{"if-none-match": f'"other", W/{etag}'})
    await put(http, root, OURS)
    changed = await get(http, **{"if-none-match": etag})

    assert first.headers["cache-control"] == "public, max-age=60"
    assert (same.status, same.body, same.headers["etag"]) == (304, b"", etag)
    assert (changed.status, changed.json["name"]) == (200, "Acme IT")


@BOTH_STORES
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (png(), "image/png"),
        (png(padding=99_500), "image/png"),
        (LOSSLESS, "image/webp"),
        (LOSSY, "image/webp"),
        (EXTENDED, "image/webp"),
    ],
)
async def test_a_logo_is_served_as_what_it_is(
    http: Http, root: Headers, content: bytes, kind: str
) -> None:
    stored = await put_logo(http, root, content, "text/html")
    await put(http, root, OURS)
    logo = (await get(http)).json["logo"]
    fresh = await http("get_branding_logo", headers={})
    kept = await http("get_branding_logo", query={"v": logo["digest"]}, headers={})
    again = {"if-none-match": kept.headers["etag"]}
    unchanged = await http("get_branding_logo", headers=again)

    assert stored.status == 200, stored.json
    assert (logo["contentType"], logo["width"], logo["height"]) == (kind, 64, 32)
    assert logo["url"] == f"/api/branding/logo?v={logo['digest']}"
    assert fresh.body == kept.body == content
    assert fresh.headers["content-type"] == kept.headers["content-type"] == kind
    assert "immutable" in kept.headers["cache-control"]
    assert "immutable" not in fresh.headers["cache-control"]
    assert kept.headers["x-content-type-options"] == "nosniff"
    assert kept.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert (unchanged.status, unchanged.body) == (304, b"")


@pytest.mark.parametrize(
    ("content", "status", "word"),
    [
        (SVG, 415, "SVG"),
        (b"GIF89a" + bytes(20), 415, "PNG or WebP"),
        (b"", 415, "PNG or WebP"),
        (b"\x89PNG\r\n\x1a\n", 415, "PNG or WebP"),
        (png() + b"<script>", 415, "PNG or WebP"),
        (png()[:-1], 415, "PNG or WebP"),
        (png().replace(b"IHDR", b"IHDX"), 415, "PNG or WebP"),
        (png()[:40] + b"\xff" + png()[41:], 415, "PNG or WebP"),
        (LOSSY + b"x", 415, "PNG or WebP"),
        (LOSSY[:20], 415, "PNG or WebP"),
        (webp(b"ABCD", bytes(20)), 415, "PNG or WebP"),
        (png(2049, 32), 400, "2049 x 32"),
        (png(64, 15), 400, "64 x 15"),
        (png(0, 0), 400, "0 x 0"),
        (png(padding=100_000), 413, "100000"),
        (b"x" * 300_000, 413, "262144"),
    ],
)
async def test_what_is_not_a_small_image_is_refused(
    http: Http, root: Headers, content: bytes, status: int, word: str
) -> None:
    answer = await put_logo(http, root, content)

    assert (answer.status, word in answer.json["message"]) == (status, True), answer.json
    assert (await get(http)).json["logo"] is None
    assert (await http("get_branding_logo", headers={})).status == 404


@BOTH_STORES
async def test_a_logo_is_replaced_and_removed(http: Http, root: Headers) -> None:
    await put_logo(http, root, png())
    before = (await get(http)).json["logo"]
    await put_logo(http, root, LOSSY)
    after = (await get(http)).json["logo"]
    old = await http("get_branding_logo", query={"v": before["digest"]}, headers={})
    gone = await http("delete_branding_logo", headers=root, method="DELETE")
    again = await http("delete_branding_logo", headers=root, method="DELETE")

    assert before["url"] != after["url"]
    assert "immutable" not in old.headers["cache-control"]
    assert (gone.status, again.status) == (204, 204)
    assert (await get(http)).json["logo"] is None
    assert (await http("get_branding_logo", headers={})).status == 404


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"accent": "red"}, "#2f5fd0"),
        ({"accent": "#fff"}, "#2f5fd0"),
        ({"accent": "#ffcc00"}, "1.5:1"),
        ({"accent": "#777777"}, "4.5:1"),
        ({"accent": "#2f5fd0;color:red"}, "#2f5fd0"),
        ({"name": ""}, "60"),
        ({"name": "x" * 61}, "60"),
        ({"name": "a\nb"}, "one line"),
        ({"links": [{"label": "x", "url": "http://acme.test"}]}, "https://"),
        ({"links": [{"label": "x", "url": "javascript:alert(1)"}]}, "https://"),
        ({"links": [{"label": "x", "url": "https://"}]}, "https://"),
        ({"links": [{"label": "x", "url": "https://acme.test@evil.test/"}]}, "https://"),
        ({"links": [{"label": "x", "url": "https://[evil"}]}, "https://"),
        ({"links": [{"label": "x", "url": "https://a b"}]}, "https://"),
        ({"links": [{"label": "x", "url": "//evil.test"}]}, "https://"),
        ({"links": [{"label": "x", "url": "https://a.test"}] * 7}, "6"),
        ({"logo": {"url": "https://evil.test/x.png"}}, "logo"),
    ],
)
async def test_what_would_harm_its_readers_is_refused(
    http: Http, root: Headers, change: object, word: str
) -> None:
    answer = await put(http, root, change)

    assert answer.status == 400
    assert word in json.dumps(answer.json["details"])


async def test_only_platform_administrators_change_it(
    http: Http, running: Runtime, root: Headers
) -> None:
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    owner = signed_in("owner")
    foreign = {**root, "origin": "https://evil.test"}

    for headers in (owner, foreign):
        assert (await put(http, headers, OURS)).status == 403
        assert (await put_logo(http, headers, png())).status == 403
        gone = await http("delete_branding_logo", headers=headers, method="DELETE")
        assert gone.status == 403
    assert (await put(http, {}, OURS)).status == 401
    assert (await get(http)).json["name"] == "Bifrost"


async def test_changes_are_in_the_audit_log_and_other_processes_see_them(
    http: Http, root: Headers, services: Services, memory_settings: Settings
) -> None:
    await put(http, root, OURS)
    await put_logo(http, root, png())
    entries = (await http("list_audit_entries", headers=root)).json
    other = compose(memory_settings, services)

    assert {"branding.update", "branding.setLogo"} <= {one["operation"] for one in entries}
    assert (await other.platform.directory.branding.known()).name == "Acme IT"


def test_contrast_is_as_the_guidelines_say() -> None:
    assert round(contrast_to_white("#000000")) == 21
    assert contrast_to_white("#ffffff") == 1
    assert round(contrast_to_white("#0000ff"), 2) == 8.59


@pytest.mark.parametrize("end", range(len(LOSSY)))
def test_a_part_of_an_image_is_none(end: int) -> None:
    assert image_in(LOSSY[:end]) is None
    assert image_in(png()[:end]) is None
    assert image_in(png(48, 16)) == Image("image/png", 48, 16)
