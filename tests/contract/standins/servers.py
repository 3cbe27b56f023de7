"""How do the tests run the stand-ins as a real process?"""

import json
import os
import signal
import ssl
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Address:
    """What the process says of itself on its one line."""

    vault_url: str
    vault_ca: str
    files_connection_string: str

    @classmethod
    def read(cls, line: str) -> "Address":
        said: dict[str, str] = json.loads(line)
        assert list(said) == ["vaultUrl", "vaultCa", "filesConnectionString"]
        return cls(*said.values())

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.vault_ca)

    @property
    def files(self) -> dict[str, str]:
        """The parts of the connection string."""
        return dict(part.split("=", 1) for part in self.files_connection_string.split(";"))


class Standins:
    """One run of the program."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._process = subprocess.Popen(
            command(folder, *options), cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self._output = self._process.stdout
        self.address = Address.read(self._output.readline())

    def end(self, number: int = signal.SIGTERM) -> int:
        """The exit code after a signal."""
        self._process.send_signal(number)
        code = self._process.wait(timeout=10)
        self._output.close()
        return code

    def kill(self) -> None:
        self.end(signal.SIGKILL)


def command(folder: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "local.standins", "--data", os.fspath(folder), *options]
