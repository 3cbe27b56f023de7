"""Secrets, their versions, and the bodies of requests about them."""

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class VaultModel(BaseModel):
    """Frozen, camelCase on the wire; unknown fields are ignored, as Key Vault does."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True)


class AttributesChange(VaultModel):
    """Attributes to change; absent and null ones stay unchanged."""

    enabled: bool | None = None
    nbf: int | None = None
    exp: int | None = None


class SecretAttributesUpdate(VaultModel):
    """Fields to change; absent and null ones stay unchanged."""

    attributes: AttributesChange = AttributesChange()
    tags: dict[str, str] | None = None
    content_type: str | None = None


class SecretSet(SecretAttributesUpdate):
    value: str


class SecretRestore(VaultModel):
    """The body of a restore; ``value`` is the value of a backup."""

    value: str


class StoredSecretVersion(VaultModel):
    """One value that a secret has had. Times are whole seconds since 1970."""

    id: str
    value: str
    created: int
    updated: int
    enabled: bool = True
    nbf: int | None = None
    exp: int | None = None
    tags: dict[str, str] | None = None
    content_type: str | None = None

    def changed(self, change: SecretAttributesUpdate, now: int) -> "StoredSecretVersion":
        """The version with the fields that were sent."""
        fields = change.model_dump(include={"tags", "content_type"}, exclude_none=True)
        attributes = change.attributes.model_dump(exclude_none=True)
        return self.model_copy(update={**fields, **attributes, "updated": now})


class Deletion(VaultModel):
    """A secret that is gone but recoverable, with its latest version."""

    name: str
    latest: StoredSecretVersion
    deleted_at: float


class Backup(VaultModel):
    """All that is needed to make a secret again. The oldest version comes first."""

    name: str = Field(pattern="^[0-9a-zA-Z-]{1,127}$")
    versions: list[StoredSecretVersion] = Field(min_length=1)
