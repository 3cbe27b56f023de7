"""Adapts ``multiprocessing`` to the sandbox: a run keeps in its own folder what it shares.

Locks, queues, pools, values and managers work, with the start method ``fork``. Shared memory with a
name is refused: other runs would find it, and it would outlive this one.
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

#: What is set in a module of the standard library when a run imports it. A manager listens on this
#: machine's loopback address, and requires the run's key.
SETTINGS: Mapping[str, Mapping[str, object]] = {
    "multiprocessing.connection": {"default_family": "AF_INET"},
}

#: The attribute of ``multiprocessing.heap.Arena`` that prefers ``/dev/shm`` for its files; emptied,
#: so that arrays are in a file of the run's own folder.
CANDIDATES = "_dir_candidates"


class Adapted(SourceFileLoader):
    """Imports a module of ``multiprocessing`` with the settings for a run."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        for name, value in SETTINGS.get(module.__name__, {}).items():
            setattr(module, name, value)
        if arena := getattr(module, "Arena", None):
            setattr(arena, CANDIDATES, [])


def adapted(spec: ModuleSpec) -> ModuleSpec:
    """Give a module's spec a loader that adapts the module."""
    if spec.origin is not None:
        spec.loader = Adapted(spec.name, spec.origin)
    return spec


def is_adapted(name: str) -> bool:
    """Return whether a module is imported with other settings."""
    return name == "multiprocessing.heap" or name in SETTINGS


def settle() -> None:
    """Replace semaphores and named shared memory, before any of the author's code runs."""
    importlib.import_module("_multiprocessing").SemLock = SemLock  # pyright: ignore[reportAttributeAccessIssue]
    importlib.import_module("_posixshmem").shm_open = _refuse  # pyright: ignore[reportAttributeAccessIssue]


def _refuse(*arguments: object, **options: object) -> int:
    raise OSError(NAMED)
