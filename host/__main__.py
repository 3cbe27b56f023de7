"""What ``python -m host`` does: serve the app in a folder until told to stop.

Prints one line of JSON when it listens. Exit codes: 0 stopped, 3 the port is taken, 4 the app or
its configuration does not load.
"""

import argparse
import io
import os
import sys
import traceback
from pathlib import Path
from typing import TextIO

from host import lifecycle, logs, parent
from host.errors import HostError, ImportFailed, PortTaken


def main() -> int:
    arguments = _parser().parse_args()
    answers = _take_stdout()
    logs.configure()
    if arguments.exit_with_parent:
        parent.exit_with_parent()
    options = lifecycle.CommandLine(
        app=arguments.app.resolve(),
        data=arguments.data.resolve(),
        port=arguments.port,
        function_key=arguments.function_key,
        enforce_keys=not arguments.no_auth,
        answers=answers,
        sign_in=arguments.sign_in and arguments.sign_in.resolve(),
    )
    try:
        lifecycle.run(options)
    except PortTaken as error:
        return _refused(error, 3)
    except HostError as error:
        return _refused(error, 4)
    return 0


def _refused(error: HostError, code: int) -> int:
    print(str(error), file=sys.stderr)
    if isinstance(error, ImportFailed) and error.__cause__ is not None:
        _print_own_part(error.__cause__)
    return code


def _print_own_part(error: BaseException) -> None:
    """The traceback without the frames that led from the host into the app."""
    here = str(Path.cwd())
    trace = error.__traceback__
    while trace is not None and not trace.tb_frame.f_code.co_filename.startswith(here):
        trace = trace.tb_next
    traceback.print_exception(error.with_traceback(trace or error.__traceback__))


def _take_stdout() -> TextIO:
    """Standard output for the host's one line; what the app prints goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    return answers


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m host", description=__doc__)
    parser.add_argument("--app", type=Path, default=Path.cwd(), help="folder with host.json")
    parser.add_argument("--data", type=Path, required=True, help="folder for keys and timers")
    parser.add_argument("--port", type=int, default=7071, help="0 takes a free one")
    parser.add_argument("--function-key", default="test", help="the host-level function key")
    parser.add_argument("--no-auth", action="store_true", help="every caller is administrator")
    parser.add_argument("--sign-in", type=Path, metavar="FILE", help="who can sign in, as JSON")
    parser.add_argument("--exit-with-parent", action="store_true", help="stop when it is gone")
    return parser


if __name__ == "__main__":
    sys.exit(main())
