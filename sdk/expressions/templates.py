"""Templates: JSON whose texts hold expressions between ``{{`` and ``}}``.

A text that is one expression becomes its value, of any type; in any other text each expression
becomes a part of the text. ``null`` and what is missing are empty there.
"""

import re
from collections.abc import Iterator, Mapping
from typing import cast

from sdk.expressions.expression import EVENT_ROOTS, parse
from sdk.expressions.faults import ExpressionError
from sdk.expressions.values import UNDEFINED, Work, text_of

_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_WHOLE = re.compile(r"\s*\{\{((?:(?!\}\}).)*)\}\}\s*", re.DOTALL)


def filled(template: object, context: Mapping[str, object]) -> object:
    """Return the template with the values of its expressions; keys that have none are left out.

    >>> filled({"id": "{{ event.id }}", "to": "#{{ event.id }}", "no": "{{ event.x }}"},
    ...        {"event": {"id": 7}})
    {'id': 7, 'to': '#7'}
    """
    if isinstance(template, str):
        return _text(template, context)
    if isinstance(template, dict):
        found = {
            key: filled(part, context) for key, part in cast("dict[str, object]", template).items()
        }
        return {key: value for key, value in found.items() if value is not UNDEFINED}
    if isinstance(template, list):
        parts = [filled(part, context) for part in cast("list[object]", template)]
        return [None if part is UNDEFINED else part for part in parts]
    return template


def check(template: object) -> None:
    """Raise ExpressionError, which names the text, if an expression of a template has a fault."""
    for text in _texts(template):
        try:
            parse(text.strip(), EVENT_ROOTS)
        except ExpressionError as error:
            raise ExpressionError(f"{{{{{text}}}}}: {error}") from None


def _text(template: str, context: Mapping[str, object]) -> object:
    whole = _WHOLE.fullmatch(template)
    if whole:
        value = parse(whole[1].strip(), EVENT_ROOTS).value(context)
        return _whole_number(value)
    return _EXPRESSION.sub(lambda found: _part(found[1], context), template)


def _part(expression: str, context: Mapping[str, object]) -> str:
    value = parse(expression.strip(), EVENT_ROOTS).value(context)
    return "" if value is None or value is UNDEFINED else text_of(value, Work())


def _whole_number(value: object) -> object:
    """Return a number without a fraction as JSON has it: expressions know one type of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _texts(template: object) -> Iterator[str]:
    if isinstance(template, str):
        yield from _EXPRESSION.findall(template)
    elif isinstance(template, dict):
        for part in cast("dict[str, object]", template).values():
            yield from _texts(part)
    elif isinstance(template, list):
        for part in cast("list[object]", template):
            yield from _texts(part)
