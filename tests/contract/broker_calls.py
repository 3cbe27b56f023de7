"""Runs of every kind, and what the broker answers them without a worker process."""

from collections.abc import Mapping
from typing import Any

from functions.composition import Runtime
from shared.broker import Broker
from shared.call import Call, Caller
from shared.engine.queue.slots import Slot, Slots
from shared.errors import BifrostError
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind

A_SLOT = Slot(Slots(1, 1), "acme")
HOST = {"kind": CallerKind.HOST_KEY, "is_admin": True}
ROOT = {"kind": CallerKind.USER, "is_admin": True, "is_platform_admin": True}
RUNS: Mapping[str, tuple[dict[str, Any], str]] = {
    "member": ({"kind": CallerKind.USER}, "acme"),
    "owner": ({"kind": CallerKind.USER, "is_admin": True}, "acme"),
    "api key": ({"kind": CallerKind.API_KEY}, "acme"),
    "function key": (HOST, "acme"),
    "function key in GLOBAL": (HOST, GLOBAL),
    "schedule": ({"kind": CallerKind.SYSTEM}, "acme"),
    "schedule in GLOBAL": ({"kind": CallerKind.SYSTEM}, GLOBAL),
    "trigger": ({"kind": CallerKind.TRIGGER}, "acme"),
    "trigger in GLOBAL": ({"kind": CallerKind.TRIGGER}, GLOBAL),
    "root": (ROOT, "acme"),
    "root in GLOBAL": (ROOT, GLOBAL),
}
ADMINISTERS = {*RUNS} - {"member", "api key", "schedule", "trigger", "trigger in GLOBAL"}
NAMES_OTHERS = {"schedule in GLOBAL", "root", "root in GLOBAL"}


def broker_of(running: Runtime, who: str, actor_id: str = "") -> Broker:
    facts, scope = RUNS[who]
    actor = Actor(id=actor_id or who, name=who, **facts)
    org_name = None if scope == GLOBAL else scope.title()
    return Broker(Call(Caller(actor, scope, org_name), running.platform), A_SLOT)


async def answered(running: Runtime, who: str, call: str, **arguments: Any) -> Any:
    return await broker_of(running, who).answer(call, arguments)


async def refusal(running: Runtime, who: str, call: str, **arguments: Any) -> str:
    """How the broker refuses such a run; an empty text if it does not."""
    try:
        await answered(running, who, call, **arguments)
    except BifrostError as error:
        return type(error).__name__
    return ""
