"""The codemods as people choose them; this list needs no libcst."""

from collections.abc import Sequence

from shared.models.code.transforms import CodemodView

CODEMODS: Sequence[CodemodView] = (
    CodemodView(
        id="predecessor",
        title="Bring up to date",
        why="Workflows of the predecessor get our imports, awaited calls and annotations.",
    ),
    CodemodView(
        id="add-import",
        title="Add an import",
        why="The name is imported once, where imports are.",
    ),
    CodemodView(
        id="rewrite-call",
        title="Rewrite calls",
        why="Calls of one function become calls of another, with other arguments.",
    ),
    CodemodView(
        id="inject-auth",
        title="Inject authentication",
        why="Requests take their token from a connection, instead of one in the code.",
    ),
)
