"""Type annotations of parameters and fields, resolved also where they are written as strings.

Each parameter is resolved by itself; return annotations are ignored, as callers do not see them. A
name that a file imports under ``if TYPE_CHECKING`` is imported when an annotation needs it.
"""

import ast
import importlib
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import SimpleNamespace
from typing import cast, get_type_hints

Function = Callable[..., object]
#: The errors that evaluating an author's annotation may raise.
FAULTS = (
    NameError, AttributeError, TypeError, SyntaxError, ValueError, ImportError, LookupError,
    ArithmeticError, RuntimeError,
)  # fmt: skip
Resolve = Callable[[dict[str, object]], dict[str, object]]


def of_parameters(function: Function, skip: Callable[[str], bool]) -> dict[str, object]:
    """Return the annotations of parameters by name; TypeError if one cannot be resolved.

    >>> def greet(name: "str", times: "int | None" = None) -> "Unknown": ...
    >>> of_parameters(greet, lambda name: False)
    {'name': <class 'str'>, 'times': int | None}
    """
    inner = inspect.unwrap(function)
    around = cast("dict[str, object]", getattr(inner, "__globals__", {}))
    known = {parameter.__name__: parameter for parameter in getattr(inner, "__type_params__", ())}
    known |= _closure(inner)
    found: dict[str, object] = {}
    for name, parameter in inspect.signature(function).parameters.items():
        given: object = parameter.annotation
        if given is not parameter.empty and not skip(name):
            found[name] = _resolved(name, given, around, known)
    return found


def _closure(function: Function) -> dict[str, object]:
    """Return the variables of enclosing functions that the function uses, by name."""
    cells = getattr(function, "__closure__", None) or ()
    names = function.__code__.co_freevars if cells else ()
    found: dict[str, object] = {}
    for name, cell in zip(names, cells, strict=True):
        try:
            found[name] = cell.cell_contents
        except ValueError:  # it has no value yet
            continue
    return found


def of_class(kind: type[object]) -> dict[str, object]:
    """Return the annotations of a class's fields by name, inherited ones included."""
    files = [vars(sys.modules[base.__module__]) for base in kind.__mro__ if base is not object]
    return _supplied(
        lambda known: get_type_hints(kind, None, known or None, include_extras=True), files, {}
    )


def _resolved(
    name: str, given: object, around: dict[str, object], known: dict[str, object]
) -> object:
    if type(given) is type:  # most annotations
        return given
    holder = SimpleNamespace(__annotations__={name: given})
    try:
        return _supplied(
            lambda known: get_type_hints(holder, around, known, include_extras=True),
            [around],
            known,
        )[name]
    except FAULTS as error:
        raise TypeError(_words(name, given, error)) from None


def _supplied(
    resolve: Resolve, files: Iterable[Mapping[str, object]], known: dict[str, object]
) -> dict[str, object]:
    """Resolve annotations; import missing names that the files have for type checkers only."""
    while True:
        try:
            return resolve(known)
        except NameError as error:
            if not error.name or error.name in known:
                raise
            if not any(_supply(error.name, file, known) for file in files):
                raise


def _supply(wanted: str, around: Mapping[str, object], known: dict[str, object]) -> bool:
    """Import a name that a file has for type checkers only; return False if it has not."""
    file = around.get("__file__")
    place = _deferred(str(file)).get(wanted) if file else None
    if place is None:
        return False
    module, attribute = place
    package = cast("str | None", around.get("__package__"))
    try:
        found: object = importlib.import_module(module, package)
        known[wanted] = getattr(found, attribute) if attribute else found
    except FAULTS as error:
        raise TypeError(f"{wanted} is imported for type checkers only: {error}") from None
    return True


@lru_cache(maxsize=256)
def _deferred(file: str) -> Mapping[str, tuple[str, str]]:
    """Return the imports under ``if TYPE_CHECKING``: module and attribute by name."""
    try:
        with open(file, "rb") as source:  # noqa: PTH123  pathlib is more to import
            tree = ast.parse(source.read())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    return {
        name: place
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for statement in node.body
        for name, place in _imported(statement)
    }


def _imported(statement: ast.stmt) -> Iterator[tuple[str, tuple[str, str]]]:
    if isinstance(statement, ast.ImportFrom):
        module = "." * statement.level + (statement.module or "")
        for alias in statement.names:
            yield alias.asname or alias.name, (module, alias.name)
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            top = alias.name.partition(".")[0]
            yield alias.asname or top, (alias.name if alias.asname else top, "")


def _words(name: str, given: object, error: BaseException) -> str:
    written = given if isinstance(given, str) else _shown(given)
    advice = ""
    if isinstance(error, NameError):
        advice = "; define or import it above the function, or leave the annotation out"
    return f"parameter {name!r}: its annotation {written!r} cannot be resolved: {error}{advice}"


def _shown(annotation: object) -> str:
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)
