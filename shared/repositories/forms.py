"""Stores one organization's forms, and GLOBAL's.

==================  ===============================================================
row key             what
==================  ===============================================================
``f|<form>``        the form
``n|<name>``        the same, where a list finds it; inserted with it, so that a
                    name is taken once
==================  ===============================================================

A form is longer than a column: its JSON is cut into pieces.
"""

import hashlib
from dataclasses import dataclass
from urllib.parse import quote

from shared.errors import AlreadyExists, Conflict, InvalidInput, NotFound
from shared.models.forms import MOST_CHARACTERS, Form
from shared.models.pages import Listed
from shared.repositories.record_versions import upgraded, version_of
from shared.repositories.row_keys import after
from shared.services.tables import Change, Columns, Delete, Insert, Put, Remove, Replace, Row, Table

SCHEMA = "1"
LONGEST_NAME = 400
PIECE = 15_000


@dataclass(frozen=True, slots=True)
class StoredForm:
    form: Form
    etag: str


class Forms:
    """The forms of one organization: no method can name another organization's rows."""

    def __init__(self, table: Table, org_id: str) -> None:
        self._table = table
        self._partition = partition_of(org_id)

    async def find(self, form_id: str) -> StoredForm | None:
        row = await self._table.get(self._partition, f"f|{form_id}")
        return None if row is None else StoredForm(_form(row), row.etag)

    async def get(self, form_id: str) -> StoredForm:
        stored = await self.find(form_id)
        if stored is None:
            raise NotFound("form", form_id)
        return stored

    async def named(self, name: str) -> StoredForm | None:
        """Return the form of this name, in any case."""
        row = await self._table.get(self._partition, key_of_name(name))
        return None if row is None else await self.find(_form(row).id)

    async def page(self, start: str | None, limit: int) -> Listed[Form]:
        """Return forms by name."""
        page = await self._table.page(self._partition, start or "n|", after("n|"), limit=limit)
        return Listed([_form(row) for row in page.rows], page.next)

    async def add(self, form: Form) -> None:
        """Add a form; Conflict if the name is taken."""
        columns = _columns(form)
        await self._write(
            form, [Insert(f"f|{form.id}", columns), Insert(key_of_name(form.name), columns)]
        )

    async def replace(self, before: StoredForm, form: Form) -> None:
        """Replace a form; Stale if it has changed, Conflict if the new name is taken."""
        columns = _columns(form)
        changes: list[Change] = [Replace(f"f|{form.id}", columns, before.etag)]
        old, new = key_of_name(before.form.name), key_of_name(form.name)
        changes += [Put(new, columns)] if old == new else [Insert(new, columns), Remove(old)]
        await self._write(form, changes)

    async def remove(self, before: StoredForm) -> None:
        """Remove a form; Stale if it changed since it was read."""
        name = key_of_name(before.form.name)
        changes = [Delete(f"f|{before.form.id}", before.etag), Remove(name)]
        await self._table.transaction(self._partition, changes)

    async def _write(self, form: Form, changes: list[Change]) -> None:
        try:
            await self._table.transaction(self._partition, changes)
        except AlreadyExists as error:
            raise Conflict(f"a form named {form.name!r} already exists") from error


def partition_of(org_id: str) -> str:
    """Return the partition of an organization's forms, which has no other rows."""
    return f"form|{org_id}"


def key_of_name(name: str) -> str:
    """Return the key of a name; its hash if too long. ``=`` is in no other name's key."""
    folded = name.casefold()
    key = quote(folded, safe="")
    if len(key) > LONGEST_NAME:
        key = f"={hashlib.sha256(folded.encode()).hexdigest()}"
    return f"n|{key}"


def _columns(form: Form) -> Columns:
    text = form.model_dump_json()
    if len(text) > MOST_CHARACTERS:
        raise InvalidInput(
            f"the form has {len(text)} characters as JSON; at most {MOST_CHARACTERS} are allowed:"
            " let a data provider give the options"
        )
    pieces = {f"p{at // PIECE}": text[at : at + PIECE] for at in range(0, len(text), PIECE)}
    return {"v": SCHEMA, **pieces}


def _form(row: Row) -> Form:
    count = len(row.columns) - 1
    text = "".join(row.columns[f"p{number}"] for number in range(count))
    return upgraded(Form, text, version_of(row.columns))
