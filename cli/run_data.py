"""Run data: configuration, secrets and tokens of a run that is on no platform."""

import json
import re
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from pydantic import JsonValue, SecretStr, ValidationError

from shared.call import Call
from shared.errors import BifrostError, InvalidInput
from shared.handlers import config, secrets
from shared.handlers.oauth import connections, tokens
from shared.models.config import ConfigType, ConfigWrite
from shared.models.connections import ConnectionCreate, Flow, GivenToken
from shared.models.secrets import SecretCreate
from shared.wording.error_messages import faults_of

#: Never called: the token is given, and does not expire.
TOKEN_URL = "https://provider.example/token"  # noqa: S105  a place
TYPED = re.compile(r"(?P<key>[^:]+):(?P<type>string|int|bool|json)")


@dataclass(frozen=True, slots=True)
class RunData:
    """Run data as options have it; configuration by ``key`` or ``key:type``."""

    config: Mapping[str, str] = field(default_factory=dict[str, str])
    secrets: Mapping[str, str] = field(default_factory=dict[str, str])
    connections: Mapping[str, str] = field(default_factory=dict[str, str])

    def __bool__(self) -> bool:
        """Whether there is any run data."""
        return bool(self.config or self.secrets or self.connections)


async def given_to(call: Call, run_data: RunData) -> None:
    """Store run data in the organization of the run."""
    for key, text in run_data.config.items():
        with _naming(f"--config {key}"):
            await config.put(call, _written(key, text))
    for name, text in run_data.secrets.items():
        with _naming(f"--secret {name}"):
            await secrets.create(call, SecretCreate(secret_key=name, value=SecretStr(text)))
    for name, text in run_data.connections.items():
        with _naming(f"--connection {name}"):
            await _connect(call, name, GivenToken(access_token=text))


@contextmanager
def _naming(option: str) -> Generator[None]:
    """Name this option in the errors of the block, without its value."""
    try:
        yield
    except ValidationError as error:
        where, words = faults_of(error)[0]
        place = ".".join(map(str, where))
        # Without its cause, which quotes the value.
        raise InvalidInput(f"{option}: {place}: {words}") from None
    except BifrostError as error:
        raise InvalidInput(f"{option}: {error}") from None


def _written(key: str, text: str) -> ConfigWrite:
    typed = TYPED.fullmatch(key)
    if typed is None:
        return ConfigWrite(key=key, value=text)
    kind = ConfigType(typed["type"])
    return ConfigWrite(key=typed["key"], type=kind, value=_value(kind, text))


def _value(kind: ConfigType, text: str) -> JsonValue:
    if kind is not ConfigType.JSON:
        return text
    try:
        found: JsonValue = json.loads(text)
    except ValueError as error:
        raise InvalidInput(f"value: it is not JSON: {error}") from None
    return found


async def _connect(call: Call, name: str, token: GivenToken) -> None:
    facts = {"connection_name": name, "client_id": "given", "token_url": TOKEN_URL}
    new = ConnectionCreate.model_validate({**facts, "oauth_flow_type": Flow.REFRESH_TOKEN})
    await connections.create(call, new)
    await tokens.put(call, name, token, None)
