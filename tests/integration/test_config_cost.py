"""What configuration and secrets cost a run: transactions on either store, and vault calls."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from uuid import uuid4

import pytest

from functions.runtime import compose
from shared.broker import Broker
from shared.call import Call, Caller, Platform
from shared.engine.queue.slots import Slot, Slots
from shared.handlers import config
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.models.config import ConfigType, ConfigWrite
from shared.services.secrets import MemorySecrets
from shared.services.services import Services
from shared.settings import Settings
from tests.support.backends import Backend
from tests.support.counted_stores import Counted

ROOT = Actor(kind=CallerKind.USER, id="root", name="Root", is_admin=True, is_platform_admin=True)


class CountingSecrets(MemorySecrets):
    """How often the vault was asked for a value."""

    asked = 0

    async def find(self, name: str) -> str | None:
        self.asked += 1
        return await super().find(name)


@pytest.fixture
def vault() -> CountingSecrets:
    return CountingSecrets()


@pytest.fixture
async def services(
    backend: Backend, counted: Counted, vault: CountingSecrets
) -> AsyncGenerator[Services]:
    opened = await backend.connect(Settings.model_validate(backend.settings), counted)
    yield replace(opened, secrets=vault)
    await opened.close()


@pytest.fixture
def org_id() -> str:
    return f"org-{uuid4().hex}"


def platform(services: Services) -> Platform:
    """Of a process that has read nothing yet."""
    return compose(Settings.model_validate({}), services).platform


def broker(of: Platform, scope: str) -> Broker:
    return Broker(Call(Caller(ROOT, scope), of), Slot(Slots(1, 1), scope))


async def fill(services: Services, scope: str, name: str) -> None:
    """Of another process."""
    writer = broker(platform(services), scope)
    await writer.answer("config.set", {"key": name, "value": "text"})
    await writer.answer("secrets.set", {"key": name, "value": "hunter2"})
    await _refer(writer, f"{name}-ref")


async def _refer(writer: Broker, key: str) -> None:
    new = ConfigWrite(key=key, type=ConfigType.SECRET_REF, value="hunter2")
    await config.put(Call(writer.call.caller, writer.call.platform), new)


@pytest.mark.parametrize(
    ("call", "end", "owner", "cold"),
    [
        ("config.get", "", "own", (1, 0)),
        ("config.get", "", GLOBAL, (2, 0)),
        ("config.get", "", "nobody", (2, 0)),
        ("config.get", "-ref", "own", (1, 1)),
        ("config.get", "-ref", GLOBAL, (2, 1)),
        ("secrets.get", "", "own", (1, 1)),
        ("secrets.get", "", GLOBAL, (2, 1)),
        ("secrets.get", "", "nobody", (2, 0)),
    ],
)
async def test_a_value_is_read_once_and_then_known(
    services: Services,
    vault: CountingSecrets,
    counted: Counted,
    org_id: str,
    call: str,
    end: str,
    owner: str,
    cold: tuple[int, int],
) -> None:
    name = f"n{uuid4().hex}"
    if owner != "nobody":
        await fill(services, GLOBAL if owner == GLOBAL else org_id, name)
    reader = broker(platform(services), org_id)
    costs: list[tuple[int, int]] = []

    for _ in range(3):
        counted.sent.clear()
        vault.asked = 0
        await reader.answer(call, {"key": name + end})
        costs.append((len(counted.sent), vault.asked))

    assert costs == [cold, (0, 0), (0, 0)]


async def test_a_list_is_a_page_of_each_scope_however_much_there_is(
    services: Services, counted: Counted, org_id: str
) -> None:
    reader = broker(platform(services), org_id)
    for number in range(5):
        await reader.answer("config.set", {"key": f"k{number}", "value": number})

    counted.sent.clear()
    await reader.answer("config.list", {})
    of_config = len(counted.sent)
    counted.sent.clear()
    await reader.answer("secrets.list", {})

    assert (of_config, len(counted.sent)) == (2, 1)
