"""A value as JSON, for defaults."""

import json

from sdk.rpc.serialization import ResultNotSerializable, ResultTooLarge, json_of

NOT_PLAIN = object()


def plain(value: object) -> object:
    """The value as a parameter's JSON would give it; NOT_PLAIN if it has no such form.

    >>> plain({"of": ("a", None)})
    {'of': ['a', None]}
    """
    try:
        return json.loads(json_of(value))
    except (ResultNotSerializable, ResultTooLarge):
        return NOT_PLAIN
