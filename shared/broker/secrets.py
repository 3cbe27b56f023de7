"""SDK calls of ``bifrost.secrets``."""

from collections.abc import Iterable
from typing import Annotated, ClassVar

from pydantic import Field

from shared.broker.request import ScopedSdkCall
from shared.call import Call
from shared.errors import NotFound
from shared.handlers import secrets
from shared.models.pages import key_of
from shared.models.secrets import SecretName, SecretUpdate, SecretValue


class Get(ScopedSdkCall):
    key: SecretName

    async def answer(self, call: Call) -> object:
        return await secrets.read(call, self.key)

    def secrets_in(self, answer: object) -> Iterable[str]:
        return [answer] if isinstance(answer, str) else ()


class Set(ScopedSdkCall):
    audit: ClassVar[str | None] = "secret.set"
    key: SecretName
    value: SecretValue

    async def answer(self, call: Call) -> object:
        await secrets.put(call, self.key, SecretUpdate(value=self.value))
        return None

    def secrets_in(self, answer: object) -> Iterable[str]:
        """Return the new value: the workflow knows it, but it is a secret from now on."""
        del answer
        return [self.value.get_secret_value()]


class List(ScopedSdkCall):
    start: str | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 1000

    async def answer(self, call: Call) -> object:
        found = await secrets.page(call, self.limit, key_of(self.start, "s|", mark=call.mark))
        return {"names": [*found.secrets], "next": found.continuation_token}


class Delete(ScopedSdkCall):
    audit: ClassVar[str | None] = "secret.delete"
    key: SecretName
    force: bool = False

    async def answer(self, call: Call) -> object:
        """Delete the secret; False if there is none."""
        try:
            await secrets.delete(call, self.key, force=self.force)
        except NotFound:
            return False
        return True
