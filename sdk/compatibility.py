"""Compatibility with the predecessor's SDK: names that do not exist here, and their successors.

A workflow that was written for the predecessor either finds the name that it imports, or gets an
error that says in one sentence what to write instead.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn

#: What to write instead of a missing name, by module (or decorator) and name.
SUCCESSORS: Mapping[str, Mapping[str, str]] = {
    "bifrost": {
        "IntegrationType": (
            "integrations are connections: write the connection's name, as in"
            ' `await oauth.headers("graph")`'
        ),
        "require_permission": (
            "there are no named permissions: say who may start a workflow in"
            ' `@workflow(roles=["..."])`, or raise UserError unless `context.is_admin`'
        ),
    },
    "oauth": {"get_token": 'write `await oauth.get("name")` or `await oauth.headers("name")`'},
    "workflows": {"get_status": 'write `(await workflows.get(execution_id))["status"]`'},
    "executions": {
        "delete": (
            "records are kept: write `await workflows.cancel(execution_id)` to end a run,"
            " and leave the rest to the retention of the platform"
        )
    },
    "context": {
        "get_config": 'write `await config.get("key")`',
        "has_config": 'write `"key" in await config.list()`',
        "get_oauth_connection": 'write `await oauth.credentials("name")`',
        "get_secret": 'write `await secrets.get("name")`',
        "get_integration": 'write `await oauth.headers("name")` and `await config.get("key")`',
        "save_checkpoint": 'write `logger.info("...")`: the lines are on the record',
        "set_variable": "use a variable of Python: a failing frame's are on the record",
        "get_variable": "use a variable of Python: a failing frame's are on the record",
        "info": 'write `logger.info("...")`',
        "warning": 'write `logger.warning("...")`',
        "error": 'write `logger.error("...")`',
        "debug": 'write `logger.debug("...")`',
        "finalize_execution": "leave it out: the platform keeps the record by itself",
    },
    "@workflow": {
        "max_duration_seconds": "write `timeout_seconds=`",
        "expose_in_forms": "leave it out: any workflow can have a form",
        "requires_approval": "leave it out: a run is not approved by another person here",
        "required_permission": 'write `roles=["..."]`, names of roles of the organization',
    },
}


def sentence(place: str, name: str) -> str | None:
    """Return what to write instead of a name of the predecessor's; None for any other name.

    >>> sentence("workflows", "get_status")
    'workflows.get_status does not exist: write `(await workflows.get(execution_id))["status"]`'
    """
    successor = SUCCESSORS[place].get(name)
    return None if successor is None else f"{place}.{name} does not exist: {successor}"


def attribute_error(place: str, name: str) -> AttributeError:
    """Return the error for a name that a module or an object does not have."""
    return AttributeError(sentence(place, name) or f"{place} has no attribute {name!r}", name=name)


def missing_from(place: str) -> Callable[[str], NoReturn]:
    """Return a ``__getattr__`` for a module of the SDK, which names the successor.

    >>> from bifrost import oauth
    >>> oauth.get_token  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    AttributeError: oauth.get_token does not exist: write `await oauth.get("name")` or ...
    """

    def missing(name: str) -> NoReturn:
        raise attribute_error(place, name)

    return missing


def require_known(decorator: str, unknown: Iterable[str]) -> None:
    """Raise TypeError for the first argument that the decorator does not have."""
    for name in unknown:
        successor = SUCCESSORS[decorator].get(name, "see its docstring for what it takes")
        raise TypeError(f"{decorator} has no argument {name!r}: {successor}")
