"""Accounts that can sign in to the development host, and the headers that identify them."""

import base64
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from host.errors import SettingsInvalid

PROVIDER = "dev"
_ROLES = ("anonymous", "authenticated")

_Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]+$")]


class Account(BaseModel):
    """A user of the accounts file. ``note`` describes the user on the sign-in page."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)

    email: _Line
    name: _Line
    user_id: _Line
    note: str = ""

    @property
    def principal(self) -> dict[str, object]:
        """The client principal in the shape of Static Web Apps, which has no claims."""
        return {
            "identityProvider": PROVIDER,
            "userId": self.user_id,
            "userDetails": self.email,
            "userRoles": list(_ROLES),
        }

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """Headers that identify this user to a function."""
        return [
            (b"x-ms-client-principal", base64.b64encode(json.dumps(self.principal).encode())),
            (b"x-ms-client-principal-id", self.user_id.encode()),
            (b"x-ms-client-principal-name", self.email.encode()),
            (b"x-ms-client-principal-idp", PROVIDER.encode()),
        ]


class Accounts:
    """All accounts, in the order of the file; e-mail addresses are found in any case."""

    def __init__(self, accounts: Mapping[str, Account]) -> None:
        self._accounts = accounts

    def __iter__(self) -> Iterator[Account]:
        return iter(self._accounts.values())

    def find(self, email: str) -> Account | None:
        return self._accounts.get(_same(email))


def load(path: Path) -> Accounts:
    """The accounts of a JSON file. Raises SettingsInvalid if the file cannot be used."""
    try:
        listed = TypeAdapter(list[Account]).validate_json(path.read_bytes())
    except OSError as error:
        raise SettingsInvalid(f"the sign-in file {path} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in ("users", *first["loc"]))
        raise SettingsInvalid(f"the sign-in file {path}: {field}: {first['msg']}") from error
    accounts = {_same(account.email): account for account in listed}
    if len({account.user_id for account in listed}) < len(listed) or len(accounts) < len(listed):
        raise SettingsInvalid(f"the sign-in file {path} has an email or userId twice")
    return Accounts(accounts)


def _same(email: str) -> str:
    return email.strip().casefold()
