"""Packages made on the spot, and an index that has them."""

import asyncio
import base64
import hashlib
import io
import tarfile
import zipfile
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.contract.outside_site import Site, site


def wheel(
    name: str, version: str, files: Mapping[str, str], requires: Sequence[str] = ()
) -> tuple[str, bytes]:
    """Its name as a file, and what is in it. ``files`` may have any names."""
    made = io.BytesIO()
    place = f"{name}-{version}.dist-info"
    needs = "".join(f"Requires-Dist: {one}\n" for one in requires)
    contents = {
        **files,
        f"{place}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}",
        f"{place}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},{_hash(text)},{len(text)}\n" for path, text in contents.items())
    with zipfile.ZipFile(made, "w") as archive:
        for path, text in {**contents, f"{place}/RECORD": record}.items():
            archive.writestr(path, text)
    return f"{name}-{version}-py3-none-any.whl", made.getvalue()


def source(name: str, version: str, setup: str) -> tuple[str, bytes]:
    """A package that is built, by running ``setup``, where it is installed."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for path, text in (
            ("setup.py", setup),
            ("PKG-INFO", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"),
        ):
            entry = tarfile.TarInfo(f"{name}-{version}/{path}")
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return f"{name}-{version}.tar.gz", made.getvalue()


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


class Held:
    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.go_on = asyncio.Event()


@dataclass
class Index:
    """What it has can be added to while it is asked."""

    site: Site
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])

    held: "Held | None" = None

    def hold(self) -> "Held":
        """The next question waits for its answer until it is told to go on."""
        self.held = Held()
        return self.held

    @property
    def url(self) -> str:
        return f"{self.site.url}/simple"

    def add(self, *packages: tuple[str, bytes]) -> None:
        self.files.update(packages)


@asynccontextmanager
async def index() -> AsyncGenerator[Index]:
    made: list[Index] = []

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        if held := made[0].held:
            held.asked.set()
            await held.go_on.wait()
        folder, _, name = request.path.strip("/").partition("/")
        if folder == "files":
            return web.Response(body=made[0].files[name])
        found = [file for file in made[0].files if file.startswith(f"{name}-")]
        links = "".join(f'<a href="/files/{file}">{file}</a><br>' for file in found)
        status = 200 if found else 404
        return web.Response(text=links, status=status, content_type="text/html")

    async with site(answer) as served:
        made.append(Index(served))
        yield made[0]
