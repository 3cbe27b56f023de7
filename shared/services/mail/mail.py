"""Mail: the Protocol that sends one message to one address, and its twin in memory."""

from dataclasses import dataclass, field
from typing import Protocol

from shared.errors import Refused


class Undeliverable(Refused):
    """The mail server refuses this message for good; the message is given up."""


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """One message; ``name`` is the recipient's, ``sender_name`` that of the installation."""

    address: str
    name: str
    sender_name: str
    subject: str
    text: str
    html: str


class Mail(Protocol):
    """Sends mail."""

    async def send(self, mail: OutgoingMail) -> None:
        """Hand a message to the mail server.

        Unavailable if another attempt may succeed, Undeliverable if none will.
        """
        ...


@dataclass
class MemoryMail:
    """Mail that is kept in a list; ``fails`` are raised by the next calls, one each."""

    sent: list[OutgoingMail] = field(default_factory=list[OutgoingMail])
    fails: list[Exception] = field(default_factory=list[Exception])

    async def send(self, mail: OutgoingMail) -> None:
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append(mail)
