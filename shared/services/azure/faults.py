# pyright: basic
"""Translates exceptions of the Azure SDKs into the platform's errors."""

from collections.abc import Iterator
from contextlib import contextmanager

from azure.core.exceptions import (
    AzureError,
    ClientAuthenticationError,
    HttpResponseError,
)

from shared.errors import AlreadyExists, BifrostError, Refused, Stale, Unavailable


@contextmanager
def translated(service: str) -> Iterator[None]:
    """Raise the platform's error for an Azure exception that leaves this block."""
    try:
        yield
    except HttpResponseError as error:
        raise _meaning(service, error) from error
    except AzureError as error:
        raise Unavailable(f"{service} did not answer") from error


def code_of(error: HttpResponseError) -> str:
    """Return the service's own code (``TableNotFound``), or an empty text."""
    code = getattr(error, "error_code", None) or ""
    return str(getattr(code, "value", code))


def _meaning(service: str, error: HttpResponseError) -> BifrostError:
    status = error.status_code
    if isinstance(error, ClientAuthenticationError) or status in (401, 403):
        return Unavailable(f"{service} refused the platform's credentials")
    if status == 409:
        return AlreadyExists(f"{service}: the key is taken")
    if status in (404, 412):
        return Stale(f"{service}: it was changed or removed")
    if status in (400, 413):
        return Refused(f"{service} refused the request: {code_of(error) or status}")
    if status == 429:
        return Unavailable(f"{service} limits the rate of requests: try again in a minute")
    return Unavailable(f"{service} answered {status or 'nothing'}")
