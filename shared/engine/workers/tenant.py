"""The tenant of a worker: what two runs must have in common to share a process."""

from dataclasses import dataclass

from shared.models.callers import CallerKind
from shared.models.executions import Execution


@dataclass(frozen=True, slots=True)
class Tenant:
    """The tenant of a worker: modules keep state between runs, so only equal rights share one."""

    org_id: str
    version: str
    kind: CallerKind
    is_admin: bool
    is_platform_admin: bool

    @classmethod
    def of(cls, execution: Execution, version: str) -> "Tenant":
        caller = execution.caller
        return cls(
            execution.org_id, version, caller.kind, caller.is_admin, caller.is_platform_admin
        )
