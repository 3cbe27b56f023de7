"""System calls that Python has no function for."""

import ctypes
import os
import struct
from functools import cache
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_GET_SECCOMP = 21
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_GET_NO_NEW_PRIVS = 39
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4

_CAPABILITY_VERSION_3 = 0x20080522


def prctl(option: int, argument: object = 0, second: object = 0) -> int:
    """Call ``prctl(2)``; OSError if the kernel refuses."""
    return _checked(_libc().prctl(option, _long(argument), _long(second), _long(0), _long(0)))


def syscall(number: int, *arguments: object) -> int:
    """Make a system call with integers, bytes or pointers; OSError if the kernel refuses."""
    return _checked(_libc().syscall(ctypes.c_long(number), *map(_long, arguments)))


def drop_capabilities() -> None:
    """Drop all capabilities for good, also those that a later program could gain."""
    for number in range(_most_capabilities()):
        prctl(PR_CAPBSET_DROP, number)
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = struct.pack("Ii", _CAPABILITY_VERSION_3, 0)
    _checked(_libc().capset(header, struct.pack("6I", 0, 0, 0, 0, 0, 0)))


def _most_capabilities() -> int:
    """Return how many capabilities to drop: all that the kernel knows; 0 unless root."""
    if os.geteuid() != 0:
        return 0
    return int(Path("/proc/sys/kernel/cap_last_cap").read_text()) + 1


def _long(value: object) -> object:
    # A plain int would be passed as a C int, half of what the kernel reads.
    return ctypes.c_long(value) if isinstance(value, int) else value


def _checked(result: int) -> int:
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
