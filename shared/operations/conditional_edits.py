"""Conditional edits: what one user saw and changes, no other user has changed meanwhile.

An edit with ``If-Match`` (RFC 9110, 13.1.1) is refused with PreconditionFailed unless the object is
still as its editor read it. The row's own ETag then guards the write, so that two edits at once
cannot both succeed. An edit without it writes over what is there.

A version is a hash of what an edit can change: a sign-in, a run or a refreshed token is no edit.
"""

import hashlib

from pydantic import BaseModel
from pydantic_core import to_json

from shared.call import Call
from shared.errors import PreconditionFailed

#: Hexadecimal digits of a version.
DIGITS = 32


def version_of(thing: BaseModel, edit: type[BaseModel]) -> str:
    """Return the version of an object, by those of its fields that ``edit`` can change."""
    edited = {name: getattr(thing, name, None) for name in edit.model_fields}
    return hashlib.sha256(to_json(edited)).hexdigest()[:DIGITS]


def show_version(call: Call, thing: BaseModel, edit: type[BaseModel]) -> None:
    """Name the version of the object in the response, as its ETag."""
    call.versions.shown = version_of(thing, edit)


def require_version(call: Call, thing: BaseModel | None, edit: type[BaseModel]) -> None:
    """Raise PreconditionFailed if If-Match names other versions than the object's.

    ``thing`` is the object as it was read for the write; None if there is none yet.
    """
    if call.versions.expected is not None:
        require_tag(call, None if thing is None else version_of(thing, edit))


def require_tag(call: Call, tag: str | None) -> None:
    """Raise PreconditionFailed if If-Match names other versions than this; None matches none."""
    expected = call.versions.expected
    if expected is not None and tag not in expected:
        raise PreconditionFailed(
            "this was changed since you read it: read it again, and decide what of both to keep"
        )
