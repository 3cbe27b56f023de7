"""Tells the service manager what this process is doing: sd_notify, for Type=notify."""

import logging
import socket
from collections.abc import Mapping

logger = logging.getLogger(__name__)


def notify(state: str, environment: Mapping[str, str]) -> None:
    """Send a state such as ``READY=1``, if the process was started by a manager that asks."""
    address = environment.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as manager:
            manager.connect(address)
            manager.sendall(state.encode())
    except OSError as error:
        logger.warning("service manager not told", extra={"state": state, "reason": str(error)})
