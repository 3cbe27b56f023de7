from bifrost import testing
from modules import fakes
from workspace.examples.free_licences import free_licences

LICENCES = {
    "value": [
        {
            "skuPartNumber": "SPB",
            "consumedUnits": 7,
            "prepaidUnits": {"enabled": 10, "suspended": 0, "warning": 0},
        }
    ]
}


async def test_it_counts_what_nobody_uses() -> None:
    connected = testing.running(connections={"microsoft_graph": "a-token"})
    graph = fakes.answering({"/v1.0/subscribedSkus": LICENCES})

    with connected, graph as system:
        free = await free_licences()

    assert free == {"test-org": {"SPB": 3}}
    assert system.asked[0].headers["Authorization"] == "Bearer a-token"
