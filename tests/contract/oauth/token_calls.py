"""A process that asks for a token many times at once; run as a program.

``python -m tests.contract.oauth.token_calls <askers> <die or live> [<organization> ...]``: settings
come from the environment. It asks as often for each organization, and prints each token, or what
was wrong. With ``die`` it is killed by itself between the provider's answer and the write.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence

from shared import settings
from shared.errors import BifrostError
from shared.models.connections import TokenSet
from shared.oauth.oauth import OAuth
from shared.oauth.protocol import Client, OAuthProvider
from shared.repositories.directory import Directory, Stores
from shared.services.azure.connect import connect
from shared.services.services import Services


class Deadly(OAuthProvider):
    """The provider answers, and then this process is no more."""

    async def refresh(self, client: Client, token: TokenSet | None) -> TokenSet:
        await super().refresh(client, token)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


def composed(services: Services) -> OAuth:
    stores = Stores(
        services.directory,
        services.heartbeats,
        services.executions,
        services.blobs,
        services.audit,
        services.secrets,
    )
    return OAuth(Directory(stores, services.clock), services)


async def ask(oauth: OAuth, org_id: str) -> str:
    try:
        found = await oauth.credentials(org_id, "graph")
    except BifrostError as error:
        return f"error: {error}"
    return found.token.access_token if found else "error: none"


async def main(askers: int, organizations: Sequence[str], *, die: bool) -> None:
    services = connect(settings.from_environment())
    oauth = composed(services)
    if die:
        oauth.refresher.provider = Deadly(services.egress, services.clock)
    print("ready", flush=True)  # noqa: T201  this is a program
    await asyncio.to_thread(sys.stdin.readline)
    asks = [ask(oauth, org_id) for org_id in organizations for _ in range(askers)]
    for answer in await asyncio.gather(*asks):
        print(answer, flush=True)  # noqa: T201
    await services.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[3:] or ["acme"], die=sys.argv[2] == "die"))
