"""Where passkeys are used, as the settings say it."""

import pytest

from shared.errors import Conflict
from shared.operations.sign_in.passkeys import PasskeyPlace
from shared.settings import Settings


@pytest.mark.parametrize(
    ("given", "rp_id", "origins"),
    [
        ({"BIFROST_PUBLIC_URL": "https://a.test"}, "a.test", ("https://a.test",)),
        ({"BIFROST_PUBLIC_URL": "http://localhost:7071"}, "localhost", ("http://localhost:7071",)),
        (
            {"BIFROST_PUBLIC_URL": "https://a.b.test", "BIFROST_WEBAUTHN_RP_ID": "b.test"},
            "b.test",
            ("https://a.b.test",),
        ),
        (
            {
                "BIFROST_PUBLIC_URL": "https://a.b.test",
                "BIFROST_WEBAUTHN_RP_ID": "b.test",
                "BIFROST_WEBAUTHN_ORIGIN": "https://c.b.test, https://a.b.test",
            },
            "b.test",
            ("https://a.b.test", "https://c.b.test"),
        ),
        (
            {
                "BIFROST_PUBLIC_URL": "https://a.test",
                "BIFROST_CLIENT_ORIGINS": "https://portal.test",
            },
            "a.test",
            ("https://a.test",),
        ),
    ],
)
def test_the_domain_and_the_pages(
    given: dict[str, str], rp_id: str, origins: tuple[str, ...]
) -> None:
    assert PasskeyPlace.of(Settings.model_validate(given)) == PasskeyPlace(rp_id, origins)


@pytest.mark.parametrize("url", ["", "https://10.0.0.7", "https://[::1]:8443", "http://127.0.0.1"])
def test_an_installation_without_a_name_has_no_passkeys(url: str) -> None:
    settings = Settings.model_validate({"BIFROST_PUBLIC_URL": url})

    assert PasskeyPlace.find(settings) is None
    with pytest.raises(Conflict, match="BIFROST_PUBLIC_URL"):
        PasskeyPlace.of(settings)
