"""Somebody signs in by a password, as a client would."""

from collections.abc import Mapping

from tests.contract.client import Answer, Http
from tests.contract.users import JSON

PASSWORD = "correct horse battery"
OTHER = "staple of another kind"
HOME, AWAY = "192.0.2.1", "198.51.100.7"


def coming_from(address: str) -> dict[str, str]:
    return {**JSON, "x-forwarded-for": f"{address}:5000"}


def bearing(token: str, org_id: str = "") -> dict[str, str]:
    scope = {"x-organization-id": org_id} if org_id else {}
    return {**JSON, **scope, "x-bifrost-authorization": f"Bearer {token}"}


async def link_for(http: Http, root: Mapping[str, str], user: str) -> str:
    answer = await http("create_password_link", {"user": user}, headers=root)
    assert answer.status == 201, answer.json
    return answer.json["token"]


async def set_password(http: Http, token: str, password: str = PASSWORD) -> Answer:
    body = {"token": token, "password": password}
    return await http("set_password", body=body, headers=coming_from(HOME))


async def log_in(http: Http, email: str, password: str = PASSWORD, address: str = HOME) -> Answer:
    body = {"email": email, "password": password}
    return await http("log_in", body=body, headers=coming_from(address))


async def refresh(http: Http, token: str) -> Answer:
    return await http("refresh_tokens", body={"refreshToken": token}, headers=JSON)


async def log_out(http: Http, token: str, **more: object) -> Answer:
    return await http("log_out", body={"refreshToken": token, **more}, headers=JSON)


async def me(http: Http, token: str) -> int:
    """What the token is worth."""
    return (await http("get_current_user", headers=bearing(token))).status
