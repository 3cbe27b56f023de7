"""Who vouches for the vault's HTTPS?

A throw-away authority, made once in the data folder. Clients are given ``ca.pem``; the
certificate of the server is issued anew at each start.
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
    """The whole file or none, so that a killed start leaves nothing half made."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    draft.touch(mode)
    draft.write_bytes(content)
    draft.replace(path)
