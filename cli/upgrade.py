"""``./bifrost upgrade``: brings workflows of the predecessor up to date, file by file."""

import asyncio
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from shared.errors import BifrostError
from shared.models.code.diffs import diff_of
from shared.models.code.transforms import (
    MOST_CHARACTERS,
    CodeFile,
    PredecessorSpec,
    TransformNote,
    TransformOrder,
    WrittenFile,
)
from shared.services.codemods import process
from shared.services.codemods.sources import ProgramText, source_of

EXAMPLES = """\b
Examples:
  ./bifrost upgrade workspace/                 show what would change
  ./bifrost upgrade workspace/ --write         change it
  ./bifrost upgrade workspace/ --check         for CI: exit code 1 if something would change
"""
#: Names of folders that hold no code of an author's.
LEFT_OUT = frozenset(("__pycache__", "node_modules", "data"))
AT_A_TIME = 200


def upgrade(
    path: Annotated[Path, typer.Argument(help="a file, or a folder with all below it")],
    write: Annotated[bool, typer.Option("--write", help="change the files")] = False,
    check: Annotated[bool, typer.Option("--check", help="name the files only")] = False,
) -> None:
    """Bring workflows that were written for the predecessor up to date; show it as a diff.

    Exit codes: 0 nothing to change, or changed; 1 something would change; 2 wrong usage, or a file
    that is no Python.
    """
    if not path.exists():
        raise typer.BadParameter(f"{path}: there is no such file or folder")
    faults: list[TransformNote] = []
    sources = dict(_read(path, faults))
    found = asyncio.run(_upgraded(sources))
    changed = [file for file in found if file.content is not None]
    faults += [file.fault for file in found if file.fault is not None]
    for file in changed:
        _show(file, sources[file.path].text, is_check=check)
        if write and not check:
            _write(file, sources[file.path])
    for note in (*(note for file in found for note in file.notes), *faults):
        typer.echo(f"{note.path}:{note.line}: {note.text}", err=True)
    files = "1 file" if len(changed) == 1 else f"{len(changed)} files"
    typer.echo(f"{files} {'changed' if write and not check else 'to change'}", err=True)
    raise typer.Exit(2 if faults else int(bool(changed) and (check or not write)))


def _read(path: Path, faults: list[TransformNote]) -> Iterator[tuple[str, ProgramText]]:
    """Yield the Python files at a path; those that cannot be read are faults."""
    for file in _files(path):
        try:
            source = source_of(file.read_bytes())
        except ValueError as error:
            faults.append(TransformNote(path=str(file), line=1, text=str(error)))
            continue
        if len(source.text) > MOST_CHARACTERS:
            faults.append(TransformNote(path=str(file), line=1, text="it is too large"))
        else:
            yield str(file), source


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    for file in sorted(path.rglob("*.py")):
        parts = file.relative_to(path).parts
        if not any(part.startswith(".") or part in LEFT_OUT for part in parts):
            yield file


async def _upgraded(sources: Mapping[str, ProgramText]) -> list[WrittenFile]:
    found: list[WrittenFile] = []
    spec = PredecessorSpec(id="predecessor")
    left = iter(sources.items())
    while some := [*islice(left, AT_A_TIME)]:
        files = tuple(CodeFile(path=path, content=source.text) for path, source in some)
        try:
            report = await process.run(TransformOrder(codemod=spec, files=files))
        except BifrostError as error:
            raise typer.BadParameter(str(error)) from error
        found += report.files
    return found


def _show(found: WrittenFile, before: str, *, is_check: bool) -> None:
    diff = diff_of(found.path, before, found.content or "")
    typer.echo(found.path if is_check else diff, nl=is_check)


def _write(found: WrittenFile, source: ProgramText) -> None:
    Path(found.path).write_bytes(source.encoded(found.content or ""))
