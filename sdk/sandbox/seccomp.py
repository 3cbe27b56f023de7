"""Seccomp: the system calls that a process and its children may not make.

The filter is a small program for the kernel: see ``seccomp(2)``. It allows everything except what
no workflow needs: other processes' memory, mounts, namespaces, other users, the machine's services
behind Unix sockets, signals to the platform's processes, and objects that the kernel would keep
after the run, such as shared memory and queues with a key.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterator, Sequence

from sdk.sandbox import syscalls

ALLOW = 0x7FFF0000
REFUSE = 0x00050000

LOAD = 0x20
EQUAL = 0x15
AT_LEAST = 0x35
ANY_BIT = 0x45
RETURN = 0x06

NUMBER, ARCHITECTURE, ARGUMENT = 0, 4, 16
MODE_FILTER = 2
X32 = 0x40000000
NAMESPACES = 0x7E020000
#: clone: CLONE_PARENT, a sibling of the caller, which is not found among its descendants.
SISTER = 0x8000
#: prctl: options that stay refused: parent-death signal, dumpable, memory map, subreaper, ptracer.
OPTIONS = (1, 4, 35, 36, 0x59616D61)

#: Names of calls that are refused, with their numbers on x86_64 and on aarch64.
REFUSED = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "tkill": (200, 130),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "setuid": (105, 146),
    "setgid": (106, 144),
    "setreuid": (113, 145),
    "setregid": (114, 143),
    "setresuid": (117, 147),
    "setresgid": (119, 149),
    "setfsuid": (122, 151),
    "setfsgid": (123, 152),
    "setgroups": (116, 159),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "syslog": (103, 116),
    "fanotify_init": (300, 262),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "truncate": (76, 45),  # by a path, which older versions of Landlock do not watch
}

#: Calls that do nothing and report success, for a process without a uid of its own: Landlock does
#: not watch changes of a file's owner, mode, times and attributes.
PRETENDED = {
    "chmod": (90, -1),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, -1),
    "lchown": (94, -1),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "utime": (132, -1),
    "utimes": (235, -1),
    "futimesat": (261, -1),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
}

#: Calls that are refused for some arguments.
KILL = (62, 129)
SIGNALS = ((234, 131), (129, 138), (297, 240))  # tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo
CLONE = (56, 220)
CLONE3 = (435, 435)
PRCTL = (157, 167)
SOCKET = (41, 198)
#: IPv4, IPv6, and netlink, which name resolution uses.
FAMILIES = (2, 10, 16)
NETLINK = 16
SOCKETPAIR = (53, 199)
#: Streams, with and without their flags. A pair of datagram sockets would reach other services.
CONNECTED = tuple(kind | flags for kind in (1, 5) for flags in (0, 0x800, 0x80000, 0x80800))
#: Calls that a process may make for itself only: limits, scheduling, affinity.
OWN = {
    "prlimit64": (302, 261),
    "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
}
#: Likewise for these, whose first argument (here: "a process") says what the second one names.
OWN_PRIORITY = {"setpriority": ((141, 140), 0), "ioprio_set": ((251, 30), 1)}
FCNTL = (72, 25)
IOCTL = (16, 29)
#: F_SETOWN, F_SETSIG, F_SETOWN_EX; FIOSETOWN, SIOCSPGRP: which process a descriptor signals.
OWNERS = ((FCNTL, (8, 10, 15)), (IOCTL, (0x8901, 0x8902)))

#: The kernel's names for the architectures whose numbers are above.
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

Instruction = tuple[int, int, int, int]
NOT_PERMITTED: Instruction = (RETURN, 0, 0, REFUSE | errno.EPERM)


def program(protected: Sequence[int], *, shares_user: bool) -> bytes:
    """Return the filter, which protects these processes; OSError on an unknown architecture."""
    column, architecture = _machine()
    steps = _head(architecture)
    for numbers in REFUSED.values():
        steps += [(EQUAL, 0, 1, numbers[column]), NOT_PERMITTED]
    for numbers in PRETENDED.values() if shares_user else ():
        steps += [(EQUAL, 0, 1, numbers[column] & 0xFFFFFFFF), (RETURN, 0, 0, REFUSE)]
    # glibc tries clone, whose flags can be read, when there is no clone3.
    steps += [(EQUAL, 0, 1, CLONE3[column]), (RETURN, 0, 0, REFUSE | errno.ENOSYS)]
    for call, block in _blocks(protected):
        steps += _for_call(call[column], block)
    steps.append((RETURN, 0, 0, ALLOW))
    return _packed(steps)


def without_network() -> bytes:
    """Return a filter to add, after which the process opens no socket but pairs of its own."""
    column, architecture = _machine()
    steps: list[Instruction] = [
        *_head(architecture),
        (EQUAL, 0, 1, SOCKET[column]),
        NOT_PERMITTED,
        (RETURN, 0, 0, ALLOW),
    ]
    return _packed(steps)


def _machine() -> tuple[int, int]:
    """Return the column of call numbers, and the architecture's own; OSError if it is unknown."""
    machine = os.uname().machine
    if machine not in ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"no filter is known for {machine}")
    return ARCHITECTURES[machine]


