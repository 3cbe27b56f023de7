"""What the timers do for the store of one box, and who sees that a backup failed."""

from collections.abc import AsyncGenerator, Mapping
from pathlib import Path

import azure.functions as func
import pytest
from azure.functions.timer import TimerRequest

from shared.models.audit import AuditFilters
from shared.models.base import GLOBAL
from shared.services.services import Services
from shared.services.sqlite.connect import connect
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.composition import in_use
from tests.contract.users import JSON, add_user, signed_in

Functions = Mapping[str, func.Function]


@pytest.fixture
def box_settings(memory_settings: Settings, tmp_path: Path) -> Settings:
    """The settings of one box; where its backups go, a file is in the way at first."""
    (tmp_path / "backups").touch()
    more = {"store": f"sqlite:{tmp_path / 'store'}", "backup_location": tmp_path / "backups"}
    return memory_settings.model_copy(update=more)


@pytest.fixture
async def box(box_settings: Settings) -> AsyncGenerator[Services]:
    services = connect(box_settings)
    yield services
    await services.close()


async def on_time(functions: Functions, name: str) -> None:
    await functions[name].get_user_function()(TimerRequest(past_due=False))


async def test_a_failed_backup_is_recorded_and_degrades_without_taking_down(
    functions: Functions, box: Services, box_settings: Settings
) -> None:
    http = Http(functions)

    async with in_use(box_settings, box) as made:
        await add_user(made.platform.directory.users, "root", is_admin=True)
        await on_time(functions, "back_up_store")
        ready = await http("get_readiness", headers=JSON)
        listed = await http("list_dependencies", headers=signed_in("root"))
        audit = made.platform.directory.audit_of(GLOBAL)
        page = await audit.page(AuditFilters(operation="store.backup"))

    assert (ready.status, ready.json["degraded"]) == (200, True)
    assert b"backup" not in ready.body  # strangers read it
    assert listed.json["status"] == "ready"
    assert any("the last backup failed" in one for one in listed.json["warnings"])
    (entry,) = page.entries
    assert (entry.outcome, entry.actor.name) == ("failed", "Timer")
    assert entry.error


async def test_a_backup_on_time_is_recorded_with_its_place(
    functions: Functions, box: Services, box_settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "backups").unlink()

    async with in_use(box_settings, box) as made:
        for _ in range(2):  # the second hour has nothing to do
            await on_time(functions, "back_up_store")
        await on_time(functions, "clean_up_executions")
        audit = made.platform.directory.audit_of(GLOBAL)
        page = await audit.page(AuditFilters(operation="store.backup"))

    (entry,) = page.entries
    (place,) = (tmp_path / "backups").iterdir()
    assert (entry.outcome, entry.object_id) == ("succeeded", str(place))


async def test_in_azure_the_timer_does_nothing(
    functions: Functions, services: Services, memory_settings: Settings
) -> None:
    async with in_use(memory_settings, services) as made:
        await on_time(functions, "back_up_store")
        page = await made.platform.directory.audit_of(GLOBAL).page()

    assert not page.entries
