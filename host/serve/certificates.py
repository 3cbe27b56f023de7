"""TLS certificates from files, read again when they change: without a restart, for new connections.

A pair that cannot be used leaves the old one in place, and is logged once.
"""

import logging
import ssl
from pathlib import Path

from host.errors import SettingsInvalid

logger = logging.getLogger(__name__)

_Stamp = tuple[tuple[int, int, int], ...]


class Certificates:
    """The certificate in use, and the context that a listener offers it with."""

    def __init__(self, certificate: Path, key: Path) -> None:
        """Raises SettingsInvalid if the files are no certificate with its key."""
        self._certificate, self._key = certificate, key
        try:
            self._stamp = self._stamped()
            self._current = self._loaded()
            self.context = self._loaded()
        except (OSError, ValueError) as error:
            raise SettingsInvalid(
                f"the certificate {certificate} cannot be used: {error}"
            ) from error
        self.context.sni_callback = self._offer

    def refresh(self) -> None:
        """Use the files' new content, if they have changed since the last look."""
        try:
            stamp = self._stamped()
            if stamp == self._stamp:
                return
            self._stamp = stamp
            self._current = self._loaded()
        except (OSError, ValueError) as error:
            self._note(error)
        else:
            logger.info("certificate replaced", extra={"file": str(self._certificate)})

    def _offer(self, connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        """Called in every handshake: from here on it goes on with the certificate in use."""
        del name
        connection.context = self._current

    def _loaded(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self._certificate, self._key)
        return context

    def _stamped(self) -> _Stamp:
        found = [path.stat() for path in (self._certificate, self._key)]
        return tuple((one.st_mtime_ns, one.st_size, one.st_ino) for one in found)

    def _note(self, error: OSError | ValueError) -> None:
        """Log a fault: a missing file is looked for again, and was logged when it went away."""
        if isinstance(error, FileNotFoundError):
            if not self._stamp:
                return
            self._stamp = ()
        facts = {"file": str(self._certificate), "reason": str(error)}
        logger.error("new certificate not usable: the old one stays in use", extra=facts)
