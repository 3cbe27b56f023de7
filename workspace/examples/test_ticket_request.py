import pytest

from bifrost import UserError, testing
from workspace.examples.ticket_request import ticket_request

CONFIG = {"ticket_url": "https://tickets.test", "ticket_key": "hunter2", "ticket_page_size": 20}


async def test_it_asks_as_the_organization_is_configured() -> None:
    with testing.running(config=CONFIG):
        request = await ticket_request("tickets/7")

    assert request == {
        "url": "https://tickets.test/tickets/7",
        "page_size": 20,
        "headers": {"Authorization": "Bearer hunter2"},
    }


async def test_it_says_what_to_set_first() -> None:
    with testing.running(), pytest.raises(UserError, match="Set ticket_url"):
        await ticket_request()
