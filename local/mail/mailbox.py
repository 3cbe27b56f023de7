"""The messages that the stand-in for a mail server took, in memory."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

MOST_MESSAGES = 200


@dataclass(frozen=True, slots=True)
class Received:
    """One message: to whom the envelope says, and what its headers and its text say."""

    number: int
    recipients: Sequence[str]
    sender: str
    subject: str
    date: str
    text: str
    html: str


@dataclass
class Mailbox:
    """The newest messages, the latest last."""

    kept: deque[Received] = field(default_factory=lambda: deque(maxlen=MOST_MESSAGES))
    count: int = 0

    def add(self, recipients: Sequence[str], content: bytes) -> None:
        message = message_from_bytes(content, policy=default)
        self.count += 1
        self.kept.append(
            Received(
                number=self.count,
                recipients=[*recipients],
                sender=str(message["From"]),
                subject=str(message["Subject"]),
                date=str(message["Date"]),
                text=_part(message, "plain"),
                html=_part(message, "html"),
            )
        )

    def find(self, number: int) -> Received | None:
        return next((each for each in self.kept if each.number == number), None)


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
