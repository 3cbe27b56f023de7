"""``multiprocessing`` behind the walls of a run: what it keeps elsewhere is kept in the run.

Locks, queues, pools, values and managers work, with the start method ``fork``. Memory that is
shared by a name is refused: it would be found by other runs, and outlive this one.
"""

import importlib
from collections.abc import Mapping
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import ModuleType

from sdk.worker.semaphores import SemLock

NAMED = (
    "shared memory with a name would outlive the run: use multiprocessing.Array or Value, or send"
    " what is shared through a Queue"
)

#: What is set in a module of the standard library when a run imports it. Arrays are in a file of
#: the run's own folder; a manager listens on this machine's address, and wants the run's key.
SETTINGS: Mapping[str, Mapping[str, object]] = {
    "multiprocessing.connection": {"default_family": "AF_INET"},
}

#: Of ``multiprocessing.heap.Arena``: where it would rather have its files, ``/dev/shm``.
CANDIDATES = "_dir_candidates"


class Adapted(SourceFileLoader):
    """Imports a module of ``multiprocessing`` and makes its choices for a run."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        for name, value in SETTINGS.get(module.__name__, {}).items():
            setattr(module, name, value)
        if arena := getattr(module, "Arena", None):
            setattr(arena, CANDIDATES, [])


def adapted(spec: ModuleSpec) -> ModuleSpec:
    """With a loader that adapts the module."""
    if spec.origin is not None:
        spec.loader = Adapted(spec.name, spec.origin)
    return spec


def is_adapted(name: str) -> bool:
    return name == "multiprocessing.heap" or name in SETTINGS


def settle() -> None:
    """In a worker, before any of the author's code."""
    importlib.import_module("_multiprocessing").SemLock = SemLock  # pyright: ignore[reportAttributeAccessIssue]
    importlib.import_module("_posixshmem").shm_open = _refuse  # pyright: ignore[reportAttributeAccessIssue]


def _refuse(*arguments: object, **options: object) -> int:
    raise OSError(NAMED)
