"""Names of uploaded files: a safe one for the path, and the user's own to show."""

import re
import unicodedata

from shared.models.paths import fault_of_name

MOST_NAME = 100
MOST_SUFFIX = 15
MOST_SHOWN = 255
#: Marks that change the direction of a text, so that ``gpj.exe`` looks like ``exe.jpg``.
TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def original(file_name: str) -> str:
    """Return the name as the user knows it: composed, without folders and invisible characters.

    >>> original("C:/fakepath/U\u0308ber uns.PDF")
    'Über uns.PDF'
    """
    composed = unicodedata.normalize("NFC", file_name)
    last = composed.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = TURNING.sub("", last)
    visible = "".join(c for c in plain if unicodedata.category(c) not in ("Cc", "Cs"))
    stem, suffix = _split(visible.strip().rstrip(" ."))
    end = f".{suffix}" if suffix else ""
    return f"{stem[: MOST_SHOWN - len(end)]}{end}" if stem or end else "file"


def sanitised(file_name: str) -> str:
    """Return the part of a name that is valid in any path, with its last suffix.

    >>> sanitised("../../etc/Über  uns?.PDF"), sanitised("報告.csv"), sanitised("CON.txt")
    ('ber_uns.PDF', 'file.csv', 'file_CON.txt')
    """
    stem, suffix = _split(original(file_name))
    clean = _plain(stem)[:MOST_NAME].rstrip("._-") or "file"
    end = _plain(suffix)[:MOST_SUFFIX]
    name = f"{clean}.{end}" if end else clean
    return f"file_{name}" if fault_of_name(name) else name


def _split(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    return (stem, suffix) if dot else (name, "")


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "_", text).strip("._-")
