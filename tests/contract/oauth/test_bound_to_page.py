"""Authorizations that a page of the client begins and finishes, without any cookie."""

from typing import Any

import pytest

from tests.contract.client import Answer
from tests.contract.oauth.connection_flow import Away, Connecting


async def begin(connecting: Connecting) -> tuple[Away, str]:
    """The browser on its way, and the secret that the page keeps."""
    await connecting.create()
    body = {"bound_to": "page"}
    answer = await connecting.call("authorize_connection", body=body)
    assert "set-cookie" not in answer.headers
    told = answer.json
    return Away(told["authorization_url"], "", told["state"]), told["browser_secret"]


async def post(connecting: Connecting, away: Away, **more: Any) -> Answer:
    body = {**connecting.provider.consent(away.url), **more}
    headers = {"content-type": "application/json", "origin": "https://bifrost.test"}
    path = {"connection": away.end}
    return await connecting.http("finish_oauth_callback", path, body=body, headers=headers)


async def test_a_page_that_kept_the_secret_connects(connecting: Connecting) -> None:
    away, secret = await begin(connecting)

    answer = await post(connecting, away, browser_secret=secret)

    assert (answer.status, answer.json["status"]) == (200, "completed")
    assert secret not in away.url
    assert (await post(connecting, away, browser_secret=secret)).status == 400


@pytest.mark.parametrize("more", [{}, {"browser_secret": "x" * 43}, {"browser_secret": ""}])
async def test_another_browser_has_no_secret_and_does_not_use_up_the_state(
    connecting: Connecting, more: dict[str, str]
) -> None:
    away, secret = await begin(connecting)

    stolen = await post(connecting, away, **more)

    assert stolen.status == 400
    assert "another browser" in stolen.json["message"]
    assert (await post(connecting, away, browser_secret=secret)).status == 200


async def test_the_secret_of_one_departure_is_not_that_of_another(connecting: Connecting) -> None:
    away, _ = await begin(connecting)
    other = (await connecting.call("authorize_connection", body={"bound_to": "page"})).json

    assert (await post(connecting, away, browser_secret=other["browser_secret"])).status == 400


async def test_a_cookie_is_still_what_other_clients_get(connecting: Connecting) -> None:
    await connecting.create()
    answer = await connecting.call("authorize_connection", body={})

    assert answer.json["browser_secret"] is None
    assert "HttpOnly" in answer.headers["set-cookie"]
