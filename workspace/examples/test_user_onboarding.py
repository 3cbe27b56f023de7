from collections.abc import Mapping

import pytest

from bifrost import UserError, testing
from modules import fakes
from modules.errors import ApiError
from modules.transport import Response
from workspace.examples.user_onboarding import onboard_user

CONNECTIONS: dict[str | tuple[str, str], str | Mapping[str, object]] = {
    "microsoft_graph": "graph-token",
    "halopsa": {"access_token": "halo-token", "token_url": "https://halo.test/auth/token"},
}
ACCOUNT = {"userPrincipalName": "ada.lovelace@contoso.test"}
GIVEN = ("Ada Lovelace", "contoso.test", "a-first-password", 12)


async def test_an_account_is_made_and_the_help_desk_told() -> None:
    answers = {"/v1.0/users": ACCOUNT, "/api/tickets": [{"id": 7, "summary": "x"}]}

    with testing.running(connections=CONNECTIONS), fakes.answering(answers) as systems:
        found = await onboard_user(*GIVEN)

    assert found == {"account": "ada.lovelace@contoso.test", "ticket": 7}
    tokens = [request.headers["Authorization"] for request in systems.asked]
    assert tokens == ["Bearer graph-token", "Bearer halo-token"]


async def test_the_first_password_is_in_no_line_and_no_message() -> None:
    given = dict(zip(("full_name", "domain", "password", "client_id"), GIVEN, strict=True))

    with (
        testing.running(connections=CONNECTIONS),
        fakes.answering({"/v1.0/users": Response(409)}) as systems,
    ):
        with pytest.raises(UserError) as refused:
            await testing.run(onboard_user, **given)
        said = [line.message for line in testing.logs()]

    assert b"a-first-password" in (systems.asked[0].body or b"")
    assert "a-first-password" not in f"{refused.value} {said}"


async def test_without_a_ticket_the_account_is_taken_back() -> None:
    answers = {
        "/v1.0/users": ACCOUNT,
        "/v1.0/users/ada.lovelace@contoso.test": Response(204),
        "/api/tickets": Response(403),
    }

    with (
        testing.running(connections=CONNECTIONS),
        fakes.answering(answers) as systems,
        pytest.raises(ApiError),
    ):
        await onboard_user(*GIVEN)

    assert [(request.method, request.url.rpartition("/")[2]) for request in systems.asked][-1] == (
        "DELETE",
        "ada.lovelace@contoso.test",
    )


async def test_what_the_directory_refuses_is_said() -> None:
    with (
        testing.running(connections=CONNECTIONS),
        fakes.answering({"/v1.0/users": Response(409)}),
        pytest.raises(UserError, match="could not be created"),
    ):
        await onboard_user(*GIVEN)
