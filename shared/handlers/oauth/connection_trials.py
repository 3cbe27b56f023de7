"""Calls the host of a connection with its token, so that an administrator sees whether it works."""

from urllib.parse import urlsplit

from shared.call import Call
from shared.errors import NotFound, NotPermitted
from shared.models.client.connections import SHOWN_BYTES, ConnectionTrial, ConnectionTrialResult
from shared.models.connections import ENTITY
from shared.oauth.lookup import Held
from shared.operations.outgoing import answers
from shared.services.outbound.egress import Outgoing, RequestedBy

#: Read beyond what is shown, so that no secret is cut in its middle and then not recognized.
READ_BYTES = 2 * SHOWN_BYTES


async def call_host(call: Call, name: str, asked: ConnectionTrial) -> ConnectionTrialResult:
    """Send a GET to the host of the token URL, through the guard, and return what is shown of it.

    The organization's own connections are asked for any path, inherited ones for ``/`` only: their
    host may be in the operator's network.
    """
    found = await call.platform.oauth.credentials(call.caller.scope, name)
    if found is None:
        raise NotFound("connection", name)
    _require_ones_own(call, found.held, asked)
    connection, clock = found.held.connection, call.platform.services.clock
    token_url = urlsplit(connection.token_url.replace(ENTITY, found.held.grant.entity_id or ""))
    authority = RequestedBy.OPERATOR if connection.is_the_operators else RequestedBy.ORGANIZATION
    request = Outgoing(
        f"{token_url.scheme}://{token_url.netloc}{asked.path}",
        headers={"Authorization": f"Bearer {found.token.access_token}", "Accept": "*/*"},
        answer_bytes=READ_BYTES,
        cuts_answer=True,
        requested_by=authority,
    )
    began = clock.now()
    answer = await call.platform.services.egress.send(request)
    took = clock.now() - began
    secrets = (found.token.access_token, found.token.refresh_token, found.client_secret)
    body = answers.shown(answer.body, [secret for secret in secrets if secret])
    await call.platform.oauth.change(found.held, last_test_at=began)
    call.changed("connection", name, None, None)
    return ConnectionTrialResult(
        url=request.url,
        status=answer.status,
        body=body.encode()[:SHOWN_BYTES].decode("utf-8", "ignore"),
        milliseconds=round(took.total_seconds() * 1000),
    )


def _require_ones_own(call: Call, held: Held, asked: ConnectionTrial) -> None:
    if held.is_own or call.caller.actor.is_platform_admin:
        return
    if held.connection.serves:
        raise NotPermitted(f"{held.name!r} is the partner's own sign-in: test it in GLOBAL")
    if asked.path != "/":
        raise NotPermitted(f"{held.name!r} is GLOBAL's: only its first page can be tested here")
