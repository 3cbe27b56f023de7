"""Metadata files that Mac and Windows add to a folder that a user zips."""

#: In lower case, since Windows and Mac ignore case.
_FILES = frozenset(
    {
        ".ds_store",
        ".localized",
        ".apdisk",
        "icon\r",
        "thumbs.db",
        "ehthumbs.db",
        "ehthumbs_vista.db",
        "desktop.ini",
    }
)
_FOLDERS = frozenset(
    {
        "__macosx",
        "$recycle.bin",
        "system volume information",
        ".spotlight-v100",
        ".trashes",
        ".fseventsd",
        ".temporaryitems",
        ".documentrevisions-v100",
        ".appledouble",
    }
)
_REASON = "a desktop's own file, not yours: it is ignored"


def why_ignored(name: str) -> str | None:
    """Return why this path of a zip is not unpacked; None if it is the user's own.

    >>> why_ignored("__MACOSX/lib/._a.py"), why_ignored("lib/a.py")
    ("a desktop's own file, not yours: it is ignored", None)
    """
    parts = name.casefold().removesuffix("/").split("/")
    if not {"", ".", ".."}.isdisjoint(parts) or "\0" in name:
        return None  # a path that leads elsewhere is refused, whatever its name
    is_folder = not _FOLDERS.isdisjoint(parts)
    is_file = parts[-1] in _FILES or parts[-1].startswith(("._", "~$"))
    return _REASON if is_folder or is_file else None
