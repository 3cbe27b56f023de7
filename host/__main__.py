"""The program ``python -m host``: serves the app in a folder until SIGTERM or SIGINT.

It prints one line of JSON once it listens. Exit codes: 0 stopped, 3 the port is taken, 4 the app or
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
from host.hooks import NO_HOOKS, Hooks


def main(hooks: Hooks = NO_HOOKS) -> int:
    """Serve, and return the exit code."""
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
        hooks=hooks,
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
        _print_app_traceback(error.__cause__)
    return code


def _print_app_traceback(error: BaseException) -> None:
    """Print the traceback without the host's own frames."""
    here = str(Path.cwd())
    trace = error.__traceback__
    while trace is not None and not trace.tb_frame.f_code.co_filename.startswith(here):
        trace = trace.tb_next
    traceback.print_exception(error.with_traceback(trace or error.__traceback__))


def _take_stdout() -> TextIO:
    """Reserve standard output for the host's line; the app's output goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    return answers


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m host", description=__doc__)
    parser.add_argument("--app", type=Path, default=Path.cwd(), help="folder with host.json")
    parser.add_argument("--data", type=Path, required=True, help="folder for keys and timers")
    parser.add_argument("--port", type=int, default=7071, help="0 picks a free port")
    parser.add_argument("--function-key", default="test", help="the host-level function key")
    parser.add_argument("--no-auth", action="store_true", help="every caller is an administrator")
    parser.add_argument(
        "--sign-in", type=Path, metavar="FILE", help="accounts that can sign in, as JSON"
    )
    parser.add_argument(
        "--exit-with-parent", action="store_true", help="stop when the parent process ends"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
