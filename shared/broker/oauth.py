"""SDK calls of ``bifrost.oauth``."""

from collections.abc import Iterable
from typing import cast

from shared.broker.request import SdkCall
from shared.call import Call
from shared.handlers.oauth import tokens
from shared.models.base import OrganizationId
from shared.models.connections import ConnectionName, GivenToken

SECRETS = ("access_token", "refresh_token", "client_secret")

#: An organization's id, or ``GLOBAL``.
Named = OrganizationId | None


class Get(SdkCall):
    provider: ConnectionName
    org_id: Named = None

    async def answer(self, call: Call) -> object:
        found = await tokens.get(call, self.provider, self.org_id)
        return None if found is None else found.model_dump(mode="json")

    def secrets_in(self, answer: object) -> Iterable[str]:
        return _secrets_in(answer)


class RefreshToken(SdkCall):
    provider: ConnectionName
    org_id: Named = None

    async def answer(self, call: Call) -> object:
        found = await tokens.refresh(call, self.provider, self.org_id)
        return found.model_dump(mode="json")

    def secrets_in(self, answer: object) -> Iterable[str]:
        return _secrets_in(answer)


class SetToken(SdkCall):
    provider: ConnectionName
    token_data: GivenToken
    org_id: Named = None

    async def answer(self, call: Call) -> object:
        await tokens.put(call, self.provider, self.token_data, self.org_id)
        return None

    def secrets_in(self, answer: object) -> Iterable[str]:
        """Return the new tokens: the workflow knows them, but must not log or return them."""
        del answer
        given = self.token_data
        return [text for text in (given.access_token, given.refresh_token) if text]


class DeleteToken(SdkCall):
    provider: ConnectionName
    org_id: Named = None

    async def answer(self, call: Call) -> object:
        return await tokens.forget(call, self.provider, self.org_id)


class ListProviders(SdkCall):
    org_id: Named = None

    async def answer(self, call: Call) -> object:
        return await tokens.names(call, self.org_id)


def _secrets_in(answer: object) -> Iterable[str]:
    if not isinstance(answer, dict):
        return ()
    found = cast("dict[str, object]", answer)
    return [text for name in SECRETS if isinstance(text := found[name], str)]
