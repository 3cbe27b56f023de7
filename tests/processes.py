"""Does this process still run?"""

from pathlib import Path


def is_alive(process: str | int) -> bool:
    """False for a zombie, too: nothing of it runs, and whoever adopted it may not look."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
