"""SDK calls of ``bifrost.config``."""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, cast

from pydantic import Field, JsonValue

from shared.broker.request import ScopedSdkCall
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.handlers import config
from shared.models.config import ConfigKey, ConfigType, ConfigWrite, typed
from shared.models.pages import key_of, token_of


class Get(ScopedSdkCall):
    key: ConfigKey

    async def answer(self, call: Call) -> object:
        reading = await config.read(call, self.key)
        if reading is None:
            return None
        return {"value": reading.value, "isSecret": reading.is_secret}

    def secrets_in(self, answer: object) -> Iterable[str]:
        reading = cast("Mapping[str, JsonValue] | None", answer)
        return [str(reading["value"])] if reading and reading["isSecret"] else ()


class Set(ScopedSdkCall):
    audit: ClassVar[str | None] = "config.set"
    key: ConfigKey
    value: JsonValue

    async def answer(self, call: Call) -> object:
        """Store a value with its own type; Conflict if the key refers to a secret."""
        before = await call.configuration.find(self.key)
        if before and before.record.type is ConfigType.SECRET_REF:
            secret = before.record.value
            raise Conflict(f"{self.key!r} refers to the secret {secret!r}: use secrets.set")
        new = ConfigWrite(key=self.key, type=_type_of(self.value), value=self.value)
        await config.put(call, new)
        return None


class List(ScopedSdkCall):
    start: str | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 100

    async def answer(self, call: Call) -> object:
        """Return a page of values by key; a secret_ref has the name of its secret."""
        start = key_of(self.start, "c|", mark=call.mark)
        page = await config.page(call, self.limit, start)
        values = {one.key: typed(one.type, one.value) for one in page.items}
        return {"values": values, "next": page.next and token_of(page.next, call.mark)}


class Delete(ScopedSdkCall):
    audit: ClassVar[str | None] = "config.delete"
    key: ConfigKey

    async def answer(self, call: Call) -> object:
        """Delete the value; False if there is none."""
        try:
            await config.delete(call, self.key)
        except NotFound:
            return False
        return True


def _type_of(value: JsonValue) -> ConfigType:
    if isinstance(value, bool):
        return ConfigType.BOOL
    if isinstance(value, int):
        return ConfigType.INT
    return ConfigType.STRING if isinstance(value, str) else ConfigType.JSON
