"""The origins whose pages may open a WebSocket."""

from collections.abc import Callable

from functions.auth.cross_site import Origins, origin_of


class SocketOrigins:
    """The app's own addresses, as its settings name them."""

    def __init__(self, find: Callable[[str], str | None]) -> None:
        """``find`` finds a setting."""
        public_url = find("BIFROST_PUBLIC_URL") or ""
        listed = [public_url, *(find("BIFROST_CLIENT_ORIGINS") or "").split(",")]
        allowed = frozenset(found for each in listed if (found := origin_of(each.strip())))
        is_local = not public_url or "localhost" in public_url or "127.0.0.1" in public_url
        self._origins = Origins(allowed, takes_local=is_local)

    def admit(self, headers: dict[str, str]) -> bool:
        """Whether a page of an allowed origin asks; a request without an origin is refused."""
        sent = headers.get("origin", "")
        return origin_of(sent) is not None and self._origins.admit(headers)
