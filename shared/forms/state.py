"""The state of a form that is being filled in: visible and required fields, and values."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import cached_property

from pydantic import JsonValue

from sdk.expressions import UNDEFINED, ExpressionError, is_true, parse
from shared.forms.answers import MOST_CHARACTERS, MOST_CHOSEN, is_empty
from shared.models.forms import Form, FormField, ProviderInput, Values
from shared.repositories.uploads import StoredUploadGrant

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """A form with the values so far.

    ``workflow`` is the result of the launch workflow, ``query`` that of the page.
    """

    form: Form
    given: Mapping[str, JsonValue]
    query: Mapping[str, str]
    workflow: JsonValue = None
    #: The time zone of dates with a time that have no offset.
    zone: tzinfo = UTC
    #: The upload grants of files in the values, as far as they were looked up.
    grants: list[StoredUploadGrant] = field(default_factory=list[StoredUploadGrant])

    @cached_property
    def values(self) -> Values:
        """The value of each field that takes one: what was sent, its default, or empty."""
        return {field.name: self._value(field) for field in self.form.fields if field.takes_value}

    @cached_property
    def context(self) -> Mapping[str, object]:
        """The context of expressions."""
        allowed = self.form.query_names
        query = {name: text for name, text in self.query.items() if name in allowed}
        fields = ((name, self.form.named(name)) for name in self.values)
        typed = {name: fitting(field, self.values[name]) for name, field in fields if field}
        return {"field": typed, "query": query, "workflow": self.workflow or {}}

    def is_shown(self, field: FormField) -> bool:
        """Whether the field is visible; yes if its expression cannot be evaluated."""
        return self._holds(field.visibility_expression, otherwise=True)

    def is_required(self, field: FormField) -> bool:
        """Whether the field is required; yes if its expression cannot be evaluated.

        Otherwise a user could avoid a required field with values that break its expression.
        """
        if field.required or field.required_expression is None:
            return field.required
        return self._holds(field.required_expression, otherwise=True)

    def inputs_of(self, field: FormField) -> Values | None:
        """Return the inputs of the field's data provider; None while a field for them is empty."""
        found: Values = {}
        for name, given in (field.data_provider_inputs or {}).items():
            value = self._input(given)
            if value is None or value == "":
                return None
            found[name] = value
        return found

    def _value(self, field: FormField) -> JsonValue:
        found = self.given.get(field.name, field.default_value)
        return empty_value(field) if found is None else found

    def _holds(self, expression: str | None, *, otherwise: bool) -> bool:
        if expression is None:
            return otherwise
        try:
            return is_true(parse(expression).value(self.context))
        except ExpressionError as error:
            facts = {"form": self.form.id, "reason": str(error)}
            logger.info("form expression not evaluated", extra=facts)
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


def empty_value(field: FormField) -> JsonValue:
    """Return the value that a browser has while the field is empty."""
    empty: Values = {"checkbox": False, "multi_select": [], "file": None}
    return empty.get(field.type, "")


def fitting(field: FormField, value: JsonValue) -> JsonValue:
    """Return the value if a browser could send it for this field; otherwise an empty one.

    Values of hidden fields are not checked, but expressions read them. Their outcome is for the
    form's author to decide, not for a user who sends a list in place of a text.
    """
    is_fitting = isinstance(value, str) and len(value) <= MOST_CHARACTERS
    if field.type == "checkbox":
        is_fitting = isinstance(value, bool)
    elif field.type == "number" or (field.data_provider and field.type != "multi_select"):
        is_fitting = is_fitting or isinstance(value, int | float)
    elif field.type in ("multi_select", "file") and isinstance(value, list):
        is_fitting = len(value) <= MOST_CHOSEN and all(map(_is_scalar, value))
    return value if is_fitting else empty_value(field)


def _is_scalar(value: JsonValue) -> bool:
    if isinstance(value, str):
        return len(value) <= MOST_CHARACTERS
    return isinstance(value, int | float)


def _plain(value: object) -> JsonValue:
    """Convert to JSON; a whole number is written without a decimal point."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | bool | float) else None
