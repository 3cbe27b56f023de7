"""The sandbox of a workflow's process: layers that keep it from everything that is not its own.

Each layer is applied in the new process before any of the author's code runs. A probe finds out
which layers this machine has: a first process applies them all and then attacks them. A layer that
did not hold is not claimed; one that held must be applied in every later process, or that process
ends.
"""

import os
import resource
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sdk.sandbox import landlock, seccomp, syscalls

PROCESSES = 64
OPEN_FILES = 512
FILE_BYTES = 1024 * 1024 * 1024
PROBE_MEMORY_BYTES = 1024 * 1024 * 1024
SIGKILL = 9
ROOT = 0

READABLE = """
    /usr /bin /sbin /lib /lib64 /etc/ssl /etc/pki /etc/ca-certificates
    /etc/ca-certificates.conf /etc/hosts /etc/host.conf /etc/resolv.conf /etc/nsswitch.conf
    /etc/gai.conf /etc/services /etc/protocols /etc/passwd /etc/group /etc/localtime
    /etc/timezone /etc/os-release /etc/debian_version /etc/mime.types /etc/ld.so.cache
    /etc/alternatives /run/systemd/resolve
    /sys/devices/system/cpu /proc/cpuinfo /proc/meminfo /proc/loadavg /proc/filesystems
    /proc/sys/kernel/osrelease /dev/zero /dev/random /dev/urandom
""".split()
WRITABLE = ["/dev/null"]


@dataclass(frozen=True, kw_only=True)
class SandboxPlan:
    """The sandbox of one process; ``protected`` are the processes that it must not reach."""

    folder: str
    readable: tuple[str, ...]
    protected: tuple[int, ...]
    user: int
    processes: int
    memory_bytes: int
    is_root_in_name: bool
    layers: frozenset[str]

    @property
    def parent(self) -> int:
        return self.protected[-1]


def apply(plan: SandboxPlan) -> None:
    """Apply the plan's layers to this process, in their order; OSError if one fails."""
    for name, layer in _LAYERS.items():
        if name in plan.layers:
            layer(plan)


def held_layers(plan: SandboxPlan) -> Mapping[str, bool]:
    """Apply and attack every layer, and return which held; the process is of no use after."""
    stands: dict[str, bool] = {}
    for name, layer in _LAYERS.items():
        stands[name] = _is_done(layer, plan)
    return {name: stands[name] and _attacks[name](plan) for name in _LAYERS}


def become(user: int, *, is_root_in_name: bool) -> None:
    """Drop root's groups and become this user, for good unless it stays root in name."""
    os.setgroups([])
    os.setresgid(user, user, user)
    effective = ROOT if is_root_in_name else user
    os.setresuid(user, effective, effective)


def may_be_read(folders: Iterable[str]) -> tuple[str, ...]:
    """Return the paths of the machine that every process needs, and these folders."""
    return (*READABLE, sys.base_prefix, sys.prefix, *folders)


def _is_done(layer: Callable[[SandboxPlan], None], plan: SandboxPlan) -> bool:
    try:
        layer(plan)
    except OSError:
        return False
    return True


def _limits(plan: SandboxPlan) -> None:
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NPROC, plan.processes),
        (resource.RLIMIT_AS, plan.memory_bytes),
    ):
        resource.setrlimit(limit, (value, value))


def _user(plan: SandboxPlan) -> None:
    """Give the process a uid of its own, so that its processes are counted and ended together.

    If only root can read the interpreter's folder, the effective user stays root, without root's
    capabilities.
    """
    if os.geteuid() != ROOT:
        raise PermissionError("only root can take another user")
    become(plan.user, is_root_in_name=plan.is_root_in_name)


def _capabilities(plan: SandboxPlan) -> None:
    del plan
    syscalls.drop_capabilities()


def _no_new_privileges(plan: SandboxPlan) -> None:
    del plan
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)


