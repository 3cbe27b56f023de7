"""Media types of files that are sent to forms, lenient with what browsers and desktops say.

A type is only the uploader's statement, so leniency gives nothing away.
"""

from collections.abc import Collection, Mapping

UNKNOWN = "application/octet-stream"
#: Types by suffix, where a browser sends none or, above all on Windows, a wrong one.
BY_SUFFIX: Mapping[str, str] = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    "log": "text/plain",
    "md": "text/markdown",
    "json": "application/json",
    "xml": "application/xml",
    "yaml": "application/yaml",
    "yml": "application/yaml",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "7z": "application/x-7z-compressed",
    "gz": "application/gzip",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "heic": "image/heic",
    "svg": "image/svg+xml",
}
#: Aliases of types.
SAME: Mapping[str, str] = {
    "application/x-zip-compressed": "application/zip",
    "application/x-zip": "application/zip",
    "application/x-gzip": "application/gzip",
    "application/csv": "text/csv",
    "application/x-csv": "text/csv",
    "text/x-csv": "text/csv",
    "text/comma-separated-values": "text/csv",
    "text/x-comma-separated-values": "text/csv",
    "application/x-pdf": "application/pdf",
    "image/jpg": "image/jpeg",
    "image/pjpeg": "image/jpeg",
    "image/x-png": "image/png",
    "text/xml": "application/xml",
    "text/json": "application/json",
    "text/x-json": "application/json",
    "application/x-yaml": "application/yaml",
    "text/yaml": "application/yaml",
    "text/x-yaml": "application/yaml",
    "text/x-markdown": "text/markdown",
    "application/excel": "application/vnd.ms-excel",
    "application/x-excel": "application/vnd.ms-excel",
    "application/x-msexcel": "application/vnd.ms-excel",
    "application/msexcel": "application/vnd.ms-excel",
}
#: Types that say nothing, so that the suffix decides.
VAGUE = frozenset(
    {"", UNKNOWN, "binary/octet-stream", "application/x-download", "application/download"}
)
#: Types that Windows uses for other files too, with the suffixes of these files.
STRETCHED: Mapping[str, Collection[str]] = {
    "application/vnd.ms-excel": ("csv", "tsv", "xlsx"),
    "application/zip": ("docx", "xlsx", "pptx", "odt", "ods"),
    "text/plain": ("csv", "tsv", "log", "md", "json", "yaml", "yml"),
    "application/msword": ("docx",),
    "application/vnd.ms-powerpoint": ("pptx",),
}


def essence(content_type: str | None) -> str:
    """Return the type without parameters, in lower case; empty if it is invalid.

    >>> essence(' Text/CSV; charset="utf-8"'), essence("csv")
    ('text/csv', '')
    """
    kind = (content_type or "").partition(";")[0].strip().strip('"').lower()
    main, slash, sub = kind.partition("/")
    return kind if slash and _is_token(main) and _is_token(sub) else ""


def kinds(content_type: str | None, name: str) -> frozenset[str]:
    """Return every type that a file of this name may count as."""
    said = essence(content_type)
    known = SAME.get(said, said)
    suffix = name.rpartition(".")[2].lower()
    by_suffix = BY_SUFFIX.get(suffix)
    found = {said, known} - {""}
    if by_suffix and (said in VAGUE or suffix in STRETCHED.get(known, ())):
        found.add(by_suffix)
    return frozenset(found | {other for other, same in SAME.items() if same in found})


def best(content_type: str | None, name: str) -> str:
    """Return the type to store: the sender's, or the suffix's if that says nothing."""
    said = essence(content_type)
    if said not in VAGUE:
        return said
    return BY_SUFFIX.get(name.rpartition(".")[2].lower(), UNKNOWN)


def _is_token(text: str) -> bool:
    return bool(text) and text.isascii() and all(c.isalnum() or c in "!#$&^_.+-" for c in text)
