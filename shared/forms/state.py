"""What a form shows and asks for, with what was filled in so far."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import JsonValue

from shared.expressions import UNDEFINED, ExpressionError, is_true, parse
from shared.forms.answers import is_empty
from shared.models.forms import Form, FormField, ProviderInput, Values

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """``workflow`` is what the launch workflow returned, ``query`` the page's."""

    form: Form
    given: Mapping[str, JsonValue]
    query: Mapping[str, str]
    workflow: JsonValue = None

    @cached_property
    def values(self) -> Values:
        """Of each field that takes one: what was sent, else the default, else nothing."""
        return {field.name: self._value(field) for field in self.form.fields if field.takes_value}

    @cached_property
    def context(self) -> Mapping[str, object]:
        """What expressions can read."""
        allowed = self.form.query_names
        query = {name: text for name, text in self.query.items() if name in allowed}
        return {"field": self.values, "query": query, "workflow": self.workflow or {}}

    def is_shown(self, field: FormField) -> bool:
        """Also if its expression cannot be worked out."""
        return self._holds(field.visibility_expression, otherwise=True)

    def is_required(self, field: FormField) -> bool:
        return field.required or self._holds(field.required_expression, otherwise=False)

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
        if found is not None:
            return found
        empty: Values = {"checkbox": False, "multi_select": [], "file": None}
        return empty.get(field.type, "")

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


def _plain(value: object) -> JsonValue:
    """A number that is whole is written without a point."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, str | bool | float) else None
