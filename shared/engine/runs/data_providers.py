"""Runs data providers, which give choices: like workflows, but without a record, and cached."""

import asyncio
import json
import logging
from collections import OrderedDict
from collections.abc import Iterable
from datetime import timedelta
from typing import cast
from uuid import UUID, uuid4

from pydantic import JsonValue, ValidationError
from uuid6 import uuid7

from shared.engine.queue.slots import Slot, Slots
from shared.engine.runs.runner import Attempt, Ran, Runner
from shared.errors import ProviderFailed
from shared.models.executions import Execution, Outcome, Status
from shared.models.options import MOST_OPTIONS, Option, Options, OptionsOrder, ProviderFailure
from shared.services.clock import Clock
from shared.wording.error_messages import faults_of

logger = logging.getLogger(__name__)

SECONDS = 30
WAIT_SECONDS = 5
MOST_CACHED = 1000
#: The longest JSON that is cached.
CACHED_CHARACTERS = 256 * 1024
MOST_FAILURES = 100
LINES_KEPT = 20


class DataProviders:
    """The cached choices of this process; equal requests at the same time share one run."""

    def __init__(self, slots: Slots, runner: Runner, clock: Clock) -> None:
        self._slots = slots
        self._runner = runner
        self._clock = clock
        self._cache: OrderedDict[str, Options] = OrderedDict()
        self._pending: dict[str, asyncio.Task[Options]] = {}
        self._failures: OrderedDict[str, ProviderFailure] = OrderedDict()

    def last_failure(self, name: str) -> ProviderFailure | None:
        """The provider's last failure, in any organization; None if this process saw none."""
        return self._failures.get(name)

    async def options(self, order: OptionsOrder) -> Options:
        """The choices, cached or from a run; ProviderFailed with what the caller may know."""
        key = _key(order)
        cached = self._cache.get(key)
        if cached and not order.fresh and cached.expires_at > self._clock.now():
            self._cache.move_to_end(key)
            return cached.model_copy(update={"cached": True})
        pending = self._pending.get(key)
        if pending is None:
            pending = asyncio.create_task(self._fetch(order, key))
            self._pending[key] = pending
            pending.add_done_callback(lambda done: self._forget(key, done))
        # Shielded: other callers may wait for the same run.
        return await asyncio.shield(pending)

    def _forget(self, key: str, task: "asyncio.Task[Options]") -> None:
        """Remove a finished task, and retrieve its exception in case no caller waits any more."""
        del self._pending[key]
        if not task.cancelled():
            task.exception()

    async def close(self) -> None:
        for task in [*self._pending.values()]:
            task.cancel()
        await asyncio.gather(*self._pending.values(), return_exceptions=True)

    async def _fetch(self, order: OptionsOrder, key: str) -> Options:
        with await self._slots.take(order.org_id, WAIT_SECONDS) as slot:
            ran = await self._run(order, slot)
        outcome = ran.outcome
        try:
            found = _options(order, outcome)
        except ProviderFailed as error:
            self._note(order, ran, str(error))
            raise
        expires_at = self._clock.now() + timedelta(seconds=order.provider.cache_ttl_seconds)
        options = Options(options=found, cached=False, expires_at=expires_at)
        if order.provider.cache_ttl_seconds and len(outcome.result or "") <= CACHED_CHARACTERS:
            self._store(key, options)
        return options

    async def _run(self, order: OptionsOrder, slot: Slot) -> Ran:
        attempt = Attempt(_execution(order, self._clock), order.provider, _nothing(), slot)
        return await self._runner.run(attempt)

    def _note(self, order: OptionsOrder, ran: Ran, told: str) -> None:
        """Log and remember a failure, which has no record: administrators find its reason here."""
        outcome, name = ran.outcome, order.provider.name
        reason = f"{outcome.error_type}: {outcome.error_message}" if outcome.error_type else told
        facts = {"provider": name, "org": order.org_id, "reason": reason}
        logger.warning("data provider failed", extra=facts)
        self._failures[name] = ProviderFailure(
            at=self._clock.now(),
            org_id=order.org_id,
            reason=reason,
            traceback=outcome.traceback,
            logs=ran.logs[-LINES_KEPT:],
        )
        self._failures.move_to_end(name)
        while len(self._failures) > MOST_FAILURES:
            self._failures.popitem(last=False)

    def _store(self, key: str, options: Options) -> None:
        self._cache[key] = options
        self._cache.move_to_end(key)
        while len(self._cache) > MOST_CACHED:
            self._cache.popitem(last=False)


def _key(order: OptionsOrder) -> str:
    """The cache key: everything that the provider's run can see.

    The caller is part of it, since the context names them and the broker answers by their
    rights: a caller never gets choices that another caller's run would have given.
    """
    provider, caller = order.provider, order.caller.model_dump(mode="json")
    scope = [order.org_id, order.org_name]
    return json.dumps([scope, caller, provider.version, provider.name, order.input], sort_keys=True)


def _execution(order: OptionsOrder, clock: Clock) -> Execution:
    """The execution that the run needs; it is never stored."""
    now = clock.now()
    return Execution(
        id=UUID(int=uuid7().int),
        workflow_name=order.provider.name,
        org_id=order.org_id,
        org_name=order.org_name,
        caller=order.caller,
        status=Status.RUNNING,
        input=order.input,
        code_version=order.provider.version,
        timeout_seconds=SECONDS,
        created_at=now,
        write_id=uuid4(),
    )


def _options(order: OptionsOrder, outcome: Outcome) -> tuple[Option, ...]:
    name = order.provider.name
    if outcome.result is None:
        raise ProviderFailed(f"the data provider {name!r} {_reason(order, outcome)}")
    answer: object = json.loads(outcome.result)
    if not isinstance(answer, list):
        raise ProviderFailed(f"the data provider {name!r} did not return a list")
    items = cast("list[JsonValue]", answer)
    if len(items) > MOST_OPTIONS:
        raise ProviderFailed(
            f"the data provider {name!r} returned {len(items)} choices, and may return"
            f" at most {MOST_OPTIONS}: let it take a text to search for"
        )
    return tuple(_checked(name, items))


def _checked(name: str, items: Iterable[JsonValue]) -> Iterable[Option]:
    for number, item in enumerate(items, 1):
        whole = {"label": str(item), "value": item} if isinstance(item, str | int | float) else item
        try:
            yield Option.model_validate(whole)
        except ValidationError as error:
            where, words = faults_of(error)[0]
            field = ".".join(map(str, where))
            raise ProviderFailed(
                f"the data provider {name!r} returned an item that is no choice: item {number},"
                f" {field}: {words}; each is a text, or has a label and a value"
            ) from None


def _reason(order: OptionsOrder, outcome: Outcome) -> str:
    """The reason of a failure: an author's UserError in full, other errors for admins only."""
    if outcome.status is Status.TIMEOUT:
        return f"did not answer within {SECONDS} s"
    if outcome.is_user_error:
        return f"refused: {outcome.error_message}"
    return (
        f"failed: {outcome.error_type}: {outcome.error_message}"
        if order.caller.is_admin
        else "failed"
    )


async def _nothing() -> str:
    return ""
