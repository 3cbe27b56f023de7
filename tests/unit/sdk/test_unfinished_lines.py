"""Output without line ends costs what it is long, is seen while it lasts, and hides secrets."""

import itertools
import sys
import threading
import time
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk import testing, workflow
from sdk.rpc import redaction
from sdk.worker import unfinished_lines
from sdk.worker.logs import LineWriter
from tests.unit.engine.test_log_buffer import captured

pytestmark = pytest.mark.sampled(one_of=2, within="module")

TEXTS = st.text(st.sampled_from("ab \r\n\x1b[K5%"), max_size=60)
SECRETS = st.lists(st.text("ab\n", min_size=4, max_size=9), max_size=3)


def pieces_of(text: str, cuts: Iterable[int]) -> Iterator[str]:
    places = sorted({0, *(cut % (len(text) + 1) for cut in cuts), len(text)})
    for start, end in itertools.pairwise(places):
        yield text[start:end]


def said_of(pieces: Iterable[str]) -> list[str]:
    said: list[str] = []
    writer = LineWriter(lambda _, __, line: said.append(line), "INFO")
    for piece in pieces:
        writer.write(piece)
    writer.finish()
    return said


@given(TEXTS, st.lists(st.integers(0, 60), max_size=20))
def test_lines_are_the_same_however_the_text_is_cut(text: str, cuts: list[int]) -> None:
    assert said_of(pieces_of(text, cuts)) == said_of([text])


@given(SECRETS, TEXTS, st.lists(st.integers(0, 90), max_size=30))
def test_a_secret_is_hidden_however_it_is_cut(
    secrets: list[str], text: str, cuts: list[int]
) -> None:
    for secret in secrets:
        redaction.remember_secret(secret)
    text += "".join(secrets) + text
    streaming = redaction.Redaction()

    try:
        said = [*map(streaming.of, pieces_of(text, cuts)), streaming.rest()]
        assert "".join(said) == redaction.redact(text)
    finally:
        redaction.forget_secrets()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\r\nb\r\n", ["a", "b"]),
        ("\r 10%\r 50%\r100%\ndone\n", ["100%", "done"]),
        ("10%\r50%\r100%\r", ["100%"]),
        ("\r100%\r      \r", ["100%"]),
        ("\r100%\r\x1b[2K", ["100%"]),
        ("\r100%\r\x1b[Kready\n", ["\x1b[Kready"]),
        ("\n\r\n", ["", ""]),
        ("x" * 8200 + "\n", ["x" * 8192 + "… (8 characters left out)"]),
    ],
)
def test_of_a_bar_the_last_state_is_kept(text: str, said: list[str]) -> None:
    assert said_of([text]) == said_of(text) == said


@pytest.mark.parametrize(
    "piece", [".", ".\r", "\r.", " ", "\r", "\r ", "\x1b", "\r\x1b[", "\b.", "é"]
)
def test_output_without_line_ends_is_linear(piece: str) -> None:
    def seconds(count: int) -> float:
        started = time.process_time()
        said_of(piece for _ in range(count))
        return time.process_time() - started

    redaction.remember_secret("s3cret" * 100)
    try:
        seconds(1000)
        few, many = (min(seconds(count) for _ in range(3)) for count in (8_000, 32_000))
    finally:
        redaction.forget_secrets()

    assert many < 10 * few + 0.5


def test_an_unfinished_line_is_seen_while_nothing_more_is_written() -> None:
    seen = threading.Event()
    said: list[str] = []

    def emit(_: float, __: str, line: str) -> None:
        said.append(line)
        seen.set()

    writer = LineWriter(emit, "INFO")
    print("working", end="", file=writer)

    assert seen.wait(20)
    writer.write(" on\n")
    writer.finish()
    assert said == ["working", " on"]


def test_one_that_goes_on_is_seen_by_what_is_written_next() -> None:
    with captured() as said:
        sys.stdout.write("\r 10%")
        time.sleep(unfinished_lines.FIRST_SECONDS + 0.1)
        sys.stdout.write("\r 20%")
        assert said == [" 20%"]
        sys.stdout.write("\n")

    assert said == [" 20%"]


def test_no_thread_is_left_of_looking() -> None:
    before = threading.active_count()
    with captured() as said:
        sys.stdout.write("no end")
        sys.stdout.flush()

    assert said == ["no end"]
    assert threading.active_count() == before


def test_a_signal_handler_may_print_while_the_main_thread_does() -> None:
    def emit(_: float, __: str, line: str) -> None:
        if line == "outer":
            writer.write("inner\n")
        said.append(line)

    said: list[str] = []
    writer = LineWriter(emit, "INFO")
    writer.write("outer\n")

    assert said == ["inner", "outer"]


def test_the_kit_has_what_has_no_line_end_after_a_run() -> None:
    @workflow
    def shows() -> None:
        sys.stdout.write("10%\r20%")
        sys.stdout.flush()

    with testing.running():
        testing.run_sync(shows)

        assert testing.logs() == [("INFO", "20%")]
