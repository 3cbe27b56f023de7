"""A user with an authenticator app, as the tests of this folder need one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.sign_in import HOME, PASSWORD, bearing, coming_from, log_in
from tests.contract.users import JSON
from tests.support.totp import code_at

Headers = Mapping[str, str]

OURS = {**JSON, "x-bifrost-client": "web", "origin": "https://bifrost.test"}
WRONG = "000000"


@dataclass(frozen=True)
class Enrolled:
    """A user, the secret of their app, their recovery codes and the session that added it."""

    user: User
    secret: str
    codes: Sequence[str]
    access: str
    clock: StoppedClock

    def code(self, *, steps: int = 0) -> str:
        return code_at(self.secret, self.clock.at.timestamp(), steps=steps)

    def next_code(self) -> str:
        """A code that was not used yet: of the next step of the clock."""
        self.clock.at += timedelta(seconds=30)
        return self.code()


async def enrol(http: Http, user: User, clock: StoppedClock) -> Enrolled:
    access = (await log_in(http, user.email)).json["accessToken"]
    begun = await http("begin_enrolment", headers=bearing(access), method="POST")
    assert begun.status == 201, begun.json
    secret = begun.json["secret"]
    body = {"code": code_at(secret, clock.at.timestamp())}
    added = await http("confirm_enrolment", body=body, headers=bearing(access))
    assert added.status == 200, added.json
    return Enrolled(user, secret, added.json["codes"], access, clock)


async def first_step(http: Http, user: User, address: str = HOME) -> str:
    """The token between password and code."""
    answer = await log_in(http, user.email, address=address)
    assert answer.json["status"] == "mfa_required", answer.json
    return answer.json["mfaToken"]


async def second_step(http: Http, token: str, code: str, address: str = HOME) -> Answer:
    body = {"mfaToken": token, "code": code}
    return await http("verify_second_factor", body=body, headers=coming_from(address))


async def sign_in(http: Http, user: User, code: str) -> Answer:
    return await second_step(http, await first_step(http, user), code)


async def enter(http: Http, user: User, device: str = "", headers: Headers = OURS) -> Answer:
    """A page's first step, with the cookie of a trusted device if there is one."""
    body = {"email": user.email, "password": PASSWORD, "cookie": True}
    cookie = {"cookie": device} if device else {}
    return await http("log_in", body=body, headers={**coming_from(HOME), **headers, **cookie})


async def trust(http: Http, access: str) -> Answer:
    headers = {**bearing(access), **OURS, "user-agent": "Mozilla Firefox/140.0 (Windows NT)"}
    return await http("trust_device", headers=headers, method="POST")


async def trusted_cookie(http: Http, access: str) -> str:
    answer = await trust(http, access)
    assert answer.status == 204, answer.body
    return answer.headers["set-cookie"].partition(";")[0]


async def security(http: Http, access: str) -> Mapping[str, object]:
    return (await http("get_own_security", headers=bearing(access))).json


async def prove(http: Http, access: str, **proof: str) -> Answer:
    return await http("give_fresh_proof", body=proof, headers=bearing(access))
