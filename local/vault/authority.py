"""The certificate authority of the vault's HTTPS.

It is created once, in the data folder. Clients trust its ``ca.pem``; each start issues a new
server certificate.
"""

import ssl
from pathlib import Path

import trustme

NAMES = ("localhost", "127.0.0.1")


class Authority:
    def __init__(self, folder: Path) -> None:
        self.certificate = folder / "ca.pem"
        self._key = folder / "ca-key.pem"

    def server_context(self) -> ssl.SSLContext:
        """A TLS context that is valid for this machine's own names."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._load().issue_cert(*NAMES).configure_cert(context)
        return context

    def _load(self) -> trustme.CA:
        if self.certificate.exists():
            return trustme.CA.from_pem(self.certificate.read_bytes(), self._key.read_bytes())
        made = trustme.CA(organization_name="Bifrost development")
        _write(self._key, made.private_key_pem.bytes(), 0o600)
        _write(self.certificate, made.cert_pem.bytes(), 0o644)
        return made


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write the whole file or none, so that a killed process leaves no partial file."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode)
    draft.write_bytes(content)
    draft.replace(path)
