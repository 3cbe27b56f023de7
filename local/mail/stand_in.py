"""A real SMTP server on this machine, inside the development host, and the page of its messages."""

import asyncio
import logging
import socket
from typing import TYPE_CHECKING, Any

from local.mail.mailbox import Mailbox
from local.mail.page import MailPages

if TYPE_CHECKING:
    from starlette.types import ASGIApp

HOST = "127.0.0.1"


class MailStandIn:
    """Takes mail for every address, and sends none of it on."""

    def __init__(self) -> None:
        self.mailbox = Mailbox()
        self._socket: socket.socket | None = None
        self._server: asyncio.Server | None = None

    def bind(self) -> str:
        """Take a free port, and return the address for BIFROST_SMTP_URL."""
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.bind((HOST, 0))
        return f"smtp://{HOST}:{self._socket.getsockname()[1]}"

    async def listen(self) -> None:
        """Begin to take mail, if a port was taken; it ends with the process."""
        if self._socket is not None:
            loop = asyncio.get_running_loop()
            self._server = await loop.create_server(self._protocol, sock=self._socket)

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def front(self, app: "ASGIApp") -> "ASGIApp":
        """Serve ``/.mail`` in front of an application."""
        return MailPages(app, self.mailbox)

    def _protocol(self) -> asyncio.Protocol:
        # Imported with the first message: no start needs to wait for it.
        from aiosmtpd.smtp import SMTP

        logging.getLogger("mail.log").setLevel(logging.WARNING)
        return SMTP(_Handler(self.mailbox), hostname="localhost", enable_SMTPUTF8=True)


class _Handler:
    """What aiosmtpd calls; the name is part of its interface."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        del server, session
        self._mailbox.add(envelope.rcpt_tos, envelope.content)
        return "250 Message accepted for delivery"
