"""Compiles the Python files of a package, so that no cold start has to.

    PYTHONHASHSEED=0 python3.11 -m infra.packaging.bytecode FOLDER

It runs under the Python that the package is for, whose bytecode it writes. Nothing will check the
bytecode against its source: a package is replaced as a whole, and its files have no times. The same
sources give the same bytes, since the seed orders what a set holds.

The largest dependencies of Python code alone are bytecode alone: with their sources, the package
would be a third larger, and each instance unpacks all of it.
"""

import py_compile
import sys
from pathlib import Path

UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH
#: What is not ours; a file there that does not compile is never imported.
PACKAGES = ".python_packages/"
#: Dependencies of which the package has no sources.
SOURCELESS = (
    "_pytest",
    "anthropic",
    "authlib",
    "azure/core",
    "azure/identity",
    "azure/keyvault",
    "azure/storage",
    "fastapi",
    "libcst",
    "msal",
    "openai",
    "pip",
    "pyasn1",
    "pyasn1_modules",
    "pydantic",
    "pygments",
    "werkzeug",
)
SITE = f"{PACKAGES}lib/site-packages/"


def compile_folder(folder: Path) -> list[str]:
    """Compile each file; return why some of ours could not be."""
    faults: list[str] = []
    for source in sorted(folder.rglob("*.py")):
        name = source.relative_to(folder).as_posix()
        try:
            _compile(source, name)
        except py_compile.PyCompileError as error:
            if not name.startswith(PACKAGES):
                faults.append(f"{name}: {str(error.exc_value).strip()}")
    return faults


def _compile(source: Path, name: str) -> None:
    """Write the bytecode of a file; beside it, or in its place if it is to have no source."""
    alone = name.startswith(tuple(f"{SITE}{package}/" for package in SOURCELESS))
    target = str(source.with_suffix(".pyc")) if alone else None
    # Python replaces the name by the file's own when it imports the bytecode.
    py_compile.compile(str(source), target, dfile=name, doraise=True, invalidation_mode=UNCHECKED)
    if alone:
        source.unlink()


def main() -> int:
    """Compile the folder, and refuse it if a file of ours does not compile."""
    faults = compile_folder(Path(sys.argv[1]))
    for fault in faults:
        print(f"cannot be compiled: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
