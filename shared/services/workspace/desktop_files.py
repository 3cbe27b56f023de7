"""What Mac and Windows put beside the files that a person zips: metadata of their own."""

#: In lower case, for Windows and Mac do not tell case apart.
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
_REASON = "a desktop's own file, not yours: it is left out"


def why_left_out(name: str) -> str | None:
    """Why this path of a zip is not unpacked; None where it is the person's own.

    >>> why_left_out("__MACOSX/lib/._a.py"), why_left_out("lib/a.py")
    ("a desktop's own file, not yours: it is left out", None)
    """
    parts = name.casefold().removesuffix("/").split("/")
    if not {"", ".", ".."}.isdisjoint(parts) or "\0" in name:
        return None  # what leads elsewhere is refused, whatever it is called
    is_folder = not _FOLDERS.isdisjoint(parts)
    is_file = parts[-1] in _FILES or parts[-1].startswith(("._", "~$"))
    return _REASON if is_folder or is_file else None
