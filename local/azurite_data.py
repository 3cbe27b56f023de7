"""Runs Azurite and the stand-ins over a data folder of ./start.sh, for a program that reads it.

    python -m local.azurite_data --data DIR

prints one line of JSON with the settings that lead there, and ends when its standard input does:
with the program that started it, however that ends. The folder must not be in use.
"""

import argparse
import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from local.azurite import Azurite, AzuriteUnavailable

ROOT = Path(__file__).resolve().parents[1]
STOP_SECONDS = 15
#: Of the settings that ./start.sh wrote down, those that say where data is.
TAKEN_OVER = ("BIFROST_WORKSPACE_LOCATION", "BIFROST_WORKSPACE_SHARE")


def main() -> None:
    """Serve until the standard input ends."""
    parser = argparse.ArgumentParser(prog="local.azurite_data", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", type=Path, required=True, help="the data folder of ./start.sh")
    data: Path = parser.parse_args().data.resolve()
    if not any((data / "azurite").glob("__azurite_db_*")):
        sys.exit(f"{data} has no data of Azurite: name the data folder of ./start.sh")
    _require_unused(data / "standins" / "lock")
    try:
        with Azurite.start(data / "azurite") as azurite, _stand_ins(data / "standins") as found:
            settings = {
                **_taken_over(data / "local.settings.json"),
                "AzureWebJobsStorage": azurite.connection_string,
                "BIFROST_KEY_VAULT_URL": found["vaultUrl"],
                "BIFROST_KEY_VAULT_CA": found["vaultCa"],
                "BIFROST_FILES_CONNECTION": found["filesConnectionString"],
            }
            print(json.dumps(settings), flush=True)
            sys.stdin.read()
    except AzuriteUnavailable as error:
        sys.exit(str(error))


def _require_unused(lock: Path) -> None:
    """End this process if a ./start.sh runs over the folder: Azurite itself has no lock."""
    lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit(f"{lock.parent.parent} is in use: stop ./start.sh first")
    finally:
        os.close(descriptor)


@contextmanager
def _stand_ins(data: Path) -> Generator[Mapping[str, str]]:
    command = [sys.executable, "-m", "local.standins", "--data", str(data), "--exit-with-parent"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            sys.exit(process.wait() or 1)
        yield json.loads(line)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _taken_over(file: Path) -> dict[str, str]:
    """Return where ./start.sh had its workspace the last time, else the project's own folder."""
    try:
        values = cast("dict[str, str]", json.loads(file.read_text())["Values"])
    except (FileNotFoundError, ValueError, KeyError):
        values = {}
    found = {name: values[name] for name in TAKEN_OVER if values.get(name)}
    return {"BIFROST_WORKSPACE_LOCATION": str(ROOT / "workspace"), **found}


if __name__ == "__main__":
    main()
