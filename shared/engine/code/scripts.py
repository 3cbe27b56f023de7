"""The built-in workflow that runs the scripts that administrators post.

A script's source is part of the input, so it is queued, recorded and run again like any other
execution. See ``sdk.worker.scripts``.
"""

from shared.models.base import SCRIPT
from shared.models.workflows import Workflow

NAME = SCRIPT
MOST_CHARACTERS = 256 * 1024
SECONDS = 1800


def script(version: str) -> Workflow:
    """The script workflow, for this version of the workspace, from which a script may import."""
    return Workflow(
        name=NAME,
        description="Run a script that an administrator posted",
        category="Scripts",
        tags=(),
        execution_mode="async",
        timeout_seconds=SECONDS,
        disable_global_key=True,
        isolation="fresh",
        parameters={
            "type": "object",
            "properties": {
                "code": {"type": "string", "maxLength": MOST_CHARACTERS},
                "name": {"type": "string", "maxLength": 200},
                "parameters": {"type": "object"},
            },
            "required": ["code", "name", "parameters"],
            "additionalProperties": False,
        },
        file="",
        version=version,
    )
