"""Mail over SMTP (RFC 5321), with TLS except to a server on this machine."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from ipaddress import ip_address
from types import ModuleType
from urllib.parse import unquote, urlsplit

from shared.errors import Unavailable
from shared.services.mail.mail import OutgoingMail, Undeliverable
from shared.settings import Settings

SECONDS = 30
PORTS = {"smtp": 587, "smtps": 465}
MOST_HEADER_CHARACTERS = 150
#: An address that can be a part of a command and of a header as it is, after IDNA.
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}", re.ASCII)
PERMANENT = 500


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server: ``smtp://user:password@host:587``, or ``smtps://`` for TLS from the start.

    With ``smtp`` the connection is upgraded to TLS (STARTTLS) or not used, except on a loopback
    address.
    """

    host: str
    port: int
    user: str
    password: str
    is_tls: bool

    @classmethod
    def of(cls, url: str) -> "SmtpServer":
        parts = urlsplit(url)
        return cls(
            host=parts.hostname or "",
            port=parts.port or PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            is_tls=parts.scheme == "smtps",
        )

    @property
    def is_here(self) -> bool:
        """Whether the server is on this machine, where no other machine reads along."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class SmtpMail:
    """Sends each message over a connection of its own: there are few."""

    def __init__(self, server: SmtpServer, sender: str) -> None:
        self._server = server
        self._sender = sender

    async def send(self, mail: OutgoingMail) -> None:
        message, library, server = message_of(mail, self._sender), _library(), self._server
        try:
            await library.send(
                message,
                sender=self._sender,
                recipients=[_usable(mail.address)],
                hostname=server.host,
                port=server.port,
                username=server.user or None,
                password=server.password or None,
                use_tls=server.is_tls,
                start_tls=not server.is_tls and not server.is_here,
                timeout=SECONDS,
            )
        except library.SMTPRecipientsRefused as error:
            _give_up(min((each.code for each in error.recipients), default=0), error)
        except library.SMTPDataError as error:
            _give_up(error.code, error)
        except (library.SMTPException, OSError) as error:
            raise Unavailable(f"the mail server cannot be used: {_why(error)}") from error


def mail_of(settings: Settings) -> SmtpMail | None:
    """Return the mail server that the settings name; None if they name none."""
    url = settings.smtp_url.get_secret_value()
    return SmtpMail(SmtpServer.of(url), settings.mail_from) if url else None


def message_of(mail: OutgoingMail, sender: str) -> EmailMessage:
    """Return the message with its headers; no text of a user can add a header to it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(one_line(mail.sender_name), addr_spec=sender)
    message["To"] = Address(one_line(mail.name), addr_spec=_usable(mail.address))
    message["Subject"] = one_line(mail.subject)
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def one_line(text: str) -> str:
    r"""Return a text without line breaks and control characters, for a header.

    >>> one_line("Ada\r\nBcc: all@example.com\u2028x")
    'Ada Bcc: all@example.com x'
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(plain.split())[:MOST_HEADER_CHARACTERS]


def _usable(address: str) -> str:
    """Return the address with its domain in ASCII; Undeliverable if it cannot be sent to."""
    import idna  # noqa: PLC0415  indexing the app need not import it

    local, _, domain = address.rpartition("@")
    try:
        ascii_domain = domain if domain.isascii() else idna.encode(domain).decode()
    except idna.IDNAError:
        ascii_domain = ""
    found = f"{local}@{ascii_domain}"
    if ADDRESS.fullmatch(found) is None:
        raise Undeliverable("mail cannot be sent to this address")
    return found


def _give_up(code: int, error: Exception) -> None:
    """Raise Undeliverable for a refusal that stays, else Unavailable."""
    if code >= PERMANENT:
        raise Undeliverable(f"the mail server refuses the message: {code}") from error
    raise Unavailable(f"the mail server does not take the message now: {code}") from error


def _why(error: Exception) -> str:
    """Return the kind of an error: its text may repeat what was sent."""
    return type(error).__name__


def _library() -> ModuleType:
    # Imported on first use: indexing the app must not pay for it.
    import aiosmtplib  # noqa: PLC0415

    return aiosmtplib
