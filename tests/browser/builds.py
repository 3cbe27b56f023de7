"""Builds of the client: another one of the same sources, deployed in place of the first."""

import re
import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

#: The hash in the name of an asset, such as that of ``RunsPage-D3b-_x9Q.js``.
HASHED = re.compile(r"-([\w-]{8})\.(?:js|css)$")
TEXTS = {".js", ".css", ".html", ".json"}
COMPRESSED = {".br", ".gz"}


@contextmanager
def another_build(folder: Path) -> Generator[None]:
    """Serve a build whose assets all have other hashes, as after a deployment; then the first.

    What the first build loads by name is gone, and the second is whole.
    """
    first = folder.with_name(f"{folder.name}-first")
    shutil.copytree(folder, first)
    _build_again(folder)
    try:
        yield
    finally:
        shutil.rmtree(folder)
        first.rename(folder)


def _build_again(folder: Path) -> None:
    for file in [*folder.rglob("*")]:
        if file.suffix in COMPRESSED:
            file.unlink()
    assets = [file for file in (folder / "assets").iterdir() if HASHED.search(file.name)]
    names = {file.name: _renamed(file.name) for file in assets}
    for file in [*folder.rglob("*")]:
        if file.suffix in TEXTS:
            file.write_text(_with_names(file.read_text(), names))
    for file in assets:
        file.rename(file.with_name(names[file.name]))


def _with_names(text: str, names: Mapping[str, str]) -> str:
    pattern = "|".join(re.escape(name) for name in names)
    return re.sub(pattern, lambda found: names[found[0]], text)


def _renamed(name: str) -> str:
    """Return the name with another hash."""
    found = HASHED.search(name)
    assert found
    other = found[1][::-1] if found[1] != found[1][::-1] else f"{found[1][:-1]}2"
    return f"{name[: found.start(1)]}{other}{name[found.end(1) :]}"
