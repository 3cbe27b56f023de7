"""The preferences that a client stores for its user, as JSON of its own making."""

import hashlib

from pydantic import JsonValue, TypeAdapter

from shared.models.base import DEFERRED, Model

#: The text of a user who has stored none.
NOTHING = "{}"

_Values = TypeAdapter(dict[str, JsonValue], config=DEFERRED)


class StoredPreferences(Model):
    """What the user's client stored, and the ETag with which it can be replaced."""

    values: dict[str, JsonValue]
    tag: str

    @classmethod
    def of(cls, text: str | None) -> "StoredPreferences":
        """The preferences of a stored text, which is None at first."""
        text = text or NOTHING
        return cls(values=_Values.validate_json(text), tag=tag_of(text))

    @property
    def recent_organization(self) -> str | None:
        """The organization that the user was in last: the one value that the server reads."""
        recent = self.values.get("recentOrganizations")
        first = recent[0] if isinstance(recent, list) and recent else None
        return first if isinstance(first, str) else None


def tag_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
