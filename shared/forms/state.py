"""What a form shows and asks for, with what was filled in so far."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import cached_property

from pydantic import JsonValue

from shared.expressions import UNDEFINED, ExpressionError, is_true, parse
from shared.forms.answers import MOST_CHARACTERS, MOST_CHOSEN, is_empty
from shared.models.forms import Form, FormField, ProviderInput, Values
from shared.repositories.uploads import StoredUploadGrant

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """``workflow`` is what the launch workflow returned, ``query`` the page's."""

    form: Form
    given: Mapping[str, JsonValue]
    query: Mapping[str, str]
    workflow: JsonValue = None
    #: What a date with a time counts in that says none itself.
    zone: tzinfo = UTC
    #: Of the files that its values name, as far as they were looked at.
    grants: list[StoredUploadGrant] = field(default_factory=list[StoredUploadGrant])

    @cached_property
    def values(self) -> Values:
        """Of each field that takes one: what was sent, else the default, else nothing."""
        return {field.name: self._value(field) for field in self.form.fields if field.takes_value}

    @cached_property
    def context(self) -> Mapping[str, object]:
        """What expressions can read."""
        allowed = self.form.query_names
        query = {name: text for name, text in self.query.items() if name in allowed}
        fields = ((name, self.form.named(name)) for name in self.values)
        typed = {name: fitting(field, self.values[name]) for name, field in fields if field}
        return {"field": typed, "query": query, "workflow": self.workflow or {}}

    def is_shown(self, field: FormField) -> bool:
        """Also if its expression cannot be worked out."""
        return self._holds(field.visibility_expression, otherwise=True)

    def is_required(self, field: FormField) -> bool:
        """Also if its expression cannot be worked out: nobody gets around it by odd values."""
        if field.required or field.required_expression is None:
            return field.required
        return self._holds(field.required_expression, otherwise=True)

    def inputs_of(self, field: FormField) -> Values | None:
        """For its data provider; None while a field that they come from is empty."""
        found: Values = {}
        for name, given in (field.data_provider_inputs or {}).items():
            value = self._input(given)
            if value is None or value == "":
                return None
            found[name] = value
        return found

    def _value(self, field: FormField) -> JsonValue:
        found = self.given.get(field.name, field.default_value)
        return nothing_in(field) if found is None else found

    def _holds(self, expression: str | None, *, otherwise: bool) -> bool:
        if expression is None:
            return otherwise
        try:
            return is_true(parse(expression).value(self.context))
        except ExpressionError as error:
            facts = {"form": self.form.id, "reason": str(error)}
            logger.info("an expression cannot be worked out", extra=facts)
            return otherwise

    def _input(self, given: ProviderInput) -> JsonValue:
        if given.field_name is not None:
            field = self.form.named(given.field_name)
            value = self.values.get(given.field_name)
            return None if field is None or is_empty(field, value) else value
        if given.expression is None:
            return given.value
        try:
            found = parse(given.expression).value(self.context)
        except ExpressionError:
            return None
        return None if found is UNDEFINED else _plain(found)


def nothing_in(field: FormField) -> JsonValue:
    """What a browser has while nothing is filled in."""
    empty: Values = {"checkbox": False, "multi_select": [], "file": None}
    return empty.get(field.type, "")


def fitting(field: FormField, value: JsonValue) -> JsonValue:
    """The value, if a browser could have it there; else as if nothing was filled in.

    What is hidden is not checked, and yet read by expressions: what they come to is for the
    form's author to say, not for whoever sends a list in the place of a text.
    """
    is_fitting = isinstance(value, str) and len(value) <= MOST_CHARACTERS
    if field.type == "checkbox":
        is_fitting = isinstance(value, bool)
    elif field.type == "number" or (field.data_provider and field.type != "multi_select"):
        is_fitting = is_fitting or isinstance(value, int | float)
    elif field.type in ("multi_select", "file") and isinstance(value, list):
        is_fitting = len(value) <= MOST_CHOSEN and all(map(_is_scalar, value))
    return value if is_fitting else nothing_in(field)


def _is_scalar(value: JsonValue) -> bool:
    if isinstance(value, str):
        return len(value) <= MOST_CHARACTERS
    return isinstance(value, int | float)


def _plain(value: object) -> JsonValue:
    """A number that is whole is written without a point."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | bool | float) else None
