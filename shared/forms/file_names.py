"""Names of files that people send: one for a path, and the one that they know it by."""

import re
import unicodedata

from shared.models.paths import fault_of_name

MOST_NAME = 100
MOST_SUFFIX = 15
MOST_SHOWN = 255
#: Marks that turn the direction of a text, so that ``gpj.exe`` looks like ``exe.jpg``.
TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def original(file_name: str) -> str:
    """The name as the person knows it: composed, without folders and what cannot be seen.

    >>> original("C:/fakepath/U\u0308ber uns.PDF")
    'Über uns.PDF'
    """
    composed = unicodedata.normalize("NFC", file_name)
    last = composed.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(c for c in TURNING.sub("", last) if unicodedata.category(c) not in ("Cc", "Cs"))
    stem, suffix = _parted(seen.strip().rstrip(" ."))
    end = f".{suffix}" if suffix else ""
    return f"{stem[: MOST_SHOWN - len(end)]}{end}" if stem or end else "file"


def sanitised(file_name: str) -> str:
    """What of a name can be in any path, with its last suffix.

    >>> sanitised("../../etc/Über  uns?.PDF"), sanitised("報告.csv"), sanitised("CON.txt")
    ('ber_uns.PDF', 'file.csv', 'file_CON.txt')
    """
    stem, suffix = _parted(original(file_name))
    clean = _plain(stem)[:MOST_NAME].rstrip("._-") or "file"
    end = _plain(suffix)[:MOST_SUFFIX]
    name = f"{clean}.{end}" if end else clean
    return f"file_{name}" if fault_of_name(name) else name


def _parted(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    return (stem, suffix) if dot else (name, "")


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "_", text).strip("._-")
