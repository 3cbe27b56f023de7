"""Builds the vault's JSON responses."""

from local.vault.models import Deletion, StoredSecretVersion

RECOVERABLE_DAYS = 90

Json = dict[str, object]


def bundle(vault: str, name: str, version: StoredSecretVersion) -> Json:
    """A secret with its value."""
    return {"value": version.value, **properties(vault, name, version)}


def properties(vault: str, name: str, version: StoredSecretVersion) -> Json:
    """A version without its value."""
    return {"id": f"{vault}/secrets/{name}/{version.id}", **_description(version)}


def item(vault: str, name: str, version: StoredSecretVersion) -> Json:
    """An entry of the list of secrets, whose id has no version."""
    return {"id": f"{vault}/secrets/{name}", **_description(version)}


def deletion(vault: str, gone: Deletion) -> Json:
    return {**properties(vault, gone.name, gone.latest), **_recovery(vault, gone)}


def deletion_item(vault: str, gone: Deletion) -> Json:
    return {**item(vault, gone.name, gone.latest), **_recovery(vault, gone)}


def _description(version: StoredSecretVersion) -> Json:
    times = version.model_dump(include={"created", "updated", "nbf", "exp"}, exclude_none=True)
    recovery = {"recoveryLevel": "Recoverable+Purgeable", "recoverableDays": RECOVERABLE_DAYS}
    described: Json = {"attributes": {"enabled": version.enabled, **times, **recovery}}
    if version.tags is not None:
        described["tags"] = version.tags
    if version.content_type is not None:
        described["contentType"] = version.content_type
    return described


def _recovery(vault: str, gone: Deletion) -> Json:
    deleted_at = int(gone.deleted_at)
    return {
        "recoveryId": f"{vault}/deletedsecrets/{gone.name}",
        "deletedDate": deleted_at,
        "scheduledPurgeDate": deleted_at + RECOVERABLE_DAYS * 24 * 60 * 60,
    }
