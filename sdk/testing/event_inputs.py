"""The input that a subscription makes of an event: its filter and its template, as in the platform.

``shared.operations.event_matching`` does the same for the platform.
"""

from collections.abc import Mapping
from typing import cast

from sdk.expressions import EVENT_ROOTS, is_true, parse
from sdk.expressions.templates import check, filled

#: Names of parameters that take more than a part of the payload.
PAYLOAD, EVENT = "payload", "event"
#: The mark of a parameter of the type ``Request`` in a workflow's schema.
REQUEST = "x-bifrost-request"

Event = Mapping[str, object]
Schema = Mapping[str, object]


class Filtered(Exception):
    """The filter of the subscription is not true for this event: nothing starts."""


def input_of(
    event: Event,
    schema: Schema,
    wanted: str,
    template: Mapping[str, object] | None,
    request: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """Return the input of a workflow for an event, by a filter and a template.

    >>> event = {"type": "ticket.closed", "payload": {"number": 7, "by": "Ada"}}
    >>> input_of(event, {}, "event.payload.number > 5", {"subject": "#{{ event.payload.number }}"})
    {'subject': '#7'}
    >>> input_of(event, {"properties": {"number": {}, "event": {}}}, "", None)["number"]
    7
    """
    context = {"event": event}
    if wanted and not is_true(parse(wanted, EVENT_ROOTS).value(context)):
        raise Filtered(f"the filter is not true: {wanted}")
    if template is not None:
        check(template)
        return cast("dict[str, object]", filled(template, context))
    return _by_names(event, schema, request)


def _by_names(
    event: Event, schema: Schema, request: Mapping[str, object] | None
) -> dict[str, object]:
    parameters = cast("Mapping[str, Mapping[str, object]]", schema.get("properties", {}))
    payload = event[PAYLOAD]
    parts: Mapping[str, object] = {}
    if isinstance(payload, Mapping):
        parts = cast("Mapping[str, object]", payload)
    whole: dict[str, object] = {PAYLOAD: payload, EVENT: event, **parts}
    found = {name: whole[name] for name in parameters if name in whole}
    if request is not None:
        found |= {name: request for name, one in parameters.items() if REQUEST in one}
    return found
