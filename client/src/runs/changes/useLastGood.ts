import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../../api/client";
import type { ExecutionRecord } from "../../api/schema";
import { GLOBAL_SCOPE, type Scope } from "../../api/scope";
import { useSession } from "../../session/useSession";
import { likelyCauses } from "./comparedRuns";

type Failed = Pick<ExecutionRecord, "executionId" | "workflowName" | "createdAt">;

/** The last run of the same workflow that succeeded before, with its input; null if there is none. */
export function useLastGood(scope: Scope, run: Failed) {
  return useQuery({
    queryKey: [scope, "runs", run.executionId, "last-good"],
    queryFn: async ({ signal }) => {
      const { workflowName, createdAt } = run;
      const query = { workflowName, status: "Success", endDate: createdAt, limit: 1 };
      const api = inScope(scope);
      const found = await bodyOf(api.GET("/api/executions", { params: { query }, signal }));
      const last = found.executions[0];
      if (last === undefined) return null;
      const path = { execution_id: last.executionId };
      return bodyOf(
        api.GET("/api/executions/{execution_id}", {
          params: { path, query: { parts: "input" } },
          signal,
        }),
      );
    },
  });
}

/**
 * What was changed between two times, as far as it can make a run fail: in the organization, and for
 * platform administrators also in what all organizations share, such as the files of the workspace.
 */
export function useChangesBetween(scope: Scope, since: string, until: string) {
  const { platformAdmin } = useSession();
  const scopes = platformAdmin && scope !== GLOBAL_SCOPE ? [scope, GLOBAL_SCOPE] : [scope];
  return useQuery({
    queryKey: [scope, "changes", since, until, scopes.length],
    queryFn: async ({ signal }) => {
      const params = { query: { since, until, limit: 200 } };
      const found = scopes.map((each) =>
        bodyOf(inScope(each).GET("/api/audit", { params, signal })),
      );
      return (await Promise.all(found)).flat();
    },
    select: likelyCauses,
  });
}
