"""Reads and removes one cookie of a Cookie header."""


def values_of(header: bytes, name: bytes) -> list[bytes]:
    """All values of a cookie; a client may send it several times."""
    pairs = (part.partition(b"=") for part in header.split(b";"))
    return [value.strip() for key, _, value in pairs if key.strip() == name]


def without(header: bytes, name: bytes) -> bytes:
    """The header without a cookie; empty if there is no other."""
    parts = (part.strip() for part in header.split(b";"))
    return b"; ".join(part for part in parts if part.partition(b"=")[0].strip() != name)
