"""Errors of the vault, with Key Vault's codes and messages."""


class VaultError(Exception):
    """A refusal in Key Vault's shape; ``inner`` is the code that tells two conflicts apart."""

    def __init__(self, status: int, code: str, message: str, inner: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.inner = inner

    def body(self) -> dict[str, object]:
        error: dict[str, object] = {"code": self.code, "message": str(self)}
        if self.inner is not None:
            error["innererror"] = {"code": self.inner}
        return {"error": error}


def bad_parameter(message: str) -> VaultError:
    return VaultError(400, "BadParameter", message)


def not_found(name: str) -> VaultError:
    message = f"A secret with (name/id) {name} was not found in this key vault."
    return VaultError(404, "SecretNotFound", message)


def not_deleted(name: str) -> VaultError:
    message = f"There is no deleted secret named {name} in this key vault."
    return VaultError(404, "SecretNotFound", message)


def disabled(name: str) -> VaultError:
    message = f"Operation get is not allowed on a disabled secret: {name}."
    return VaultError(403, "Forbidden", message, "SecretDisabled")


def taken(name: str) -> VaultError:
    message = f"Secret {name} already exists."
    return VaultError(409, "Conflict", message)


def deleted(name: str) -> VaultError:
    message = f"Secret {name} is currently in a deleted but recoverable state; recover or purge it."
    return VaultError(409, "Conflict", message, "ObjectIsDeletedButRecoverable")


def being_deleted(name: str) -> VaultError:
    message = f"Secret {name} is currently being deleted and cannot be used; retry later."
    return VaultError(409, "Conflict", message, "ObjectIsBeingDeleted")
