"""What a workflow says becomes lines, however it says it."""

import logging
import sys
import warnings
from collections.abc import Generator
from contextlib import contextmanager

from sdk.worker import logs


@contextmanager
def captured() -> Generator[list[str]]:
    """What is captured, as in a worker; afterwards all is as before."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.stdout, sys.stderr
    said: list[str] = []
    finish = logs.capture(lambda _, __, message: said.append(message))
    yield said
    finish()
    logging.captureWarnings(capture=False)
    root.handlers[:], level, sys.stdout, sys.stderr = before
    root.setLevel(level)


def test_bytes_are_text_of_the_same_lines() -> None:
    with captured() as lines:
        sys.stdout.buffer.write("on€".encode()[:3])
        sys.stdout.buffer.write("on€".encode()[3:] + b", two\nthr")
        sys.stdout.write("ee\n")
        sys.stdout.buffer.flush()

    assert lines == ["on€, two", "three"]


def test_a_warning_ends_without_a_line_end() -> None:
    with captured() as lines, warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("w", stacklevel=1)

    assert [line[-1] for line in lines] == [")"]
