"""Where no letter can be stored, what users do goes on."""

import pytest

from shared.errors import Unavailable
from shared.models.users import User
from shared.services.mail.mail import MemoryMail
from shared.services.tables import Columns, MemoryTable, Table
from tests.contract.client import Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.sign_in import AWAY, PASSWORD, bearing, log_in
from tests.contract.users import signed_in


class WithoutLetters(MemoryTable):
    """Refuses every new row of the partition of letters."""

    async def insert(self, partition: str, key: str, columns: Columns) -> str:
        if partition == "mail":
            raise Unavailable("away")
        return await super().insert(partition, key, columns)


@pytest.fixture
def store() -> Table:
    return WithoutLetters()


async def test_a_password_is_changed_and_a_sign_in_goes_on(
    http: Http, ada: User, mail: MemoryMail
) -> None:
    headers = bearing((await log_in(http, ada.email)).json["accessToken"])
    body = {"currentPassword": PASSWORD, "newPassword": "quite another password"}

    assert (await http("change_password", body=body, headers=headers)).status == 204
    assert (await log_in(http, ada.email, "quite another password", AWAY)).status == 200
    assert mail.sent == []


async def test_an_invitation_says_that_it_was_not_sent_and_can_be_sent_again(
    http: Http, root: Headers
) -> None:
    assert root
    headers = {**signed_in("root", "acme")}

    answer = await http("create_invitation", body={"email": "kim@example.test"}, headers=headers)

    assert answer.status == 503
    listed = (await http("list_invitations", headers=headers)).json
    assert [each["status"] for each in listed] == ["pending"]
