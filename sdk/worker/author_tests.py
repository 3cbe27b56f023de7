"""Runs an author's tests with pytest, in a process without a network, and reports each.

pytest is the platform's own. Its modules are found by their places, so that no other package of the
platform can be imported by a test.
"""

import importlib
import importlib.util
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import Distribution
from pathlib import Path
from types import ModuleType
from typing import Any

from sdk.rpc.protocol import Message
from sdk.sandbox import seccomp
from sdk.worker import loopback
from sdk.worker.loader import WorkspacePaths

TEXT_CHARACTERS = 20_000
NAME_CHARACTERS = 500
USAGE_ERROR = 4
#: Files in which a workspace may configure pytest, in the order in which pytest looks.
CONFIGURED = ("pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
OPTIONS = """
    -q --color=no --tb=short --log-level=INFO --import-mode=importlib -o asyncio_mode=auto
    -p pytest_asyncio.plugin -p no:cacheprovider -p no:faulthandler -p no:junitxml -p no:pastebin
""".split()


class ToolVersion(Distribution):
    """The version of one of the platform's packages, which it asks for when it is imported."""

    def __init__(self, name: str, version: str) -> None:
        self._metadata = f"Name: {name}\nVersion: {version}\n"

    def read_text(self, filename: str) -> str | None:
        return self._metadata if filename == "METADATA" else None

    def locate_file(self, path: str | os.PathLike[str]) -> Path:
        return Path(path)


class ToolFinder(MetaPathFinder):
    """Finds the modules that pytest consists of, each in the place that the platform names."""

    def __init__(self, places: Mapping[str, str], versions: Mapping[str, str]) -> None:
        self._places = places
        self._versions = versions

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        place = self._places.get(fullname)
        if place is None:
            return None
        is_package = Path(place).stem == "__init__"
        folder = [str(Path(place).parent)] if is_package else None
        return importlib.util.spec_from_file_location(
            fullname, place, submodule_search_locations=folder
        )

    def find_distributions(self, context: Any) -> Iterator[Distribution]:
        """Find the packages whose versions are asked for."""
        name = context.name or ""
        if name in self._versions:
            yield ToolVersion(name, self._versions[name])


class Reporter:
    """A plugin of pytest that reports each test when it is over, and each file with a fault."""

    def __init__(self, report: Callable[[Message], None]) -> None:
        self._report = report
        self._worst: dict[str, Any] = {}
        self._seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: Any) -> None:
        name = report.nodeid
        self._seconds[name] = self._seconds.get(name, 0) + report.duration
        if report.failed or report.skipped or name not in self._worst:
            self._worst[name] = report
        if report.when == "teardown":
            self._tell(self._worst.pop(name), self._seconds.pop(name), report)

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self._tell(report, 0, report)

    def _tell(self, worst: Any, seconds: float, last: Any) -> None:
        printed = "".join(text for _, text in last.sections)
        self._report(
            {
                "kind": "tested",
                "name": worst.nodeid[:NAME_CHARACTERS],
                "outcome": _outcome_of(worst),
                "seconds": seconds,
                "message": _cut(_words_of(worst)),
                "printed": _cut(printed),
                "line": _line_of(worst),
            }
        )


def run(order: Mapping[str, Any], report: Callable[[Message], None]) -> int:
    """Run the tests of the order's files; return pytest's exit code.

    OSError if the network cannot be taken away: then nothing is run. RuntimeError with pytest's own
    words if it cannot begin, such as about a conftest.py or an option.
    """
    seccomp.restrict(seccomp.without_network())
    loopback.install()
    _forget_proxies()
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, ToolFinder(order["modules"], order["versions"]))
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    pytest = importlib.import_module("pytest")
    root = WorkspacePaths.root
    # pytest's own choice of a folder asks who owns it, and a worker may be two users at once.
    own = ["--basetemp", str(Path.cwd() / "temporary"), "-c", str(_configuration(root))]
    places = ["--rootdir", str(root), "--confcutdir", str(root), *own]
    files = [str(root / file) for file in order["files"]]
    said = io.StringIO()
    with redirect_stderr(said):
        code = int(pytest.main([*OPTIONS, *places, *files], plugins=[Reporter(report)]))
    if code == USAGE_ERROR:
        raise RuntimeError(said.getvalue().replace(f"{root}/", "").strip())
    return code


def _forget_proxies() -> None:
    """Remove the proxy's address, which may have a password, as nothing can use it here."""
    for name in [*os.environ]:
        if name.upper().endswith("_PROXY"):
            del os.environ[name]


def _configuration(root: Path) -> Path:
    """Return the workspace's configuration of pytest; one that says nothing if it has none."""
    found = next((root / name for name in CONFIGURED if (root / name).is_file()), None)
    if found is not None:
        return found
    own = Path.cwd() / "pytest.ini"
    own.write_text("[pytest]\n")
    return own


def _outcome_of(report: Any) -> str:
    if report.skipped:
        return "skipped"
    if report.failed:
        return "failed" if getattr(report, "when", "") == "call" else "error"
    return "passed"


def _words_of(report: Any) -> str:
    if not (report.failed or report.skipped):
        return ""
    if report.skipped and not hasattr(report.longrepr, "reprcrash"):
        _, _, reason = report.longrepr
        return str(reason)
    return str(report.longreprtext).replace(f"{WorkspacePaths.root}/", "")


def _line_of(report: Any) -> int | None:
    """Return the line of the test's file in which it failed, or else begins."""
    crash = getattr(report.longrepr, "reprcrash", None)
    file = report.nodeid.partition("::")[0]
    if crash is not None and str(crash.path).endswith(file):
        return int(crash.lineno)
    line = report.location[1] if hasattr(report, "location") else None
    return None if line is None else int(line) + 1


def _cut(text: str) -> str:
    """Shorten a text in its middle: what failed is at the end, and where at the beginning."""
    if len(text) <= TEXT_CHARACTERS:
        return text
    half = TEXT_CHARACTERS // 2 - 50
    left_out = len(text) - 2 * half
    return f"{text[:half]}\n[{left_out} characters left out]\n{text[-half:]}"
