"""Installs packages with pip, in a worker of its own, into that worker's folder.

It takes wheels only, so that no code of a package runs. The result is one archive.
"""

import compileall
import importlib
import importlib.util
import logging
import os
import sys
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

TARGET = "packages"
ARCHIVE = "packages.zip"
REQUIREMENTS = "requirements.txt"
AUTHORITY = "authority.pem"
EPOCH = (1980, 1, 1, 0, 0, 0)

OPTIONS = """
    --isolated --no-input --no-cache-dir --no-color --no-compile --progress-bar off
    --disable-pip-version-check --no-warn-script-location --only-binary :all:
""".split()


class InstallFailed(Exception):
    """The installation failed; the log says why."""


def install(pip: Path, requirements: str, index: str, authority: str) -> None:
    """Install packages into ARCHIVE in the working directory; InstallFailed if pip fails.

    ``index`` and ``authority``, the text of a file of certificates, are pip's defaults if empty.
    """
    os.environ["PIP_CONFIG_FILE"] = os.devnull
    logging.getLogger().setLevel(logging.INFO)
    Path(TARGET).mkdir()
    if requirements:
        Path(REQUIREMENTS).write_text(requirements, "utf-8")
        _run(pip, [*OPTIONS, *_source(index, authority), "--target", TARGET, "-r", REQUIREMENTS])
    # Compiled now: workers, which may only read the packages, cannot store compiled files.
    compileall.compile_dir(TARGET, quiet=2, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
    _pack(Path(TARGET), Path(ARCHIVE))


def _source(index: str, authority: str) -> list[str]:
    options = ["--index-url", index] if index else []
    if authority:
        Path(AUTHORITY).write_text(authority, "utf-8")
        options += ["--cert", AUTHORITY]
    return options


def _run(pip: Path, options: list[str]) -> None:
    """Run pip, and make only pip importable: not the packages that lie beside it."""
    files = (pip / f"__init__.py{kind}" for kind in ("", "c"))  # a package has no sources of it
    found = next((file for file in files if file.exists()), None)
    spec = importlib.util.spec_from_file_location(
        "pip", found, submodule_search_locations=[str(pip)]
    )
    if spec is None or spec.loader is None:
        raise InstallFailed("pip is not installed")
    sys.modules["pip"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["pip"])
    main = importlib.import_module("pip._internal.cli.main").main
    status = main(["install", *options])
    if status:
        raise InstallFailed(f"pip ended with status {status}")


def _pack(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
