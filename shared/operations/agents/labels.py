"""What becomes of a call of a tool: the one table, by what the tool says and what the run has read.

A run that has read words of strangers is tainted for good. Then whatever changes data, or can send
it out, waits for a person, and no policy lowers that.
"""

from collections.abc import Iterable, Mapping

from shared.models.agents.records import ToolPolicy
from shared.models.workflows import ToolFacts

AUTO, ASK, DENY = ToolPolicy.AUTO, ToolPolicy.ASK, ToolPolicy.DENY
_RANK = {AUTO: 0, ASK: 1, DENY: 2}

#: By (tainted, effects, reaches): what becomes of a call whose tool and agent say nothing else.
TABLE: Mapping[tuple[bool, str, str], ToolPolicy] = {
    (False, "read", "none"): AUTO,
    (False, "read", "organization"): AUTO,
    (False, "read", "world"): AUTO,
    (False, "write", "none"): AUTO,
    (False, "write", "organization"): AUTO,
    (False, "write", "world"): AUTO,
    (False, "destructive", "none"): ASK,
    (False, "destructive", "organization"): ASK,
    (False, "destructive", "world"): ASK,
    (True, "read", "none"): AUTO,
    (True, "read", "organization"): AUTO,
    (True, "read", "world"): ASK,
    (True, "write", "none"): ASK,
    (True, "write", "organization"): ASK,
    (True, "write", "world"): ASK,
    (True, "destructive", "none"): ASK,
    (True, "destructive", "organization"): ASK,
    (True, "destructive", "world"): ASK,
}


def decided(facts: ToolFacts, chosen: ToolPolicy | None, *, is_tainted: bool) -> ToolPolicy:
    """Return what becomes of a call; ``chosen`` is the agent's policy for the tool.

    >>> decided(ToolFacts(effects="write"), ToolPolicy.AUTO, is_tainted=True)
    <ToolPolicy.ASK: 'ask'>
    >>> decided(ToolFacts(effects="destructive"), ToolPolicy.AUTO, is_tainted=False)
    <ToolPolicy.AUTO: 'auto'>
    """
    clean = chosen or _of_tool(facts)
    if facts.approval == "always":
        clean = _stricter(clean, ASK)
    if not is_tainted:
        return clean
    return _stricter(clean, TABLE[(True, facts.effects, facts.reaches)])


def _of_tool(facts: ToolFacts) -> ToolPolicy:
    """Return what the tool's own words ask for: those that were declared, else the table's."""
    if facts.approval != "never":
        return ASK
    return AUTO if facts.effects == "destructive" else TABLE[(False, facts.effects, facts.reaches)]


def _stricter(one: ToolPolicy, other: ToolPolicy) -> ToolPolicy:
    return max(one, other, key=_RANK.__getitem__)


def risks(facts: Iterable[ToolFacts]) -> tuple[bool, bool, bool]:
    """Whether tools together read private data, read words of strangers, and reach the outside."""
    found = [*facts]
    return (
        any(one.effects == "read" for one in found),
        any(one.returns_untrusted for one in found),
        any(one.reaches == "world" for one in found),
    )
