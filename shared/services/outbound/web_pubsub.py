"""Azure Web PubSub, over its REST API with an access key.

Not tried on a subscription: the tests have a stand-in of the service's documented interface. The
address is the operator's own, from the settings, so that the guard against foreign addresses does
not apply.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

import aiohttp
import jwt

from shared.services.clock import Clock
from shared.services.outbound.pushes import PushAccess
from shared.settings import WEB_PUBSUB

VERSION = "2024-01-01"
#: How long the token of one request of this process counts.
REQUEST_TIME = timedelta(minutes=5)
ANSWER_SECONDS = 5

logger = logging.getLogger(__name__)


class WebPubSub:
    """One hub of a Web PubSub service."""

    def __init__(
        self,
        connection_string: str,
        hub: str,
        clock: Clock,
    ) -> None:
        found = WEB_PUBSUB.match(connection_string)
        if found is None:
            raise ValueError("a connection string has an Endpoint and an AccessKey")
        self._endpoint, self._key = found[1], found[2]
        self._hub = hub
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    def access(
        self, user_id: str, groups: Sequence[str], now: datetime, expires_at: datetime
    ) -> PushAccess:
        """Give an address with a token that names the groups, and no role."""
        path = f"/client/hubs/{self._hub}"
        claims = {"sub": user_id, "webpubsub.group": [*groups], "role": [], "iat": now}
        token = self._signed(self._endpoint + path, claims, expires_at)
        socket = self._endpoint.replace("http", "ws", 1)
        return PushAccess(f"{socket}{path}?access_token={token}", expires_at)

    async def send(self, group: str, body: bytes) -> None:
        await self._post(f"groups/{quote(group, safe='')}/:send", body)

    async def close_user(self, user_id: str) -> None:
        await self._post(f"users/{quote(user_id, safe='')}/:closeConnections", b"")

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _post(self, path: str, body: bytes) -> None:
        url = f"{self._endpoint}/api/hubs/{self._hub}/{path}?api-version={VERSION}"
        token = self._signed(url, {}, self._clock.now() + REQUEST_TIME)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        try:
            async with self._opened().post(
                url, data=body, headers=headers, allow_redirects=False
            ) as response:
                if response.status >= 300:
                    logger.warning("push refused", extra={"status": response.status})
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            logger.warning("push not sent", extra={"reason": type(error).__name__})

    def _signed(self, audience: str, claims: Mapping[str, object], expires_at: datetime) -> str:
        payload = {**claims, "aud": audience, "exp": expires_at}
        return jwt.encode(payload, self._key, algorithm="HS256")

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(ANSWER_SECONDS),
            )
        return self._session
