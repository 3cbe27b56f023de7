"""Transforms files: what matches nothing is the same, byte for byte."""

from collections.abc import Callable, Iterable, Sequence

import libcst as cst

from shared.models.code.transforms import (
    AddImportSpec,
    CodeFile,
    CodemodSpec,
    InjectAuthSpec,
    RewriteCallSpec,
    TransformNote,
    WrittenFile,
)
from shared.services.codemods.imports import with_import
from shared.services.codemods.inject_auth import InjectAuth
from shared.services.codemods.notes import Notes
from shared.services.codemods.predecessor.codemod import upgraded
from shared.services.codemods.rewrite_call import RewriteCall

Transform = Callable[[cst.Module, Notes], cst.Module]


def transform_of(spec: CodemodSpec) -> Transform:
    """Return the transformation that was asked for."""
    if isinstance(spec, AddImportSpec):
        return lambda module, _: with_import(module, spec.name, spec.source)
    if isinstance(spec, RewriteCallSpec):
        return RewriteCall(spec.old, spec.new, spec.arguments, spec.is_awaited)
    if isinstance(spec, InjectAuthSpec):
        return InjectAuth(spec.connection, spec.host)
    return upgraded


def transformed(spec: CodemodSpec, files: Iterable[CodeFile]) -> list[WrittenFile]:
    """Return the files as the transformation makes them."""
    transform, words = transform_of(spec), words_of(spec)
    return [_transformed(transform, words, file) for file in files]


def words_of(spec: CodemodSpec) -> Sequence[str]:
    """Return words of which a file has one at least, if the transformation can match in it.

    Most files have none, and need not be parsed.
    """
    if isinstance(spec, AddImportSpec):
        return ("",)
    if isinstance(spec, RewriteCallSpec):
        return (spec.old.rpartition(".")[2],)
    if isinstance(spec, InjectAuthSpec):
        return ("headers", "auth", *([spec.host] if spec.host else []))
    return ("bifrost", "shared.", "sdk")


def _transformed(transform: Transform, words: Sequence[str], file: CodeFile) -> WrittenFile:
    notes = Notes()
    if not any(word in file.content for word in words):
        return WrittenFile(path=file.path, content=None)
    try:
        module = cst.parse_module(file.content)
        code = transform(module, notes).code
    except cst.ParserSyntaxError as error:
        return _failed(file, error.raw_line, "it is no Python that can be parsed")
    except RecursionError:
        return _failed(file, 1, "its expressions are nested too deep")
    found = tuple(
        TransformNote(path=file.path, line=note.line, text=note.text)
        for note in sorted(notes.found)
    )
    return WrittenFile(path=file.path, content=None if code == file.content else code, notes=found)


def _failed(file: CodeFile, line: int, text: str) -> WrittenFile:
    fault = TransformNote(path=file.path, line=line, text=text)
    return WrittenFile(path=file.path, content=None, fault=fault)
