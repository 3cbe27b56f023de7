"""The program behind ``./start.sh``: starts the stack and prints its addresses."""

import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from local import data_folders
from local.azurite import AzuriteUnavailable
from local.data_folders import UnfitDataFolder
from local.stack import ROOT, Stack, StackOptions, StartFailed, running

TRY = """
Try it:

  curl -X POST {url}/api/workflows/hello_world \\
    -H "Content-Type: application/json" \\
    -H "x-functions-key: test" \\
    -H "X-Organization-Id: test-org-active" \\
    -d '{{"name": "Alice", "language": "spanish"}}'

Ctrl-C stops everything.
"""


class Stop(BaseException):
    """Raised in the main thread on SIGTERM or Ctrl-C."""


def main() -> int:
    chosen = _options()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    options = StackOptions(
        chosen.data.resolve(),
        chosen.port,
        environment=_environment_settings(),
        azurite=chosen.azurite,
    )
    try:
        if chosen.fresh:
            data_folders.remove(options.data)
        _say_what_is_left_out(options)
        with running(options) as stack:
            _announce(stack)
            return stack.host.wait()
    except (StartFailed, AzuriteUnavailable, UnfitDataFolder) as error:
        if str(error):
            print(error, file=sys.stderr)
        return 1
    except Stop:
        return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./start.sh", usage="./start.sh [options]; see --help")
    parser.add_argument("--port", type=_port, default=7071)
    parser.add_argument("--data", type=Path, default=ROOT / ".data")
    parser.add_argument("--azurite", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    return parser.parse_args()


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{port} is not a port: give one from 1 to 65535")
    return port


def _environment_settings() -> dict[str, str]:
    """The Bifrost and Azure settings of the environment, which override the stack's own."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("BIFROST_", "AzureWebJobs", "AZURE_FUNCTIONS_"))
    }


def _say_what_is_left_out(options: StackOptions) -> None:
    if options.azurite and data_folders.has_store(options.data):
        print(
            f"{options.data} also has a SQLite store, whose data is not there with --azurite",
            file=sys.stderr,
        )


def _announce(stack: Stack) -> None:
    width = max(map(len, stack.addresses))
    for name, address in stack.addresses.items():
        print(f"{name:<{width}}  {address}")
    print(TRY.format(url=stack.url), flush=True)


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise Stop


if __name__ == "__main__":
    sys.exit(main())
