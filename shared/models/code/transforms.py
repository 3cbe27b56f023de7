"""Transformations of code: what is asked for, and the diff that comes of it."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.models.base import Model, OrLeftOut
from shared.wording.error_messages import Pattern

MOST_FILES = 1000
MOST_CHARACTERS = 1024 * 1024

DottedName = Annotated[
    str,
    StringConstraints(max_length=200),
    Pattern(r"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$", "give a name such as requests.get"),
]
PlainName = Annotated[
    str,
    StringConstraints(max_length=100),
    Pattern(r"^[A-Za-z_]\w*$", "give one name, without a dot"),
]
ArgumentName = Annotated[
    str,
    StringConstraints(max_length=100),
    Pattern(r"^([A-Za-z_]\w*|\d{1,2})$", "give a keyword, or the number of a position"),
]
ConnectionText = Annotated[
    str,
    Pattern(r"^[A-Za-z0-9_-]{1,100}$", "give a connection's name: letters, digits, _ and -"),
]
HostText = Annotated[
    str, Pattern(r"^[A-Za-z0-9.-]{1,253}(:\d{1,5})?$", "give a host, such as graph.microsoft.com")
]


class AddImportSpec(Model):
    """``from source import name``; without a source, ``import name``."""

    id: Literal["add-import"]
    name: DottedName
    source: DottedName | None = None


class RewriteCallSpec(Model):
    """Calls of ``old`` become calls of ``new``; ``arguments`` maps keywords and positions.

    A position is its number, from 0; an argument that is mapped to null is left out.
    """

    id: Literal["rewrite-call"]
    old: DottedName
    new: DottedName
    arguments: Annotated[dict[ArgumentName, PlainName | None], Field(max_length=50), OrLeftOut] = (
        Field(default_factory=dict)
    )
    is_awaited: bool = False


class InjectAuthSpec(Model):
    """Requests with credentials of their own take the connection's headers instead.

    With ``host``, requests to that host get them, too, whether or not they have credentials.
    """

    id: Literal["inject-auth"]
    connection: ConnectionText
    host: HostText | None = None


class PredecessorSpec(Model):
    """Workflows that were written for the predecessor are brought up to date."""

    id: Literal["predecessor"]


CodemodSpec = Annotated[
    AddImportSpec | RewriteCallSpec | InjectAuthSpec | PredecessorSpec, Field(discriminator="id")
]


class CodeFile(Model):
    """A file's text, which need not be saved."""

    path: str = Field(max_length=1024)
    content: str = Field(max_length=MOST_CHARACTERS)


class TransformRequest(Model):
    """``paths`` are files and folders of the workspace; ``files`` are texts that are not saved.

    Without either, the whole workspace is transformed.
    """

    codemod: CodemodSpec
    paths: Annotated[tuple[str, ...], Field(max_length=MOST_FILES), OrLeftOut] = ()
    files: Annotated[tuple[CodeFile, ...], Field(max_length=20), OrLeftOut] = ()


class TransformNote(Model):
    """A sentence about a line of the file as it was: what is left to do by hand."""

    path: str
    line: int
    text: str


class TransformedFile(Model):
    """A file that would change. ``etag`` is that of the saved file which was read, if one was."""

    path: str
    content: str
    diff: str
    etag: str | None = None


class TransformResult(Model):
    """The files that would change; nothing is saved. ``failed`` are those that do not parse."""

    files: tuple[TransformedFile, ...]
    notes: tuple[TransformNote, ...]
    failed: tuple[TransformNote, ...]
    unchanged: int


class CodemodView(Model):
    id: str
    title: str
    why: str


class WrittenFile(Model):
    """A file as a transformation made it; None if it made no change."""

    path: str
    content: str | None
    notes: tuple[TransformNote, ...] = ()
    fault: TransformNote | None = None


class TransformOrder(Model):
    """What the process that transforms is told."""

    codemod: CodemodSpec
    files: tuple[CodeFile, ...]


class TransformReport(Model):
    """What the process that transforms answers."""

    files: tuple[WrittenFile, ...]
