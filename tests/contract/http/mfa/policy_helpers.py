"""What the tests of required second factors share."""

from datetime import timedelta

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.http.mfa.mfa_helpers import Headers
from tests.contract.sign_in import HOME, bearing, coming_from, link_for, set_password
from tests.contract.users import add_user
from tests.support.totp import code_at

GRACE = timedelta(days=14)
REFUSED = (403, "SecondFactorRequired")


async def joined(http: Http, running: Runtime, root: Headers, name: str, role: str) -> User:
    """Who has this role in acme, and a password."""
    user = await add_user(running.platform.directory.users, name, {"acme": role})
    assert (await set_password(http, await link_for(http, root, user.email))).status == 204
    return user


async def set_policy(http: Http, headers: Headers, policy: str) -> Answer:
    answer = await http(
        "set_second_factor_policy", body={"policy": policy}, headers=headers, method="PUT"
    )
    assert answer.status == 200, answer.json
    return answer


def outcome(answer: Answer) -> tuple[int, str]:
    return answer.status, "" if answer.status < 400 else answer.json["error"]


async def act(http: Http, access: str, org_id: str = "acme") -> tuple[int, str]:
    """An act of a member in an organization, with a platform token."""
    return outcome(await http("list_forms", headers=bearing(access, org_id)))


async def begin_setup(http: Http, token: str) -> Answer:
    return await http("begin_factor_setup", body={"setupToken": token}, headers=coming_from(HOME))


async def set_up(http: Http, token: str, clock: StoppedClock) -> Answer:
    """Add an app with the token of a sign-in that needs one."""
    secret = (await begin_setup(http, token)).json["secret"]
    code = code_at(secret, clock.at.timestamp())
    body = {"setupToken": token, "code": code}
    return await http("confirm_factor_setup", body=body, headers=coming_from(HOME))
