"""Faults of a file that can be seen without running it, and without a model."""

import ast
import re
from collections.abc import Iterator

from shared.models.code.code_help import CodeFinding
from shared.operations.code import surface

SECRET_NAME = re.compile(r"password|passwd|secret|token|api_?key|authorization", re.IGNORECASE)
SECRET_VALUE = re.compile(r"^(?=.*\d)[A-Za-z0-9+/_.~-]{12,}={0,2}$|^(Bearer|Basic) \S{8,}$")
LIBRARIES = frozenset(("requests",))
VERBS = frozenset(("get", "post", "put", "patch", "delete", "head", "request"))


def findings_of(text: str) -> list[CodeFinding]:
    """Return the faults of a file, by line; a single one if it is no Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, SyntaxError) else None
        words = error.msg if isinstance(error, SyntaxError) else "it cannot be parsed"
        return [CodeFinding(rule="syntax", severity="error", line=line, text=words)]
    found: list[CodeFinding] = []
    for one in (*_names(tree), *_secrets(tree), *_requests(tree), *_blocking(tree)):
        if one not in found:
            found.append(one)
    return sorted(found, key=lambda finding: (finding.line or 0, finding.rule, finding.text))


def _finding(rule: str, node: ast.expr | ast.stmt, text: str, *, is_error: bool) -> CodeFinding:
    severity = "error" if is_error else "warning"
    return CodeFinding(rule=rule, severity=severity, line=node.lineno, text=text)


def _names(tree: ast.Module) -> Iterator[CodeFinding]:
    """Yield names and arguments of ``bifrost`` that do not exist: models invent them."""
    nouns = dict[str, str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "bifrost" and not node.level:
            for alias in node.names:
                nouns[alias.asname or alias.name] = alias.name
                yield from _known(alias.name, node)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            noun = surface.names().get(nouns.get(node.value.id, ""))
            if noun is not None and noun.kind == "namespace":
                yield from _known(f"{noun.name}.{node.attr}", node)
        elif isinstance(node, ast.Call):
            yield from _arguments(node, nouns)


def _known(name: str, node: ast.expr | ast.stmt) -> Iterator[CodeFinding]:
    if name not in surface.names() and name != "testing":
        yield _finding("no-such-name", node, f"bifrost has no {name}", is_error=True)


def _arguments(node: ast.Call, nouns: dict[str, str]) -> Iterator[CodeFinding]:
    name = _called(node, nouns)
    allowed = surface.keywords(name) if name else None
    if allowed is None:
        return
    for keyword in node.keywords:
        if keyword.arg is not None and keyword.arg not in allowed:
            words = f"{name} has no argument {keyword.arg}"
            yield _finding("no-such-argument", node, words, is_error=True)


def _called(node: ast.Call, nouns: dict[str, str]) -> str | None:
    function = node.func
    if isinstance(function, ast.Name):
        return nouns.get(function.id)
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        noun = nouns.get(function.value.id)
        return f"{noun}.{function.attr}" if noun else None
    return None


def _secrets(tree: ast.Module) -> Iterator[CodeFinding]:
    """Yield texts that look like secrets, where a secret is named."""
    words = "this looks like a secret: keep it with the secrets, and write await secrets.get(...)"
    for node in ast.walk(tree):
        pairs: list[tuple[str, ast.expr | None]] = []
        if isinstance(node, ast.Assign):
            pairs = [(each.id, node.value) for each in node.targets if isinstance(each, ast.Name)]
        elif isinstance(node, ast.Call):
            pairs = [(each.arg or "", each.value) for each in node.keywords]
        elif isinstance(node, ast.Dict):
            keys = zip(node.keys, node.values, strict=True)
            pairs = [(str(k.value), v) for k, v in keys if isinstance(k, ast.Constant)]
        for name, value in pairs:
            text = value.value if isinstance(value, ast.Constant) else None
            is_secret = isinstance(text, str) and SECRET_VALUE.match(text)
            if value is not None and is_secret and SECRET_NAME.search(name):
                yield _finding("literal-secret", value, words, is_error=True)


def _requests(tree: ast.Module) -> Iterator[CodeFinding]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            is_off = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
            if keyword.arg == "verify" and is_off:
                words = "verify=False lets anybody on the way read and change the answer"
                yield _finding("no-verification", node, words, is_error=True)
        if _is_request(node) and not any(each.arg == "timeout" for each in node.keywords):
            words = "this request waits without an end: give it a timeout"
            yield _finding("no-timeout", node, words, is_error=False)


def _library(function: ast.Attribute) -> str:
    return function.value.id if isinstance(function.value, ast.Name) else ""


def _is_request(node: ast.Call) -> bool:
    function = node.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr in VERBS
        and _library(function) in LIBRARIES
    )


def _blocking(tree: ast.Module) -> Iterator[CodeFinding]:
    """Yield calls that hold up an ``async`` function."""
    words = "this waits without letting others run: await asyncio.sleep, or asyncio.to_thread(...)"
    for function in ast.walk(tree):
        if not isinstance(function, ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            is_sleep = node.func.attr == "sleep" and _library(node.func) == "time"
            if is_sleep or _is_request(node):
                yield _finding("blocking-call", node, words, is_error=False)
