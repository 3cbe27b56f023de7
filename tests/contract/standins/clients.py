"""How do Azure's clients reach the stand-ins?"""

from types import TracebackType

from azure.core.credentials import AccessToken
from azure.keyvault.secrets import SecretClient
from azure.storage.fileshare import ShareServiceClient

from tests.contract.standins.servers import Address

FAR_FUTURE = 4_102_444_800


class DevelopmentCredential:
    """Gives a token that means nothing, to the sync client."""

    def get_token(self, *scopes: str, **_: object) -> AccessToken:
        assert scopes == ("https://vault.azure.net/.default",)
        return AccessToken("development", FAR_FUTURE)


class AsyncDevelopmentCredential:
    """The same for the async client."""

    async def get_token(self, *scopes: str, **_: object) -> AccessToken:
        assert scopes == ("https://vault.azure.net/.default",)
        return AccessToken("development", FAR_FUTURE)

    async def close(self) -> None:
        pass

    async def __aenter__(self) -> "AsyncDevelopmentCredential":
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        pass


def open_vault(address: Address) -> SecretClient:
    return SecretClient(
        address.vault_url,
        DevelopmentCredential(),
        verify_challenge_resource=False,
        connection_verify=address.vault_ca,
        retry_total=0,
    )


def open_files(address: Address) -> ShareServiceClient:
    return ShareServiceClient.from_connection_string(address.files_connection_string, retry_total=0)
