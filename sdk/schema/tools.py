"""What a workflow says of itself as a tool of agents: its effects, its reach, and who approves it.

The platform decides by these words, never by a model's, whether a call runs, waits for a person,
or is refused.
"""

from dataclasses import dataclass
from typing import Literal

Effects = Literal["read", "write", "destructive"]
Reaches = Literal["none", "organization", "world"]
Approval = Literal["never", "ask", "always"]

EFFECTS = ("read", "write", "destructive")
REACHES = ("none", "organization", "world")
APPROVALS = ("never", "ask", "always")


@dataclass(frozen=True, slots=True)
class DeclaredTool:
    """A workflow's words about itself as a tool; what it leaves out is taken for the worse."""

    effects: Effects
    reaches: Reaches
    idempotent: bool
    returns_untrusted: bool
    approval: Approval


def tool_of(
    is_tool: object,
    effects: Effects | None,
    reaches: Reaches | None,
    approval: Approval | None,
    *,
    idempotent: object,
    returns_untrusted: object,
) -> DeclaredTool | None:
    """Return what ``@workflow`` was told of a tool; None if it is no tool.

    >>> tool_of(True, None, None, None, idempotent=False, returns_untrusted=False).reaches
    'world'
    """
    flags = {"tool": is_tool, "idempotent": idempotent, "returns_untrusted": returns_untrusted}
    for what, chosen in flags.items():
        if not isinstance(chosen, bool):
            raise TypeError(f"{what} is True or False, not {chosen!r}")
    _require("effects", effects, EFFECTS)
    _require("reaches", reaches, REACHES)
    _require("approval", approval, APPROVALS)
    said = [effects, reaches, approval, idempotent or None, returns_untrusted or None]
    if not is_tool:
        if any(one is not None for one in said):
            raise ValueError("effects, reaches and the like describe a tool: say tool=True as well")
        return None
    effects = effects or "write"
    return DeclaredTool(
        effects=effects,
        reaches=reaches or "world",
        idempotent=bool(idempotent),
        returns_untrusted=bool(returns_untrusted),
        approval=approval or ("ask" if effects == "destructive" else "never"),
    )


def _require(what: str, chosen: object, known: tuple[str, ...]) -> None:
    if chosen is not None and chosen not in known:
        raise ValueError(f"{what} is {' or '.join(map(repr, known))}, not {chosen!r}")
