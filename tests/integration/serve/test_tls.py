"""TLS by files: a new certificate without a restart, and a broken one that changes nothing."""

import signal
import socket
import ssl
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import trustme

from tests.integration.serve.box_process import BoxProcess, eventually, refusal
from tests.integration.serve.conftest import Starts

pytestmark = pytest.mark.sampled(one_of=2, within="module")


def write(authority: trustme.CA, folder: Path) -> tuple[Path, Path]:
    """A new certificate for this machine, and its key."""
    issued = authority.issue_cert("localhost")
    certificate, key = folder / "cert.pem", folder / "key.pem"
    issued.private_key_pem.write_to_path(key)
    key.chmod(0o600)
    certificate.write_bytes(b"".join(pem.bytes() for pem in issued.cert_chain_pems))
    return certificate, key


def served(box: BoxProcess) -> bytes:
    """The certificate of a new connection."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    port = urlsplit(box.url).port or 0
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
        context.wrap_socket(plain) as secured,
    ):
        return secured.getpeercert(binary_form=True) or b""


@pytest.mark.parametrize("by_signal", [True, False])
def test_a_new_certificate_is_used_and_a_broken_one_is_not(
    starts: Starts, tmp_path: Path, *, by_signal: bool
) -> None:
    authority = trustme.CA()
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(trusted)
    certificate, key = write(authority, tmp_path)
    files = ["--tls-cert", str(certificate), "--tls-key", str(key)]
    box = starts(tmp_path, *files, verify=ssl.create_default_context(cafile=trusted))

    def told(number: signal.Signals = signal.SIGHUP) -> None:
        if by_signal:
            box.process.send_signal(number)

    def next_after(old: bytes) -> bytes:
        write(authority, tmp_path)
        told()
        return eventually(lambda: found if (found := served(box)) != old else None, 10)

    first = served(box)
    second = next_after(first)
    certificate.write_text("no certificate")
    told()
    eventually(lambda: box.records("new certificate not usable: the old one stays in use"), 10)
    broken = served(box)
    certificate.unlink()
    told()
    gone = served(box)
    last = next_after(second)
    answer = box.client.get("/api/health")

    assert box.url.startswith("https://")
    assert "https://localhost:" in box.said
    assert answer.status_code == 200
    assert (broken, gone) == (second, second)
    assert len({first, second, last}) == 3


def test_plain_http_is_not_answered_on_a_port_with_tls(starts: Starts, tmp_path: Path) -> None:
    certificate, key = write(trustme.CA(), tmp_path)
    box = starts(tmp_path, "--tls-cert", str(certificate), "--tls-key", str(key))
    with socket.create_connection(("127.0.0.1", urlsplit(box.url).port or 0), timeout=20) as plain:
        plain.sendall(b"GET /api/health HTTP/1.1\r\nHost: box\r\n\r\n")
        answer = plain.recv(100)
    box.stop()

    assert not answer.startswith(b"HTTP/")


def test_a_key_that_everybody_may_read_is_refused(tmp_path: Path) -> None:
    certificate, key = write(trustme.CA(), tmp_path)
    key.chmod(0o644)

    code, said = refusal(tmp_path, "--tls-cert", str(certificate), "--tls-key", str(key))

    assert code == 1
    assert "chmod 640" in said
