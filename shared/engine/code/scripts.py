"""The workflow that runs what administrators post: there is no file for it.

Its source is part of its input, so that a script is queued, recorded and run again as all
workflows are. See ``sdk.worker.scripts``.
"""

from shared.models.base import SCRIPT
from shared.models.workflows import Workflow

NAME = SCRIPT
MOST_CHARACTERS = 256 * 1024
SECONDS = 1800


def script(version: str) -> Workflow:
    """Beside this version of the workspace, which a script may import from."""
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
