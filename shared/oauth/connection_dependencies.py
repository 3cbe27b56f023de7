"""Rules for connections that depend on a partner connection, and for changing either of them.

Both belong to GLOBAL, so both change in one transaction: the partner connection always lists its
dependents, and cannot be deleted or moved to another host while it has any.
"""

from collections.abc import Sequence

from shared.errors import Conflict, Detail, InvalidInput
from shared.models.connections import ENTITY, Connection, ConnectionUpdate, Flow
from shared.repositories.connections import Along, Connections
from shared.services.outbound.egress import PORTS, URL

MOST_SERVED = 100
#: Fields that a connection of the flow ``partner`` takes from its partner connection.
THE_PARTNERS = (
    "client_id",
    "client_secret",
    "authorization_url",
    "issuer",
    "token_endpoint_auth_method",
)


async def along_with(
    connections: Connections, before: Connection | None, after: Connection | None
) -> Sequence[Along]:
    """Return the partner connections with their dependents as they are after a change.

    InvalidInput if the changed connection may not depend on its partner connection.
    """
    old = before.partner_connection if before else None
    new = after.partner_connection if after else None
    along: list[Along] = []
    if after and new:
        partner = (await connections.find(new)).connection
        fault = fault_of(after, partner.connection if partner else None)
        if partner is None or fault:
            raise unusable(*([fault] if fault else []))
        along.append((partner, _served(partner.connection, by=after.name)))
    if before and old and old != new and (left := (await connections.find(old)).connection):
        along.append((left, _served(left.connection, no_more=before.name)))
    return along


def require_unused(connection: Connection) -> None:
    users = [Detail(("connection", name), "depends on it") for name in connection.serves]
    if users:
        raise Conflict(
            f"the connection {connection.name!r} is in use: delete what depends on it first, or "
            "have it name another partner_connection; see details",
            users,
        )


def require_its_flow(connection: Connection, change: ConnectionUpdate) -> None:
    """Refuse a change that does not fit the connection's flow or its dependents: InvalidInput."""
    by_partner = connection.flow is Flow.PARTNER
    if change.partner_connection and not by_partner:
        raise _fault("partner_connection", "only connections of the flow partner have one")
    for field in THE_PARTNERS if by_partner else ():
        if getattr(change, field) is not None:
            raise _fault(field, f"it comes from {connection.partner_connection!r}: change it there")
    if change.token_url is None:
        return
    if by_partner and ENTITY not in change.token_url:
        raise _fault("token_url", f"it must contain {ENTITY}: each organization has its own token")
    if connection.serves and origin_of(change.token_url) != origin_of(connection.token_url):
        users = ", ".join(connection.serves)
        raise _fault("token_url", f"it must stay on its host: {users} depend on this connection")


def fault_of(connection: Connection, partner: Connection | None) -> Detail | None:
    """Return why a connection cannot have this partner connection; None if it can."""
    name = connection.partner_connection
    place = ("body", "partner_connection")
    if partner is None:
        return Detail(place, f"there is no connection {name!r} in GLOBAL: create it first")
    if partner.flow is not Flow.AUTHORIZATION_CODE or partner.per_organization:
        return Detail(
            place,
            f"{name!r} must use authorization_code and not be per_organization: one of the "
            "partner's users signs in there, once",
        )
    if len({*partner.serves, connection.name}) > MOST_SERVED:
        return Detail(place, f"{name!r} serves {MOST_SERVED} connections already")
    origin = origin_of(partner.token_url)
    if origin is None or origin_of(connection.token_url) != origin:
        return Detail(
            ("body", "token_url"),
            f"it must be on the host of {name!r}'s token_url ({origin or 'which names none'}): "
            "the partner's sign-in is sent nowhere else",
        )
    return None


def origin_of(token_url: str) -> str | None:
    """Return scheme, host and port; None if each organization has a host of its own."""
    found = URL.fullmatch(token_url)
    if found is None:
        return None
    scheme = found["scheme"].lower()
    return f"{scheme}://{found['host'].lower()}:{found['port'] or PORTS[scheme]}"


def unusable(*faults: Detail) -> InvalidInput:
    return InvalidInput("the connection cannot be used as it is", faults)


def _served(
    partner: Connection, *, by: str | None = None, no_more: str | None = None
) -> Connection:
    """Return the partner connection with one dependent added or removed."""
    names = {*partner.serves, *([by] if by else [])} - {no_more}
    return partner.model_copy(update={"serves": tuple(sorted(name for name in names if name))})


def _fault(field: str, message: str) -> InvalidInput:
    return unusable(Detail(("body", field), message))
