"""The idle workers of the pool, by tenant, from the least to the most recently used tenant."""

import time
from collections import OrderedDict, deque
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)
W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class _Idle(Generic[W]):
    """An idle worker, and the monotonic time since when it is idle."""

    worker: W
    since: float


class IdleWorkers(Generic[T, W]):
    """Workers that wait for their tenant's next run. An LRU cache: evict the oldest tenant's."""

    def __init__(self) -> None:
        self._by_tenant: OrderedDict[T, deque[_Idle[W]]] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._by_tenant.values()))

    def add(self, tenant: T, worker: W) -> None:
        """Keep a worker; its tenant is the most recently used one from now on."""
        self._by_tenant.setdefault(tenant, deque()).append(_Idle(worker, time.monotonic()))
        self._by_tenant.move_to_end(tenant)

    def take(self, tenant: T) -> W | None:
        """Take the tenant's most recently used worker, so that its older ones can expire."""
        workers = self._by_tenant.get(tenant)
        return None if workers is None else self._removed(tenant, workers.pop())

    def evict(self) -> W | None:
        """Take the longest idle worker of the least recently used tenant; None if there is none."""
        for tenant, workers in self._by_tenant.items():
            return self._removed(tenant, workers.popleft())
        return None

    def expired(self, seconds: float) -> Iterator[W]:
        """Take the workers that have been idle for so many seconds."""
        horizon = time.monotonic() - seconds
        for tenant, workers in list(self._by_tenant.items()):
            while workers and workers[0].since < horizon:
                yield self._removed(tenant, workers.popleft())

    def _removed(self, tenant: T, idle: _Idle[W]) -> W:
        if not self._by_tenant[tenant]:
            del self._by_tenant[tenant]
        return idle.worker
