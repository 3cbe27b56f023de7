"""What the commands of a box do: starts it, changes its keys, asks what only its process can do.

It imports the host, which authors' commands do without: see ``cli.serve``.
"""

import asyncio
import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import NoReturn

import typer
from rich.console import Console

from host.errors import HostError
from host.keys import hashed
from host.keys.hashed import HashedKey
from host.serve import offline, start
from host.serve.environment import Places, places
from host.serve.requests import NoAnswer, OperatorRequest
from host.serve.start import ROOT, ServeOptions, built_client
from shared.errors import BifrostError
from shared.settings import SettingsError

__all__ = ["ServeOptions", "built_client"]

errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def serve(options: ServeOptions) -> None:
    """Serve until a signal."""
    with _explained():
        start.run(options)


def add_key(store: str | None, name: str, organization: str | None) -> str:
    """Make a function key and return it."""
    with _explained():
        chosen = _places(store)
        if organization is not None:
            _ask(chosen, OperatorRequest(operation="organization.find", subject=organization))
        chosen.store.make()
        return hashed.add(chosen.store.function_keys, name, organization)


def keys(store: str | None) -> list[HashedKey]:
    """List the function keys, oldest first."""
    with _explained():
        return hashed.listed(_places(store).store.function_keys)


def revoke_key(store: str | None, name: str) -> None:
    """Revoke a function key."""
    with _explained():
        if not hashed.revoke(_places(store).store.function_keys, name):
            _fail(f"there is no key {name!r}: see ./bifrost keys list")


def administrator_link(store: str | None, email: str) -> str:
    """Make a link with which an administrator sets a password."""
    with _explained():
        request = OperatorRequest(operation="administrator.link", subject=email)
        return _ask(_places(store), request)


def reset_factor(store: str | None, email: str) -> str:
    """Remove an administrator's second factor; returns the address."""
    with _explained():
        request = OperatorRequest(operation="administrator.resetFactor", subject=email)
        return _ask(_places(store), request)


def _places(store: str | None) -> Places:
    """The folders of a store that is there: a command makes none by a typing error."""
    chosen = places(ROOT, store, None, os.environ)
    if not chosen.store.exists:
        _fail(
            f"there is no store in {chosen.store.store}: name it with --store, or make it with"
            " ./bifrost serve"
        )
    return chosen


def _ask(chosen: Places, request: OperatorRequest) -> str:
    given = asyncio.run(offline.ask(chosen, request))
    if given.error is not None:
        _fail(given.error)
    return given.text


@contextmanager
def _explained() -> Generator[None]:
    """Turn what can be explained in a line into that line and exit code 1."""
    try:
        yield
    except (HostError, BifrostError, SettingsError, NoAnswer) as error:
        _fail(str(error))


def _fail(words: str) -> NoReturn:
    errors.print(words)
    raise typer.Exit(1)
