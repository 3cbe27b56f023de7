"""Runs a script that an administrator posted: code that is run once and has no file."""

import ast
import inspect
import linecache

from sdk.worker import loader

FILE = "script.py"


async def run(code: str, parameters: dict[str, object], name: str = "script") -> object:
    """Run the code, which may await and use ``parameters``; return its ``result`` variable."""
    del name  # only for the record
    filename = str(loader.WorkspacePaths.root / FILE)
    linecache.cache[filename] = (len(code), None, code.splitlines(keepends=True), filename)
    body = compile(code, filename, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    namespace: dict[str, object] = {"__name__": "script", "parameters": parameters, "result": None}
    pending: object = eval(body, namespace)  # noqa: S307  to run it is what it was posted for
    if inspect.isawaitable(pending):
        await pending
    return namespace["result"]
