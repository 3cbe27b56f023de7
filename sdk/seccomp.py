"""Seccomp: which system calls may this process and its children not make?

The filter is a small program for the kernel: see ``seccomp(2)``. Everything is allowed but what
has no place in a workflow: other processes' memory, mounts, namespaces, other users, services of
this machine behind a socket in its files, signals to the platform's processes.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Sequence

from sdk import kernel

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
#: prctl: the parent-death signal, dumpable, memory map, subreaper, ptracer.
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
}

#: Calls that do nothing and say that they did, for a process that is still root in name: to
#: change whose a file is, and for whom, takes no right that Landlock watches.
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
PRLIMIT = (302, 261)
SOCKET = (41, 198)
#: IPv4, IPv6, and netlink, with which names are resolved.
FAMILIES = (2, 10, 16)

#: The kernel's names for the architectures whose numbers are above.
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}

Instruction = tuple[int, int, int, int]


def program(protected: Sequence[int], *, is_root_in_name: bool) -> bytes:
    """The filter, for a process that may not signal these; OSError where we know no numbers."""
    machine = os.uname().machine
    if machine not in ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"no filter is known for {machine}")
    column, architecture = ARCHITECTURES[machine]
    not_permitted = REFUSE | errno.EPERM
    steps: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, architecture),
        (RETURN, 0, 0, not_permitted),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, 0, 1, X32),
        (RETURN, 0, 0, not_permitted),
    ]
    for numbers in REFUSED.values():
        steps += [(EQUAL, 0, 1, numbers[column]), (RETURN, 0, 0, not_permitted)]
    for numbers in PRETENDED.values() if is_root_in_name else ():
        steps += [(EQUAL, 0, 1, numbers[column] & 0xFFFFFFFF), (RETURN, 0, 0, REFUSE)]
    # glibc tries clone, whose flags can be read, when there is no clone3.
    steps += [(EQUAL, 0, 1, CLONE3[column]), (RETURN, 0, 0, REFUSE | errno.ENOSYS)]
    steps += _if(CLONE[column], [(ANY_BIT, 0, 1, NAMESPACES)])
    steps += _if(PRCTL[column], [(EQUAL, 0, 1, option) for option in OPTIONS])
    steps += _unless(PRLIMIT[column], [0])  # only one's own limits
    steps += _unless(SOCKET[column], FAMILIES)
    steps += _if(KILL[column], _targets([*protected, -1, *(-pid for pid in protected)]))
    for numbers in SIGNALS:
        steps += _if(numbers[column], _targets(protected))
    steps.append((RETURN, 0, 0, ALLOW))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def restrict(filtered: bytes) -> None:
    """From now on and for all children; needs ``no_new_privs``."""
    buffer = ctypes.create_string_buffer(filtered, len(filtered))
    fields = struct.pack("HxxxxxxP", len(filtered) // 8, ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_SECCOMP, MODE_FILTER, fields)


def _targets(pids: Sequence[int]) -> list[Instruction]:
    return [(EQUAL, 0, 1, pid & 0xFFFFFFFF) for pid in pids]


def _unless(number: int, allowed: Sequence[int]) -> list[Instruction]:
    """Refuse this call if its first argument is none of these."""
    block: list[Instruction] = [(LOAD, 0, 0, ARGUMENT)]
    for place, value in enumerate(allowed):
        block.append((EQUAL, len(allowed) - place, 0, value))
    block += [(RETURN, 0, 0, REFUSE | errno.EPERM), (RETURN, 0, 0, ALLOW)]
    return [(EQUAL, 0, len(block), number), *block]


def _if(number: int, tests: Sequence[Instruction]) -> list[Instruction]:
    """Refuse this call if one of the tests holds for its first argument.

    Each test skips the return behind it with its second jump.
    """
    block: list[Instruction] = [(LOAD, 0, 0, ARGUMENT)]
    for test in tests:
        block += [test, (RETURN, 0, 0, REFUSE | errno.EPERM)]
    block.append((RETURN, 0, 0, ALLOW))
    return [(EQUAL, 0, len(block), number), *block]
