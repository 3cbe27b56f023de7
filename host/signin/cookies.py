"""What a Cookie header holds under a name, and the header without it."""


def values_of(header: bytes, name: bytes) -> list[bytes]:
    """Several where a client sends several."""
    pairs = (part.partition(b"=") for part in header.split(b";"))
    return [value.strip() for key, _, value in pairs if key.strip() == name]


def without(header: bytes, name: bytes) -> bytes:
    """The other cookies, possibly none."""
    parts = (part.strip() for part in header.split(b";"))
    return b"; ".join(part for part in parts if part.partition(b"=")[0].strip() != name)
