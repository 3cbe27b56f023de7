"""What the tests of this folder share."""

from collections.abc import Mapping

from tests.contract.client import Http

Headers = Mapping[str, str]


async def names(http: Http, who: Headers) -> list[str]:
    return [form["name"] for form in (await http("list_forms", headers=who)).json]


PROVIDED = {"type": "select", "dataProvider": "plans_of"}
