"""A user with a passkey, as the tests of this folder need one."""

from dataclasses import dataclass
from uuid import UUID

from shared.models.users import User
from tests.contract.client import Answer, Http
from tests.contract.sign_in import HOME, bearing, coming_from, log_in
from tests.support.authenticator import Device

NAME = "Blue key"


@dataclass(frozen=True)
class Held:
    """A user, their passkey, its id here, their recovery codes and the session that added it."""

    user: User
    device: Device
    id: UUID
    codes: list[str]
    access: str


async def offer(http: Http, access: str) -> Answer:
    return await http("offer_passkey", headers=bearing(access), method="POST")


async def add(http: Http, access: str, device: Device, name: str = NAME) -> Answer:
    offered = (await offer(http, access)).json
    body = {"token": offered["token"], "name": name, "passkey": device.made(offered)}
    return await http("add_passkey", body=body, headers=bearing(access))


async def hold(http: Http, user: User) -> Held:
    """Add a passkey in a new session of a user who has a password."""
    access = (await log_in(http, user.email)).json["accessToken"]
    device = Device()
    added = await add(http, access, device)
    assert added.status == 201, added.json
    codes = added.json["recoveryCodes"]
    return Held(user, device, UUID(added.json["passkey"]["id"]), codes, access)


async def challenge(http: Http, mfa_token: str | None = None) -> Answer:
    body = {"mfaToken": mfa_token} if mfa_token else {}
    return await http("challenge_passkey", body=body, headers=coming_from(HOME))


async def enter(http: Http, passkey: dict[str, object], mfa_token: str | None = None) -> Answer:
    """Send a passkey's answer to the sign-in."""
    body = {"passkey": passkey, **({"mfaToken": mfa_token} if mfa_token else {})}
    return await http("sign_in_by_passkey", body=body, headers=coming_from(HOME))


async def sign_in_with(http: Http, user: User, device: Device) -> Answer:
    """Sign in without a name, as the browser that has the passkey would."""
    return await enter(http, device.answer((await challenge(http)).json, user.id.bytes))


async def prove_with(http: Http, access: str, device: Device) -> Answer:
    asked = await http("challenge_own_passkey", headers=bearing(access), method="POST")
    body = {"passkey": device.answer(asked.json)}
    return await http("give_fresh_proof", body=body, headers=bearing(access))
