"""The options that a form gets from a data provider's answer, for authors' tests."""

from collections.abc import Iterator, Mapping
from typing import cast

from sdk.schema import validation_messages
from sdk.schema.validation_messages import of_types

MOST = 10_000
LABEL_CHARACTERS = 1000
#: The types of each member of an option, and the platform's message for other types.
MEMBERS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "label": ((str,), of_types(["string"])),
    "value": ((str, int, float, bool), of_types(["string"])),
    "description": ((str, type(None)), of_types(["string"])),
    "metadata": ((dict, type(None)), of_types(["object"])),
}


REQUIRED = ("label", "value")


class NoChoices(Exception):
    """The data provider answered with something other than options."""


def of(name: str, answer: object) -> list[dict[str, object]]:
    """Return options as the platform gives them to a form; NoChoices for a wrong answer.

    >>> of("regions", ["eu"])
    [{'label': 'eu', 'value': 'eu', 'description': None, 'metadata': None}]
    """
    if not isinstance(answer, list):
        raise NoChoices(f"the data provider {name!r} did not return a list")
    items = cast("list[object]", answer)
    if len(items) > MOST:
        raise NoChoices(
            f"the data provider {name!r} returned {len(items)} choices, and may return"
            f" at most {MOST}: let it take a text to search for"
        )
    return [_choice(name, number, item) for number, item in enumerate(items, 1)]


def _choice(name: str, number: int, item: object) -> dict[str, object]:
    given = {"label": str(item), "value": item} if isinstance(item, str | int | float) else item
    fault = next(_faults(given), None)
    if fault:
        raise NoChoices(
            f"the data provider {name!r} returned an item that is no choice: item {number},"
            f" {fault}; each is a text, or has a label and a value"
        )
    known = cast("dict[str, object]", given)
    return {member: known.get(member) for member in MEMBERS}


def _faults(given: object) -> Iterator[str]:
    if not isinstance(given, dict):
        yield f": {of_types(['object'])}"
        return
    item = cast("dict[str, object]", given)
    for member, (kinds, words) in MEMBERS.items():
        if member not in item and member in REQUIRED:
            yield f"{member}: {validation_messages.REQUIRED}"
        elif not isinstance(item.get(member), kinds):
            place = f"{member}.constrained-str" if member == "value" else member
            yield f"{place}: {words}"
        elif len(str(item.get(member))) > LABEL_CHARACTERS and member != "metadata":
            yield f"{member}: {validation_messages.beyond('maxLength', LABEL_CHARACTERS)}"
    yield from (
        f"{name}: {validation_messages.UNKNOWN_FIELD}" for name in item if name not in MEMBERS
    )
