import type { ExecutionSummary } from "../api/schema";
import { ALL_SCOPE, type Scope, scopeOf } from "../api/scope";

/** The scope in which one run of a list can be opened, cancelled or repeated. */
export function runScope(listed: Scope, run: Pick<ExecutionSummary, "orgId">): Scope {
  return listed === ALL_SCOPE ? scopeOf(run.orgId) : listed;
}