def _head(architecture: int) -> list[Instruction]:
    """Return steps that refuse another architecture's calls, and load the call's number."""
    return [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, architecture),
        NOT_PERMITTED,
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 0, 1, X32),
        NOT_PERMITTED,
    ]


def _packed(steps: Sequence[Instruction]) -> bytes:
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _blocks(protected: Sequence[int]) -> Iterator[tuple[tuple[int, int], list[Instruction]]]:
    """Yield the calls that are refused for some arguments, with the steps that test them."""
    yield CLONE, _not_if([(ANY_BIT, 0, 1, NAMESPACES | SISTER)])
    yield PRCTL, _not_if(_equal(OPTIONS))
    yield SOCKET, _only_if(FAMILIES)
    yield SOCKET, _where(NETLINK, _only_if([0], argument=2))
    yield SOCKETPAIR, _only_if(CONNECTED, argument=1)
    for numbers in OWN.values():
        yield numbers, _only_if([0])
    for numbers, process in OWN_PRIORITY.values():
        yield numbers, [*_only_if([process]), *_only_if([0], argument=1)]
    for numbers, commands in OWNERS:
        yield numbers, _not_if(_equal(commands), argument=1)
    yield KILL, _not_if(_equal([*protected, -1, *(-pid for pid in protected)]))
    for numbers in SIGNALS:
        yield numbers, _not_if(_equal(protected))


def restrict(filtered: bytes) -> None:
    """Apply a filter to this process and its children; needs ``no_new_privs``."""
    buffer = ctypes.create_string_buffer(filtered, len(filtered))
    fields = struct.pack("HxxxxxxP", len(filtered) // 8, ctypes.addressof(buffer))
    syscalls.prctl(syscalls.PR_SET_SECCOMP, MODE_FILTER, fields)


def _for_call(number: int, block: Sequence[Instruction]) -> list[Instruction]:
    """Return steps that run a block for this call only, and then go on."""
    return [(EQUAL, 0, len(block) + 1, number), *block, (LOAD, 0, 0, NUMBER)]


def _where(first: int, block: Sequence[Instruction]) -> list[Instruction]:
    """Return steps that run a block only if the first argument is this."""
    return [_argument(0), (EQUAL, 0, len(block), first), *block]


def _only_if(allowed: Sequence[int], argument: int = 0) -> list[Instruction]:
    """Return steps that refuse the call unless this argument is one of these."""
    places = enumerate(allowed)
    tests = [(EQUAL, len(allowed) - place, 0, value) for place, value in places]
    return [_argument(argument), *tests, NOT_PERMITTED]


def _not_if(tests: Sequence[Instruction], argument: int = 0) -> list[Instruction]:
    """Return steps that refuse the call if a test holds; a test that fails skips one step."""
    block = [_argument(argument)]
    for test in tests:
        block += [test, NOT_PERMITTED]
    return block


def _equal(values: Sequence[int]) -> list[Instruction]:
    return [(EQUAL, 0, 1, value & 0xFFFFFFFF) for value in values]


def _argument(place: int) -> Instruction:
    """Load the lower half of an argument: the kernel reads no more for any of these calls."""
    return (LOAD, 0, 0, ARGUMENT + 8 * place)
