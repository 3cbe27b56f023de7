"""Runs an author's tests with pytest, in a worker that has neither a platform nor a network."""

import asyncio
import inspect
import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Protocol

from sdk.sandbox import seccomp
from sdk.worker import loopback

MOST_TESTS = 500
MESSAGE_CHARACTERS = 8_000
OUTPUT_CHARACTERS = 20_000
OPTIONS = (
    "-q --tb=short --color=no --import-mode=importlib -c /dev/null"
    " -p no:cacheprovider -p no:faulthandler -p no:doctest -p no:junitxml -p no:pastebin"
).split()


class _Report(Protocol):
    nodeid: str
    when: str
    outcome: str
    duration: float
    longreprtext: str


class _Parts(MetaPathFinder):
    """Finds the packages of pytest, and nothing that lies beside them."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        self._folders = folders

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._folders:
            return None
        folder = Path(self._folders[fullname])
        files = (folder / f"__init__.py{kind}" for kind in ("", "c"))  # a package has no sources
        found = next(file for file in files if file.exists())
        return spec_from_file_location(fullname, found, submodule_search_locations=[str(folder)])


class _Outcomes:
    """The plugin that collects how each test ended, and runs those that are ``async``."""

    def __init__(self) -> None:
        self.found: list[dict[str, object]] = []

    def pytest_pyfunc_call(self, pyfuncitem: object) -> bool | None:
        function = getattr(pyfuncitem, "obj", None)
        if not inspect.iscoroutinefunction(function):
            return None
        given: Mapping[str, object] = getattr(pyfuncitem, "funcargs", {})
        names = inspect.signature(function).parameters
        asyncio.run(function(**{name: given[name] for name in names}))
        return True

    def pytest_runtest_logreport(self, report: _Report) -> None:
        if report.when == "call" or report.outcome != "passed":
            self._note(report)

    def pytest_collectreport(self, report: _Report) -> None:
        if report.outcome == "failed":
            self._note(report, 0)

    def _note(self, report: _Report, seconds: float | None = None) -> None:
        if len(self.found) < MOST_TESTS:
            self.found.append(
                {
                    "name": report.nodeid.partition("::")[2] or report.nodeid,
                    "outcome": report.outcome,
                    "seconds": round(report.duration if seconds is None else seconds, 3),
                    "message": report.longreprtext[-MESSAGE_CHARACTERS:],
                }
            )


def run(root: Path, file: str, folders: Mapping[str, str]) -> str:
    """Run the tests of a file, and return their outcomes as JSON; OSError without a wall."""
    loopback.install()
    seccomp.restrict(seccomp.without_network())
    sys.dont_write_bytecode = True
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.meta_path.insert(0, _Parts(folders))
    outcomes, output = _Outcomes(), io.StringIO()
    temporary = Path.cwd() / "pytest"
    where = [
        f"--rootdir={root}",
        f"--confcutdir={root}",
        f"--basetemp={temporary}",
        str(root / file),
    ]
    os.chdir(root)  # pytest names files from here
    with redirect_stdout(output), redirect_stderr(output):
        _alias()
        import_module("pytest").main([*OPTIONS, *where], plugins=[outcomes])
    text = output.getvalue().replace(f"{root}/", "")
    return json.dumps({"tests": outcomes.found, "output": text[-OUTPUT_CHARACTERS:]})


def _alias() -> None:
    """Make ``py`` importable, a file that lies beside pytest and names two modules of it."""
    alias = sys.modules["py"] = ModuleType("py")
    for name in ("error", "path"):
        sys.modules[f"py.{name}"] = import_module(f"_pytest._py.{name}")
        setattr(alias, name, sys.modules[f"py.{name}"])
