"""What the tests of this folder share."""

from tests.contract.client import KEY_HEADERS, Answer, Http


async def run(http: Http, name: str, body: object = None, **more: str) -> Answer:
    headers = {**KEY_HEADERS, **{key.replace("_", "-"): value for key, value in more.items()}}
    return await http("run_workflow", {"name": name}, body=body, headers=headers)
