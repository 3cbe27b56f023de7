"""Which requirements may be installed."""

import pytest

from functions.composition import Runtime
from shared.engine.packages.requirements import FILE
from tests.contract.engine.packages.packages_helpers import Install, files_of, words_of


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"package": "greeting @ https://example.test/greeting.whl"}, "from a URL"),
        ({"package": "--index-url=https://example.test/"}, "options"),
        ({"package": "greeting\n--no-binary :all:"}, "greeting"),
        ({"package": "greeting --no-binary :all:"}, "options"),
        ({"package": "/etc/passwd"}, "not a requirement"),
        ({"package": "greeting", "version": "1.0 --pre"}, "not a version"),
        ({"package": "greeting>=1", "version": "1.0, <2"}, "not a version"),
        ({"version": "1.0"}, "name it"),
        ({}, "no requirements.txt"),
    ],
)
async def test_what_is_no_requirement_is_refused(
    install: Install, wanted: dict[str, object], words: str
) -> None:
    answer = await install.ask(**wanted)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
    assert words in answer.json["message"], answer.json


@pytest.mark.parametrize(
    "line", ["-r other.txt", "-e .", "--extra-index-url https://example.test", "git+https://x/y"]
)
async def test_a_file_with_options_is_refused_with_its_line(
    install: Install, running: Runtime, line: str
) -> None:
    files_of(running)[FILE] = f"greeting\n{line}\n"

    answer = await install.ask()

    assert answer.status == 400
    assert "line 2" in answer.json["message"]


async def test_hashes_are_held_to(install: Install, running: Runtime) -> None:
    files_of(running)[FILE] = "greeting==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"

    job = await install()

    assert job["status"] == "failed"
    assert "HASHES" in words_of(job).upper()
