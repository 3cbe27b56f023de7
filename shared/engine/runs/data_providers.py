"""Choices: a data provider is run like a workflow, without a record, and its answer is kept."""

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
MOST_KEPT = 1000
#: Of an answer's JSON; a longer one is not kept.
KEPT_CHARACTERS = 256 * 1024
MOST_FAILURES = 100
LINES_KEPT = 20


class DataProviders:
    """One for the process. Who asks for the same again, or at the same time, shares one run."""

    def __init__(self, slots: Slots, runner: Runner, clock: Clock) -> None:
        self._slots = slots
        self._runner = runner
        self._clock = clock
        self._kept: OrderedDict[str, Options] = OrderedDict()
        self._asking: dict[str, asyncio.Task[Options]] = {}
        self._failures: OrderedDict[str, ProviderFailure] = OrderedDict()

    def last_failure(self, name: str) -> ProviderFailure | None:
        """Of whatever organization; None if it has not failed in this process."""
        return self._failures.get(name)

    async def options(self, order: OptionsOrder) -> Options:
        """ProviderFailed says what was wrong as far as the caller may know it."""
        key = _key(order)
        kept = self._kept.get(key)
        if kept and not order.fresh and kept.expires_at > self._clock.now():
            self._kept.move_to_end(key)
            return kept.model_copy(update={"cached": True})
        asking = self._asking.get(key)
        if asking is None:
            asking = asyncio.create_task(self._ask(order, key))
            self._asking[key] = asking
            asking.add_done_callback(lambda done: self._asked(key, done))
        return await asyncio.shield(asking)

    def _asked(self, key: str, asking: "asyncio.Task[Options]") -> None:
        """Whoever waited may be gone, and nobody asks what it failed with then."""
        del self._asking[key]
        if not asking.cancelled():
            asking.exception()

    async def close(self) -> None:
        for asking in [*self._asking.values()]:
            asking.cancel()
        await asyncio.gather(*self._asking.values(), return_exceptions=True)

    async def _ask(self, order: OptionsOrder, key: str) -> Options:
        with await self._slots.take(order.org_id, WAIT_SECONDS) as slot:
            ran = await self._ran(order, slot)
        outcome = ran.outcome
        try:
            found = _options(order, outcome)
        except ProviderFailed as error:
            self._note(order, ran, str(error))
            raise
        expires_at = self._clock.now() + timedelta(seconds=order.provider.cache_ttl_seconds)
        made = Options(options=found, cached=False, expires_at=expires_at)
        if order.provider.cache_ttl_seconds and len(outcome.result or "") <= KEPT_CHARACTERS:
            self._keep(key, made)
        return made

    async def _ran(self, order: OptionsOrder, slot: Slot) -> Ran:
        attempt = Attempt(_execution(order, self._clock), order.provider, _nothing(), slot)
        return await self._runner.run(attempt)

    def _note(self, order: OptionsOrder, ran: Ran, told: str) -> None:
        """There is no record of it: whoever looks after the platform finds the reason here."""
        outcome, name = ran.outcome, order.provider.name
        reason = f"{outcome.error_type}: {outcome.error_message}" if outcome.error_type else told
        facts = {"provider": name, "org": order.org_id, "reason": reason}
        logger.warning("no choices", extra=facts)
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

    def _keep(self, key: str, made: Options) -> None:
        self._kept[key] = made
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def _key(order: OptionsOrder) -> str:
    """All that the run of a provider can see: no answer is told to who might have had another.

    Who asks is part of it, since the context names them and the broker answers by their rights.
    """
    provider, caller = order.provider, order.caller.model_dump(mode="json")
    scope = [order.org_id, order.org_name]
    return json.dumps([scope, caller, provider.version, provider.name, order.input], sort_keys=True)


def _execution(order: OptionsOrder, clock: Clock) -> Execution:
    """For the run only: nobody finds it anywhere."""
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
        raise ProviderFailed(f"the data provider {name!r} answered with something else than a list")
    items = cast("list[JsonValue]", answer)
    if len(items) > MOST_OPTIONS:
        raise ProviderFailed(
            f"the data provider {name!r} answered with {len(items)} choices;"
            f" {MOST_OPTIONS} is the most: let it take a text to search for"
        )
    return tuple(_checked(name, items))


def _checked(name: str, items: Iterable[JsonValue]) -> Iterable[Option]:
    for number, item in enumerate(items, 1):
        whole = {"label": str(item), "value": item} if isinstance(item, str | int | float) else item
        try:
            yield Option.model_validate(whole)
        except ValidationError as error:
            where, words = faults_of(error)[0]
            slot = ".".join(map(str, where))
            raise ProviderFailed(
                f"the data provider {name!r} answered with something else than choices: item"
                f" {number}, {slot}: {words}; each is a text, or has a label and a value"
            ) from None


def _reason(order: OptionsOrder, outcome: Outcome) -> str:
    """An author's own words for everybody; of anything else administrators hear what it was."""
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
