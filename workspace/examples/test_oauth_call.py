import pytest

from bifrost import UserError, testing
from workspace.examples.oauth_call import whose_connection

RECORDED = [{"path": "/me", "json": {"name": "Contoso CRM", "mail": "crm@contoso.test"}}]


async def test_it_asks_with_the_connection_s_token() -> None:
    with (
        testing.http(RECORDED) as crm,
        testing.running(config={"crm_url": crm.url}, connections={"crm": "t0ken"}),
    ):
        found = await whose_connection()

    assert found == {"account": "Contoso CRM", "mail": "crm@contoso.test"}
    headers = crm.requests[0]["headers"]
    assert isinstance(headers, dict)
    assert headers["Authorization"] == "Bearer t0ken"


async def test_it_says_what_to_set_first() -> None:
    with testing.running(), pytest.raises(UserError, match="Set crm_url"):
        await whose_connection()
