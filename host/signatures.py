"""Checks that a function's parameters and annotations fit its bindings, as the worker does."""

import inspect
from collections.abc import Callable, Sequence
from typing import get_type_hints

import azure.functions as func

from host.functions import AnyBinding, HttpOutput

_EXPECTED: dict[str, type] = {
    "httpTrigger": func.HttpRequest,
    "queueTrigger": func.QueueMessage,
    "timerTrigger": func.TimerRequest,
}


class SignatureInvalid(Exception):
    """A signature that the worker would refuse."""


def check(call: Callable[..., object], bindings: Sequence[AnyBinding]) -> bool:
    """Return whether the function takes the context. Raises SignatureInvalid."""
    hints = _hints(call)
    parameters = set(inspect.signature(call).parameters)
    bound = {binding.name for binding in bindings} - {"$return"}
    wants_context = "context" in parameters - bound
    if wants_context:
        parameters.remove("context")
        _check_context(hints)
    _check_parameters(parameters, bound)
    for binding in bindings:
        if isinstance(binding, HttpOutput):
            _check_return(hints)
        else:
            _check_annotation(binding, hints)
    return wants_context


def _hints(call: Callable[..., object]) -> dict[str, object]:
    try:
        return dict(get_type_hints(call))
    except (NameError, TypeError, AttributeError) as error:
        raise SignatureInvalid(f"its annotations cannot be resolved: {error}") from error


def _check_context(hints: dict[str, object]) -> None:
    annotation = hints.get("context", func.Context)
    if not isinstance(annotation, type) or annotation.__name__ != "Context":
        raise SignatureInvalid(
            'the "context" parameter is expected to be of type azure.functions.Context, got'
            f" {annotation!r}"
        )


def _check_parameters(parameters: set[str], bound: set[str]) -> None:
    if extra := parameters - bound:
        raise SignatureInvalid(
            "the following parameters are declared in Python but not in the function definition:"
            f" {', '.join(sorted(extra))}"
        )
    if missing := bound - parameters:
        raise SignatureInvalid(
            "the following parameters are declared in the function definition but not in Python:"
            f" {', '.join(sorted(missing))}"
        )


def _check_annotation(binding: AnyBinding, hints: dict[str, object]) -> None:
    expected = _EXPECTED[binding.type]
    annotation = hints.get(binding.name, expected)
    if not isinstance(annotation, type):
        raise SignatureInvalid(
            f"binding {binding.name} has invalid non-type annotation {annotation!r}"
        )
    if not issubclass(annotation, expected):
        raise SignatureInvalid(
            f'type of {binding.name} binding "{binding.type}" does not match its Python annotation'
            f' "{annotation.__name__}": use azure.functions.{expected.__name__}'
        )


def _check_return(hints: dict[str, object]) -> None:
    annotation = hints.get("return", func.HttpResponse)
    if not isinstance(annotation, type):
        raise SignatureInvalid(f"it has invalid non-type return annotation {annotation!r}")
    if not issubclass(annotation, func.HttpResponse | str):
        raise SignatureInvalid(
            f'Python return annotation "{annotation.__name__}" does not match binding type "http"'
        )
