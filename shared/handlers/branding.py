"""Request handlers of the branding: name, accent colour, links and logo of this installation."""

import hashlib

from shared.call import Call
from shared.errors import InvalidInput, NotFound, TooLarge, UnsupportedMediaType
from shared.models.client.branding import Branding, BrandingUpdate, BrandLogo
from shared.models.client.images import Image, image_in
from shared.models.replies import Reply

MOST_LOGO_BYTES = 100_000
LEAST_PIXELS, MOST_PIXELS = 16, 2048
#: A minute: a page shows a change at the next load after that.
FRESH = "public, max-age=60"
FOR_GOOD = "public, max-age=31536000, immutable"
#: A browser shows it as an image or not at all, and other sites do not embed it.
LOGO_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


async def get(call: Call, if_none_match: str) -> Reply:
    """Return the branding, or 304 if the caller has it; at most 30 s old."""
    body = (await call.platform.directory.branding.known()).model_dump_json().encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": FRESH}
    if _has(if_none_match, etag):
        return Reply(b"", 304, headers)
    return Reply(body, headers=headers)


async def update(call: Call, change: BrandingUpdate) -> Branding:
    """Replace name, accent and links; the logo stays."""
    store = call.platform.directory.branding
    before = await store.get()
    after = Branding(
        name=change.name,
        accent=change.accent,
        links=change.links,
        logo=before.branding.logo,
        updated_at=call.platform.services.clock.now(),
    )
    await store.replace(before, after)
    call.changed("branding", "branding", before.branding, after)
    return after


async def logo(call: Call, version: str | None, if_none_match: str) -> Reply:
    """Return the logo; for good if ``version`` is its digest, else to be asked for again."""
    store = call.platform.directory.branding
    found = (await store.known()).logo
    content = await store.logo(found.digest) if found else None
    # Of two processes, one may still know the logo that the other has just replaced.
    if found is None or content is None or _digest(content) != found.digest:
        raise NotFound("logo", version or "of this installation")
    caching = FOR_GOOD if version == found.digest else FRESH
    headers = {"ETag": f'"{found.digest}"', "Cache-Control": caching, **LOGO_HEADERS}
    if _has(if_none_match, headers["ETag"]):
        return Reply(b"", 304, headers)
    return Reply(content, headers=headers, content_type=found.content_type)


async def set_logo(call: Call, content: bytes) -> Branding:
    """Replace the logo; its content decides whether it is an image that is taken."""
    image, digest = _checked(content), _digest(content)
    made = BrandLogo(
        url=f"/api/branding/logo?v={digest}",
        content_type=image.content_type,
        width=image.width,
        height=image.height,
        digest=digest,
    )
    return await _with_logo(call, made, content)


async def remove_logo(call: Call) -> None:
    """Remove the logo; the client shows its own again. Without one, nothing changes."""
    await _with_logo(call, None, None)


async def _with_logo(call: Call, made: BrandLogo | None, content: bytes | None) -> Branding:
    store = call.platform.directory.branding
    before = await store.get()
    changes = {"logo": made, "updated_at": call.platform.services.clock.now()}
    after = before.branding.model_copy(update=changes)
    if before.branding.logo == made:
        return before.branding
    await store.replace(before, after, content)
    call.changed("branding", "branding", before.branding, after)
    return after


def _checked(content: bytes) -> Image:
    if len(content) > MOST_LOGO_BYTES:
        raise TooLarge(f"the logo has {len(content)} bytes; send at most {MOST_LOGO_BYTES}")
    image = image_in(content)
    if image is None:
        raise UnsupportedMediaType(
            "the logo is not one whole PNG or WebP image: send one of these. SVG is not taken, "
            "because it can carry scripts"
        )
    if not all(LEAST_PIXELS <= side <= MOST_PIXELS for side in (image.width, image.height)):
        raise InvalidInput(
            f"the logo has {image.width} x {image.height} pixels: "
            f"each side has to be {LEAST_PIXELS} to {MOST_PIXELS}"
        )
    return image


def _has(if_none_match: str, etag: str) -> bool:
    """Whether one of the tags of the header is this one; proxies may have made it a weak one."""
    given = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return any(tag in (etag, "*") for tag in given)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
