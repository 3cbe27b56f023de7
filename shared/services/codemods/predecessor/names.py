"""The predecessor's names, and what they are called here."""

import libcst as cst

#: Modules of the predecessor whose names are all found in ``bifrost`` now.
MODULES = frozenset(
    f"{prefix}{module}"
    for prefix in ("", "engine.")
    for module in (
        "shared.context",
        "shared.decorators",
        "shared.error_handling",
        "shared.errors",
        "shared.models",
        "shared.registry",
    )
) | {"sdk"}
RENAMED = {"OrganizationContext": "ExecutionContext"}
#: The nouns of the SDK, whose functions are all async here.
NOUNS = frozenset(
    """
    config executions files forms oauth organizations roles secrets storage users workflows
    """.split()
)
PUBLIC = NOUNS | frozenset(
    """
    Caller ConfigType ConfigurationError ExecutionContext ExecutionStatus Form FormFieldType
    IntegrationError OAuthCredentials Organization RetryPolicy Role UserError ValidationError
    WorkflowError context data_provider logger param workflow
    """.split()
)
#: What to do about names that have no successor of the same kind.
GONE = {
    "IntegrationType": "integrations are connections here: use the connection's name, as in"
    ' `await oauth.headers("graph")`',
    "require_permission": "there are no named permissions here: say who may start the workflow in"
    ' `@workflow(roles=["..."])`',
}


def is_predecessors(module: str | None) -> bool:
    """Return whether a module is the predecessor's, or a part of what is one module here.

    >>> is_predecessors("shared.decorators"), is_predecessors("bifrost"), is_predecessors("os")
    (True, False, False)
    """
    return module is not None and (module in MODULES or module.startswith(("bifrost.", "sdk.")))


def text_of(node: cst.CSTNode) -> str:
    """Return the source of a node."""
    return cst.Module([]).code_for_node(node)
