"""Files of the workspace and of the run: ``await files.read("lib/template.html")``.

``location="workspace"`` has the code that the run began with, which is read-only, and the files
of its organization below ``data/<organization>/``, which can be written, up to 50 MiB each.
``location="temp"`` is a folder that is removed after the run.

Paths are relative and separated by ``/``. A path that leads elsewhere is a ValueError.
"""

import builtins
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, TypeAlias, cast

from sdk.context import directories, running
from sdk.rpc import client, transfers
from sdk.rpc.transfers import require_bytes

Location: TypeAlias = Literal["workspace", "temp"]

DATA = "data"


async def read(path: str, location: Location = "workspace") -> str:
    """Read a UTF-8 text; FileNotFoundError if there is no such file.

    >>> import asyncio
    >>> from bifrost import files, testing
    >>> async def copy() -> str:
    ...     await files.write("data/acme/note.txt", "Hello")
    ...     return await files.read("data/acme/note.txt")
    >>> with testing.running(organization="acme"):
    ...     asyncio.run(copy())
    'Hello'
    """
    return (await read_bytes(path, location)).decode()


async def read_bytes(path: str, location: Location = "workspace") -> bytes:
    """Read a whole file; FileNotFoundError if there is none.

    >>> import asyncio
    >>> from bifrost import files, testing
    >>> with testing.running():
    ...     asyncio.run(files.read_bytes("../../etc/passwd"))
    Traceback (most recent call last):
    ...
    ValueError: Path must be within the workspace: '../../etc/passwd' leads elsewhere
    """
    parts = _parts(path, location)
    if _is_data(parts, location):
        return await _read_data(_own(parts, path))
    return _on_disk(parts, path, location).read_bytes()


async def write(path: str, content: str, location: Location = "workspace") -> None:
    """Create or replace a text file in UTF-8, and the folders above it.

    >>> import asyncio
    >>> from bifrost import files, testing
    >>> with testing.running():
    ...     asyncio.run(files.write("helpers.py", "x = 1"))
    Traceback (most recent call last):
    ...
    ValueError: Path must be within data/test-org/ to be written: 'helpers.py' is code
    """
    await write_bytes(path, _encoded(content), location)


async def write_bytes(path: str, content: bytes, location: Location = "workspace") -> None:
    """Create or replace a file, and the folders above it.

    In the workspace a write is atomic: the file has the old content or all of the new one.

    >>> import asyncio
    >>> from bifrost import files, testing
    >>> async def keep() -> bytes:
    ...     await files.write_bytes("reports/a.pdf", b"%PDF", location="temp")
    ...     return await files.read_bytes("reports/a.pdf", location="temp")
    >>> with testing.running():
    ...     asyncio.run(keep())
    b'%PDF'
    """
    content = require_bytes("files.write_bytes: content", content)
    parts = _parts(path, location)
    if location == "workspace":
        await _write_data(_own(_writable(parts, path), path), content)
        return
    target = _on_disk(parts, path, location)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


async def list(directory: str = "", location: Location = "workspace") -> builtins.list[str]:
    """Return the sorted names in a folder; FileNotFoundError if there is no such folder.

    >>> import asyncio
    >>> from bifrost import files, testing
    >>> async def kept() -> builtins.list[str]:
    ...     await files.write("data/acme/2024/b.txt", "")
    ...     await files.write("data/acme/a.txt", "")
    ...     return await files.list("data/acme")
    >>> with testing.running(organization="acme"):
    ...     asyncio.run(kept())
    ['2024', 'a.txt']
    """
    parts = _parts(directory, location) if directory else ()
    if parts == (DATA,) and location == "workspace":
        return [running().scope]
    if _is_data(parts, location):
        return await _list_data(_own(parts, directory))
    return sorted(entry.name for entry in _on_disk(parts, directory, location).iterdir())


