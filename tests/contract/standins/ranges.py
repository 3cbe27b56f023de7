"""Which bytes of a file does the share say were written?"""

from azure.storage.fileshare import ShareFileClient


def ranges_of(
    file: ShareFileClient, offset: int | None = None, length: int | None = None
) -> list[tuple[int, int]]:
    found = file.list_ranges(offset=offset, length=length)
    return [(one.start, one.end) for one in found]
