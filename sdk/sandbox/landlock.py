"""Landlock: limits the files that a process and its children see, and the processes they signal.

See ``landlock(7)``. Rights that a kernel does not know yet are left out, by its ``abi``.
"""

import os
import struct
from collections.abc import Iterable
from pathlib import Path

from sdk.sandbox import syscalls

CREATE_RULESET = 444
ADD_RULE = 445
RESTRICT_SELF = 446
VERSION = 1
PATH_BENEATH = 1
SCOPE_ABSTRACT_SOCKETS = 1 << 0
SCOPE_SIGNALS = 1 << 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = (1 << bit for bit in range(4))
TRUNCATE = 1 << 14

READ = EXECUTE | READ_FILE | READ_DIR
READ_A_FILE = EXECUTE | READ_FILE
WRITE_A_FILE = READ_FILE | WRITE_FILE | TRUNCATE

#: How many of the rights to files each version of Landlock knows; newer ones know them all.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_NEWEST_RIGHTS = 16
_SCOPES_SINCE = 6


def abi() -> int:
    """Return the kernel's version of Landlock; 0 if it has none."""
    try:
        return syscalls.syscall(CREATE_RULESET, 0, 0, VERSION)
    except OSError:
        return 0


def restrict(readable: Iterable[str], writable: Iterable[str], owned: Iterable[str]) -> None:
    """Deny every file except these and those below them; OSError without Landlock.

    ``writable`` files may be read and written, ``owned`` folders changed in every way. A path that
    cannot be opened stays denied. From version 6 on, processes outside cannot be signalled.
    """
    version = abi()
    every = (1 << _RIGHTS.get(version, _NEWEST_RIGHTS)) - 1
    scopes = SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS if version >= _SCOPES_SINCE else 0
    attributes = struct.pack("QQQ", every, 0, scopes)
    # Older kernels take a shorter structure, and refuse a longer one only where it is not zero.
    rules = syscalls.syscall(CREATE_RULESET, attributes, len(attributes) if scopes else 8, 0)
    try:
        for path in readable:
            _allow(rules, path, READ & every)
        for path in writable:
            _allow(rules, path, WRITE_A_FILE & every)
        for path in owned:
            _allow(rules, path, every)
        syscalls.syscall(RESTRICT_SELF, rules, 0)
    finally:
        os.close(rules)


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not Path(path).is_dir():
            rights &= READ_A_FILE | WRITE_A_FILE
        syscalls.syscall(ADD_RULE, rules, PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)