def _memory(plan: SandboxPlan) -> None:
    """Hide the process's memory from other processes of the same user."""
    del plan
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)


def _ends(plan: SandboxPlan) -> None:
    """End the process with its parent, and adopt the children that its own leave behind."""
    # A change of user takes the parent-death signal away, so this comes after.
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, SIGKILL)
    syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
    if os.getppid() != plan.parent:
        raise ProcessLookupError("the fork server is gone")


def _files(plan: SandboxPlan) -> None:
    itself = f"/proc/{os.getpid()}"
    landlock.restrict([*plan.readable, itself], WRITABLE, [plan.folder])


def _signals(plan: SandboxPlan) -> None:
    """Check that protected processes cannot be signalled, which ``_files`` sees to."""
    _require(all(_is_refused(lambda pid=pid: os.kill(pid, 0)) for pid in plan.protected))


def _system_calls(plan: SandboxPlan) -> None:
    shares_user = os.geteuid() != plan.user
    seccomp.restrict(seccomp.program(plan.protected, shares_user=shares_user))


def _require(held: bool) -> None:
    if not held:
        raise PermissionError("the layer does not hold")


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return True
    return False


def _has_no_capabilities(plan: SandboxPlan) -> bool:
    del plan
    lines = Path("/proc/self/status").read_text().splitlines()
    held = [line for line in lines if line.startswith(("CapInh", "CapPrm", "CapEff", "CapAmb"))]
    return all(int(line.split()[1], 16) == 0 for line in held)


def _cannot_see(plan: SandboxPlan) -> bool:
    folders = [Path("/"), Path(plan.folder).parent, Path(f"/proc/{plan.parent}")]
    listed = all(_is_refused(lambda folder=folder: [*folder.iterdir()]) for folder in folders)
    return listed and _is_refused(Path("/etc/shadow").read_bytes)


def _cannot_read_parents(plan: SandboxPlan) -> bool:
    secrets = [Path(f"/proc/{pid}/{name}") for pid in plan.protected for name in ("environ", "mem")]
    return all(_is_refused(secret.open) for secret in secrets)


def _is_its_own_user(plan: SandboxPlan) -> bool:
    return os.getresuid()[0] == plan.user and _is_refused(lambda: os.setuid(ROOT))


def _is_filtered(plan: SandboxPlan) -> bool:
    del plan
    mode = syscalls.prctl(syscalls.PR_GET_SECCOMP)
    ptrace = seccomp.REFUSED["ptrace"][seccomp.ARCHITECTURES[os.uname().machine][0]]
    return mode == seccomp.MODE_FILTER and _is_refused(lambda: syscalls.syscall(ptrace, 0, 0, 0, 0))


def _is_limited(plan: SandboxPlan) -> bool:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    return hard == plan.memory_bytes and resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def _gains_nothing(plan: SandboxPlan) -> bool:
    del plan
    return syscalls.prctl(syscalls.PR_GET_NO_NEW_PRIVS) == 1


#: The layers in the order in which they are applied: some need what a later one takes away.
_LAYERS: Mapping[str, Callable[[SandboxPlan], None]] = {
    "limits": _limits,
    "user": _user,
    "capabilities": _capabilities,
    "noNewPrivileges": _no_new_privileges,
    "memory": _memory,
    "lifetime": _ends,
    "files": _files,
    "systemCalls": _system_calls,
    "signals": _signals,
}

_attacks: Mapping[str, Callable[[SandboxPlan], bool]] = {
    "limits": _is_limited,
    "user": _is_its_own_user,
    "capabilities": _has_no_capabilities,
    "noNewPrivileges": _gains_nothing,
    "memory": _cannot_read_parents,
    "lifetime": lambda plan: os.getppid() == plan.parent,
    "files": _cannot_see,
    "systemCalls": _is_filtered,
    "signals": lambda _: True,
}
LAYERS = tuple(_LAYERS)