async def delete(path: str, location: Location = "workspace") -> None:
    """Remove a file, or a folder with its contents; FileNotFoundError if there is none.

    >>> import asyncio
    >>> from bifrost import files, testing
    >>> async def forget() -> bool:
    ...     await files.write("data/acme/a.txt", "")
    ...     await files.delete("data/acme/a.txt")
    ...     return await files.exists("data/acme/a.txt")
    >>> with testing.running(organization="acme"):
    ...     asyncio.run(forget())
    False
    """
    parts = _parts(path, location)
    if location == "workspace":
        own = _own(_writable(parts, path), path)
        if not own:
            raise ValueError(f"Path must be within data/{running().scope}/: {path!r} is all of it")
        await _ask("files.delete", path="/".join(own))
        return
    target = _on_disk(parts, path, location)
    if not target.is_dir():
        target.unlink()
        return
    import shutil  # noqa: PLC0415  takes as long to import as half of the SDK

    shutil.rmtree(target)


async def exists(path: str, location: Location = "workspace") -> bool:
    """Return whether a file or folder exists.

    >>> import asyncio
    >>> from bifrost import files, testing
    >>> with testing.running(organization="acme"):
    ...     asyncio.run(files.exists("data/acme/a.txt"))
    False
    """
    parts = _parts(path, location)
    if not _is_data(parts, location):
        return _on_disk(parts, path, location).exists()
    own = () if len(parts) == 1 else _own(parts, path)
    return not own or await _ask("files.find", path="/".join(own)) is not None


def _parts(path: str, location: Location) -> tuple[str, ...]:
    """Split a path, and refuse one that leads elsewhere by its text; links are checked on disk."""
    if location not in ("workspace", "temp"):
        raise ValueError(f"the location is 'workspace' or 'temp', not {location!r}")
    parts = tuple(path.split("/"))
    refused = {"", ".", ".."}.intersection(parts) or set("\\:\0").intersection(path)
    if refused:
        raise _outside(path, location)
    return parts


def _encoded(content: object) -> bytes:
    if not isinstance(content, str):
        words = f"files.write: content is a text, not {type(content).__name__}"
        raise TypeError(f"{words}: bytes are for files.write_bytes")
    return content.encode()


def _outside(path: str, location: Location) -> ValueError:
    where = "the workspace" if location == "workspace" else "the run's temporary folder"
    return ValueError(f"Path must be within {where}: {path!r} leads elsewhere")


def _is_data(parts: tuple[str, ...], location: Location) -> bool:
    return location == "workspace" and parts[:1] == (DATA,)


def _writable(parts: tuple[str, ...], path: str) -> tuple[str, ...]:
    if parts[0] != DATA:
        own = f"data/{running().scope}/"
        raise ValueError(f"Path must be within {own} to be written: {path!r} is code")
    return parts


def _own(parts: tuple[str, ...], path: str) -> tuple[str, ...]:
    """Return the path below ``data/<organization>/``; ValueError in another organization's."""
    scope = running().scope
    if parts[1:2] != (scope,):
        raise ValueError(f"Path must be within data/{scope}/: {path!r} is not the organization's")
    return parts[2:]


def _on_disk(parts: tuple[str, ...], path: str, location: Location) -> Path:
    """Return the path on disk with its links followed; ValueError if one leads out."""
    known = directories()
    root = (known.code if location == "workspace" else known.temp).resolve()
    found = root.joinpath(*parts).resolve()
    if not found.is_relative_to(root):
        raise _outside(path, location)
    return found


async def _read_data(own: tuple[str, ...]) -> bytes:
    with _refusals():
        return await transfers.receive("files.read", path="/".join(own))


async def _write_data(own: tuple[str, ...], content: bytes) -> None:
    with _refusals():
        await transfers.send("files.write", content, path="/".join(own))


async def _list_data(own: tuple[str, ...]) -> builtins.list[str]:
    names: builtins.list[str] = []
    start: object = None
    while True:
        found = await _ask("files.list", path="/".join(own), start=start)
        page = cast("dict[str, object]", found)
        names += cast("builtins.list[str]", page["names"])
        start = page["next"]
        if start is None:
            return names


async def _ask(call: str, **arguments: object) -> object:
    with _refusals():
        return await client.ask(call, **arguments)


def _refusals() -> AbstractContextManager[None]:
    return transfers.refusals(f"Path must be within data/{running().scope}/: ")
