"""The program behind ``./start.sh``: starts the stack and prints its addresses."""

import argparse
import os
import signal
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from local import data_folders
from local.azurite import AzuriteUnavailable
from local.data_folders import UnfitDataFolder
from local.models.enrolling import enrol
from local.models.serving import serving
from local.stack import (
    ROOT,
    Stack,
    StackOptions,
    StartFailed,
    hosted,
    local_settings,
    services,
    stores_only,
)

TRY = """
Try it:

  curl -X POST {url}/api/workflows/hello_world \\
    -H "Content-Type: application/json" \\
    -H "x-functions-key: test" \\
    -H "X-Organization-Id: test-org-active" \\
    -d '{{"name": "Alice", "language": "spanish"}}'
"""
STOP = "\nCtrl-C stops everything.\n"


#: The web client that local/setup.sh has built.
CLIENT = ROOT / "client" / "dist"


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
        stores_port=chosen.stores_port,
        client=None if chosen.no_client else CLIENT,
        sign_in=not chosen.empty,
        demo=not chosen.empty,
    )
    try:
        if chosen.fresh:
            data_folders.remove(options.data)
        _say_what_is_left_out(options)
        with services(options) as settings:
            if chosen.no_host:
                return _serve_stores(options, settings, prints=chosen.print_settings)
            with (
                _local_models(wanted=chosen.local_ai) as models,
                hosted(options, settings) as stack,
            ):
                addresses = _enrolled(stack, models)
                if chosen.print_settings:
                    print(local_settings(stack.settings), flush=True)
                else:
                    _announce(addresses, "" if chosen.empty else TRY.format(url=stack.url))
                return stack.host.wait()
    except (StartFailed, AzuriteUnavailable, UnfitDataFolder) as error:
        if str(error):
            print(error, file=sys.stderr)
        return 1
    except Stop:
        return 0


def _serve_stores(options: StackOptions, settings: Mapping[str, str], *, prints: bool) -> int:
    """Keep the stores running until a signal."""
    stores_only(options, settings)
    words = "The stores run. Ctrl-C stops them."
    print(local_settings(settings) if prints else words, flush=True)
    while True:
        signal.pause()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./start.sh", usage="./start.sh [options]; see --help")
    parser.add_argument("--port", type=_port, default=7071)
    parser.add_argument("--data", type=Path, default=ROOT / ".data")
    parser.add_argument("--azurite", action="store_true")
    parser.add_argument("--no-client", action="store_true")
    parser.add_argument("--local-ai", action="store_true")
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--stores-port", type=_port)
    parser.add_argument("--no-host", action="store_true")
    parser.add_argument("--print-settings", action="store_true")
    chosen = parser.parse_args()
    if not chosen.azurite and (chosen.stores_port or chosen.no_host or chosen.print_settings):
        parser.error("--stores-port, --no-host and --print-settings are for --azurite")
    if chosen.empty and chosen.local_ai:
        parser.error("--local-ai is for the demo organizations, which --empty leaves out")
    return chosen


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


@contextmanager
def _local_models(*, wanted: bool) -> Generator[str | None]:
    """Run models beside the host, if they are wanted."""
    if not wanted:
        yield None
        return
    with serving() as address:
        yield address


def _enrolled(stack: Stack, models: str | None) -> Mapping[str, str]:
    """Return the addresses, after the demo organizations know of the models."""
    if models is None:
        return stack.addresses
    enrol(stack.url, models)
    return {**stack.addresses, "Models": models}


def _announce(addresses: Mapping[str, str], words: str) -> None:
    width = max(map(len, addresses))
    for name, address in addresses.items():
        print(f"{name:<{width}}  {address}")
    print(words + STOP, flush=True)


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise Stop


if __name__ == "__main__":
    sys.exit(main())
