"""/api/auth/device: a command line signs in, and a user allows it (RFC 8628)."""

import json
from typing import Annotated
from urllib.parse import parse_qs

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import FromBody
from functions.edge.endpoint import Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, InvalidInput, NotFound, TooManyRequests
from shared.models.machines.device_requests import (
    DeviceAsker,
    DeviceAuthorization,
    DeviceDecision,
    DeviceQuestion,
    DeviceRefusal,
    DeviceTokens,
)
from shared.models.replies import Reply

routes = Routes()

BODY_LIMIT = 4 * 1024
FORM = "application/x-www-form-urlencoded"
GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"
MOST_FIELDS = 10


@routes.endpoint(
    "POST",
    "auth/device",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="device.begin",
    body_limit=BODY_LIMIT,
    problems=[TooManyRequests],
)
async def authorize_device(
    call: Call, body: Annotated[bytes, FromBody(FORM)]
) -> DeviceAuthorization:
    """Begin the sign-in of a device: the code that its user types at the address in the answer."""
    return await handlers.machines.devices.begin(call, _fields(body).get("client_id", ""))


@routes.endpoint(
    "POST",
    "auth/device/token",
    allow=Access.ANYONE,
    about=About.PLATFORM,
    audit="device.token",
    body_limit=BODY_LIMIT,
    also={400: DeviceRefusal},
)
async def get_device_token(
    call: Call, body: Annotated[bytes, FromBody(FORM)]
) -> DeviceTokens | Reply:
    """Get the token of a device that was allowed, once; 400 with an error of RFC 8628 until then.

    The token is for one organization and lasts 30 days, unless its session is ended before.
    """
    fields = _fields(body)
    if fields.get("grant_type") != GRANT_TYPE:
        return _refusal("unsupported_grant_type")
    try:
        return await handlers.machines.devices.poll(call, fields.get("device_code", ""))
    except handlers.machines.devices.Pending as reason:
        return _refusal(str(reason))


@routes.endpoint(
    "POST",
    "auth/device/question",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    body_limit=BODY_LIMIT,
    problems=[NotFound, TooManyRequests],
    fresh=True,
)
async def look_at_device(call: Call, body: DeviceQuestion) -> DeviceAsker:
    """Get who asks with a code that you typed: its client, address and place; nothing changes."""
    return await handlers.machines.devices.asker(call, body.user_code)


@routes.endpoint(
    "POST",
    "auth/device/decision",
    allow=Access.SIGNED_IN,
    about=About.PLATFORM,
    audit="device.approve",
    status=204,
    body_limit=BODY_LIMIT,
    problems=[Conflict, NotFound, TooManyRequests],
    fresh=True,
)
async def decide_on_device(call: Call, body: DeviceDecision) -> None:
    """Allow or deny the device of a code, in one of your organizations."""
    await handlers.machines.devices.decide(call, body)


def _fields(body: bytes) -> dict[str, str]:
    """The fields of a form; InvalidInput if it is none, or names a field twice."""
    try:
        found = parse_qs(body.decode(), strict_parsing=bool(body), max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise InvalidInput("send a form, as RFC 8628 has it") from error
    if any(len(values) > 1 for values in found.values()):
        raise InvalidInput("a field of the form is there twice")
    return {name: values[0] for name, values in found.items()}


def _refusal(code: str) -> Reply:
    content = json.dumps({"error": code}).encode()
    return Reply(content, 400, headers={"Cache-Control": "no-store"})
