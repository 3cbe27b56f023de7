"""Does the program that serves both stand-ins behave as a process should?"""

import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.contract.standins.clients import open_files, open_vault
from tests.contract.standins.servers import ROOT, Address, Standins, command


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_soon_and_well(tmp_path: Path, number: int) -> None:
    standins = Standins(tmp_path)
    with open_vault(standins.address) as vault:
        vault.set_secret("name", "value")
        started_at = time.monotonic()

        code = standins.end(number)

    assert code == 0
    assert time.monotonic() - started_at < 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_what_was_answered_outlives_the_process(tmp_path: Path, number: int) -> None:
    first = Standins(tmp_path)
    with open_vault(first.address) as vault, open_files(first.address) as files:
        vault.set_secret("name", "value", tags={"owner": "ann"})
        share = files.create_share("share", metadata={"owner": "ann"})
        share.create_directory("directory").get_file_client("file").upload_file(
            b"content", metadata={"owner": "bob"}
        )
    first.end(number)

    second = Standins(tmp_path)

    with open_vault(second.address) as vault, open_files(second.address) as files:
        secret = vault.get_secret("name")
        share = files.get_share_client("share")
        file = share.get_file_client("directory/file")
        assert (secret.value, secret.properties.tags) == ("value", {"owner": "ann"})
        assert share.get_share_properties().metadata == {"owner": "ann"}
        assert file.download_file().readall() == b"content"
        assert file.get_file_properties().metadata == {"owner": "bob"}
    second.end()


def test_a_kill_among_writes_loses_no_answer(tmp_path: Path) -> None:
    first = Standins(tmp_path)
    with open_vault(first.address) as vault, open_files(first.address) as files:
        share = files.create_share("share")
        for number in range(20):
            vault.set_secret(f"name-{number}", str(number))
            share.get_file_client(str(number)).upload_file(str(number).encode())
        first.kill()

    second = Standins(tmp_path)

    with open_vault(second.address) as vault, open_files(second.address) as files:
        share = files.get_share_client("share")
        for number in range(20):
            content = share.get_file_client(str(number)).download_file().readall()
            assert (vault.get_secret(f"name-{number}").value, content.decode()) == (
                str(number),
                str(number),
            )
    second.end()


def test_the_authority_the_key_and_chosen_ports_stay_the_same(tmp_path: Path) -> None:
    first = Standins(tmp_path)
    vault_port = httpx.URL(first.address.vault_url).port
    files_port = httpx.URL(first.address.files["FileEndpoint"]).port
    authority = Path(first.address.vault_ca).read_bytes()
    first.end()

    second = Standins(tmp_path, "--vault-port", str(vault_port), "--files-port", str(files_port))

    assert second.address == first.address
    assert Path(second.address.vault_ca).read_bytes() == authority
    second.end()


def test_secrets_on_the_disk_are_for_their_owner_alone(address: Address) -> None:
    folder = Path(address.vault_ca).parent

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}

    private = {name: mode for name, mode in modes.items() if name.endswith(("key.pem", ".key"))}
    databases = {name: mode for name, mode in modes.items() if ".db" in name}
    assert private == {"ca-key.pem": 0o600, "files.key": 0o600}
    assert {"vault.db", "files.db"} <= set(databases)
    assert set(databases.values()) == {0o600}


def test_a_second_process_on_the_same_folder_says_so(address: Address) -> None:
    folder = Path(address.vault_ca).parent

    second = run(command(folder))

    assert second.returncode == 1
    assert second.stdout == ""
    assert second.stderr.splitlines() == [
        f"{folder} is in use by another stand-ins process: stop that first."
    ]


def test_a_taken_port_is_named(tmp_path: Path, address: Address) -> None:
    port = httpx.URL(address.vault_url).port

    second = run(command(tmp_path, "--vault-port", str(port)))

    assert second.returncode == 1
    assert second.stderr.splitlines() == [
        f"cannot listen on 127.0.0.1:{port}: Address already in use."
    ]


@pytest.mark.parametrize("service", ["vault", "files"])
@pytest.mark.parametrize("host", ["127.0.0.2", "own"])
def test_it_listens_on_the_loopback_address_only(address: Address, service: str, host: str) -> None:
    url = address.vault_url if service == "vault" else address.files["FileEndpoint"]
    port = httpx.URL(url).port or 0
    other = own_address() if host == "own" else host

    with (
        pytest.raises(OSError, match=r"refused|timed out"),
        socket.create_connection((other, port), timeout=2),
    ):
        pass

    with socket.create_connection(("127.0.0.1", port), timeout=2):
        pass


def test_it_ends_with_its_parent_when_told_to(tmp_path: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, *command(tmp_path, "--exit-with-parent")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    address = Address.read(parent.stdout.readline())

    parent.kill()
    parent.wait()

    assert parent.stdout.read() == ""
    with pytest.raises(httpx.ConnectError):
        httpx.get(address.files["FileEndpoint"])
    parent.stdout.close()


PARENT = "import subprocess, sys; subprocess.run(sys.argv[1:], check=False)"


def run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, check=False, timeout=20
    )


def own_address() -> str:
    """The address of this machine in its network, or a second loopback one without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.3"
        host: str = probe.getsockname()[0]
    return host
