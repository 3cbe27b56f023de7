"""Does this process still run, and what runs below it?"""

from contextlib import suppress
from pathlib import Path


def is_alive(process: str | int) -> bool:
    """False for a zombie, too: nothing of it runs, and whoever adopted it may not look."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def descendants(process: int) -> list[int]:
    """Every process below this one that runs now."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and is_alive(folder.name):
            children.setdefault(_parent(folder), []).append(int(folder.name))
    found: list[int] = []
    waiting = [process]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def arguments(process: int) -> bytes:
    """Its command line, its parts ended by NUL; empty once it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def open_files(process: int) -> set[str]:
    """What its descriptors lead to, as the kernel names it; a socket is ``socket:[inode]``."""
    found: set[str] = set()
    with suppress(FileNotFoundError, ProcessLookupError):
        for link in Path(f"/proc/{process}/fd").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):  # it closed meanwhile
                found.add(str(link.readlink()))
    return found


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return -1
