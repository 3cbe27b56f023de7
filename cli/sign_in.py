"""``./bifrost login`` and ``logout``: signs this command line in at a platform (RFC 8628).

The token is for one organization and lasts 30 days. It is in a file that only this account reads;
the platform lists it among the sessions of the user, who can end it there.
"""

import json
import os
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import httpx
import typer

from shared.release import VERSION

FILE = "sign-in.json"
GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"
SLOWER_SECONDS = 5
TIMEOUT_SECONDS = 30

Sleep = Callable[[float], None]
Print = Callable[[str], None]


class SignInRefused(Exception):
    """The sign-in did not happen; the text says why."""


@dataclass(frozen=True, slots=True)
class KeptSignIn:
    """Where this command line is signed in."""

    url: str
    organization: str
    token: str

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of a request; a front end may write Authorization itself."""
        bearer = f"Bearer {self.token}"
        return {"Authorization": bearer, "X-Bifrost-Authorization": bearer}


def login(
    url: Annotated[
        str, typer.Argument(help="the platform, such as https://bifrost.example.com")
    ] = "http://localhost:7071",
) -> None:
    """Sign in at a platform: a page asks you to type a code, and to choose an organization."""
    try:
        entry = signed_in(url.rstrip("/"), typer.echo, time.sleep)
    except (SignInRefused, httpx.HTTPError) as error:
        typer.echo(f"not signed in: {error or type(error).__name__}", err=True)
        raise typer.Exit(1) from None
    keep(entry)
    typer.echo(f"signed in at {entry.url}, in {entry.organization}, for 30 days")


def logout() -> None:
    """Forget the token of this command line; the account page of the platform ends its session."""
    file = _file()
    typer.echo("signed out" if file.exists() else "this command line was not signed in")
    file.unlink(missing_ok=True)


def signed_in(url: str, say: Print, sleep: Sleep) -> KeptSignIn:
    """Ask the platform for a code, show it, and wait until the user has allowed it."""
    with httpx.Client(base_url=url, timeout=TIMEOUT_SECONDS) as client:
        begun = client.post("/api/auth/device", data={"client_id": _name()})
        if not begun.is_success:
            raise SignInRefused(f"{url} answered {begun.status_code}")
        asked = begun.json()
        say(f"Open {asked['verification_uri']} and type the code {asked['user_code']}")
        granted = _granted(client, asked, sleep)
    return KeptSignIn(url, granted["organization"], granted["access_token"])


def keep(entry: KeptSignIn) -> None:
    """Write the token into a file that only this account reads."""
    file = _file()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    facts = {"url": entry.url, "organization": entry.organization, "token": entry.token}
    draft.write_text(json.dumps(facts))
    draft.replace(file)


def kept() -> KeptSignIn | None:
    """Return where this command line is signed in; None if nowhere."""
    try:
        found = json.loads(_file().read_text())
        return KeptSignIn(str(found["url"]), str(found["organization"]), str(found["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _granted(client: httpx.Client, asked: Mapping[str, object], sleep: Sleep) -> Mapping[str, str]:
    seconds = float(str(asked["interval"]))
    form = {"grant_type": GRANT_TYPE, "device_code": str(asked["device_code"])}
    for _ in range(int(float(str(asked["expires_in"])) / seconds) + 1):
        sleep(seconds)
        answer = client.post("/api/auth/device/token", data=form)
        found: dict[str, str] = answer.json()
        if answer.is_success:
            return found
        if found.get("error") == "slow_down":
            seconds += SLOWER_SECONDS
        elif found.get("error") != "authorization_pending":
            raise SignInRefused(_words(found.get("error", "")))
    raise SignInRefused(_words("expired_token"))


def _words(code: str) -> str:
    return {
        "access_denied": "it was denied on the page",
        "expired_token": "the code is over: begin again",
    }.get(code, code or "the platform refuses it")


def _name() -> str:
    return f"Bifrost {VERSION} command line on {platform.node()} ({platform.system()})"


def _file() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "bifrost" / FILE
