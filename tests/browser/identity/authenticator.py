"""The virtual authenticator of Chromium, as a device of the browser."""

from dataclasses import dataclass
from typing import Any, cast

from playwright.sync_api import CDPSession

OPTIONS: dict[str, object] = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True)
class Authenticator:
    """The device of the browser that keeps its passkeys."""

    session: CDPSession
    id: str

    def refuse(self, yes: bool) -> None:
        """Have the device know its user's finger no more, or again."""
        self._set("setUserVerified", isUserVerified=not yes)

    def credentials(self) -> list[dict[str, Any]]:
        found = cast(
            "dict[str, list[dict[str, Any]]]",
            self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id}),
        )
        return found["credentials"]

    def _set(self, what: str, **more: object) -> None:
        self.session.send(f"WebAuthn.{what}", {"authenticatorId": self.id, **more})
