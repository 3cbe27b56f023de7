"""What the tests of this folder share."""

from tests.contract.oauth.connection_flow import Connecting


def asked_again(connecting: Connecting) -> bool:
    """Whether the provider has been asked for more than the connection itself."""
    return any(form["grant_type"] == "refresh_token" for form in connecting.provider.asked)
