"""Mail over SMTP, against real servers: the stand-in of the development host, and refusing ones."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from local.mail.mailbox import Received
from local.mail.stand_in import MailStandIn
from shared.errors import Unavailable
from shared.services.mail.mail import Mail, MemoryMail, OutgoingMail, Undeliverable
from shared.services.mail.smtp import SmtpMail, SmtpServer, mail_of
from shared.settings import Settings

SENDER = "bifrost@bifrost.test"
LETTER = OutgoingMail(
    "ada@example.test", "Ada", "Bifrost", "Hello", "A text.\n", "<p>A <b>page</b>.</p>"
)
#: What an attacker would write to add a header, or a recipient.
INJECTED = "Ada\r\nBcc: all@example.test\r\n\r\nBuy\u2028now\x0b!"


@dataclass
class Refusing:
    """Refuses each message, or each recipient, with this answer."""

    data: str = "250 OK"
    recipient: str = "250 OK"

    async def handle_RCPT(  # noqa: N802  the name is aiosmtpd's
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        del server, session, options
        envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        del server, session, envelope
        return self.data


@asynccontextmanager
async def serving(handler: Refusing) -> AsyncGenerator[Mail]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, hostname="x"), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield SmtpMail(SmtpServer.of(f"smtp://127.0.0.1:{port}"), SENDER)
    server.close()


@pytest.fixture
async def stand_in() -> AsyncGenerator[tuple[MailStandIn, str]]:
    made = MailStandIn()
    url = made.bind()
    await made.listen()
    yield made, url
    await made.close()


async def sent(stand_in: tuple[MailStandIn, str], mail: OutgoingMail) -> Received:
    mailbox = stand_in[0].mailbox
    await SmtpMail(SmtpServer.of(stand_in[1]), SENDER).send(mail)
    return mailbox.kept[-1]


async def test_a_message_arrives_as_text_and_as_a_page(stand_in: tuple[MailStandIn, str]) -> None:
    found = await sent(stand_in, LETTER)

    assert found.recipients == ["ada@example.test"]
    assert found.sender == f"Bifrost <{SENDER}>"
    assert (found.subject, found.text.strip()) == ("Hello", "A text.")
    assert "<b>page</b>" in found.html


async def test_no_word_of_a_user_adds_a_header_or_a_recipient(
    stand_in: tuple[MailStandIn, str],
) -> None:
    """Attack: header injection."""
    hostile = replace(LETTER, name=INJECTED, sender_name=INJECTED, subject=INJECTED)

    found = await sent(stand_in, hostile)

    assert found.recipients == ["ada@example.test"]
    assert found.subject == "Ada Bcc: all@example.test Buy now !"
    assert found.text.strip() == "A text."


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.test>,<eve@example.test",
        "ada@example.test\r\nRCPT TO:<eve@example.test>",
        "ada,eve@example.test",
        '"ada eve"@example.test',
        "ada@example.test SIZE=1",
        "@example.test",
        "ädä@example.test",
    ],
)
async def test_an_address_that_could_be_more_than_one_is_refused(
    stand_in: tuple[MailStandIn, str], address: str
) -> None:
    """Attack: a second recipient in the envelope."""
    with pytest.raises(Undeliverable):
        await sent(stand_in, replace(LETTER, address=address))

    assert not stand_in[0].mailbox.kept


async def test_a_domain_of_another_script_is_sent_to_by_its_name_in_ascii(
    stand_in: tuple[MailStandIn, str],
) -> None:
    found = await sent(stand_in, replace(LETTER, address="ada@bücher.example"))

    assert found.recipients == ["ada@xn--bcher-kva.example"]


async def test_no_connection_without_tls_leaves_this_machine() -> None:
    """The name is not known as this machine's, so STARTTLS is asked for, which is not there."""
    stand_in = MailStandIn()
    port = int(stand_in.bind().rpartition(":")[2])
    await stand_in.listen()

    with pytest.raises(Unavailable):
        await SmtpMail(SmtpServer("LOCALHOST", port, "", "", is_tls=False), SENDER).send(LETTER)

    assert not stand_in.mailbox.kept
    await stand_in.close()


@pytest.mark.parametrize(
    ("handler", "error"),
    [
        (Refusing(data="554 spam"), Undeliverable),
        (Refusing(data="451 later"), Unavailable),
        (Refusing(recipient="550 unknown"), Undeliverable),
        (Refusing(recipient="450 busy"), Unavailable),
    ],
)
async def test_a_refusal_for_good_is_told_from_one_for_now(
    handler: Refusing, error: type[Exception]
) -> None:
    async with serving(handler) as mail:
        with pytest.raises(error):
            await mail.send(LETTER)


async def test_a_server_that_is_away_is_unavailable_and_its_password_is_in_no_message() -> None:
    mail = SmtpMail(SmtpServer.of("smtp://ada:the-password@127.0.0.1:9"), SENDER)

    with pytest.raises(Unavailable) as refused:
        await mail.send(LETTER)

    assert "the-password" not in str(refused.value)


async def test_the_twin_keeps_and_refuses_as_it_is_told() -> None:
    twin = MemoryMail(fails=[Unavailable("away")])

    with pytest.raises(Unavailable):
        await twin.send(LETTER)
    await twin.send(LETTER)

    assert twin.sent == [LETTER]


def test_an_address_says_how_it_is_reached() -> None:
    plain = SmtpServer.of("smtp://a%40b:p%2Fw@mail.example.com")
    sealed = SmtpServer.of("smtps://mail.example.com")

    assert (plain.port, plain.user, plain.password, plain.is_tls) == (587, "a@b", "p/w", False)
    assert (sealed.port, sealed.is_tls, sealed.is_here) == (465, True, False)


def test_without_a_server_mail_is_off() -> None:
    assert mail_of(Settings.model_validate({})) is None
