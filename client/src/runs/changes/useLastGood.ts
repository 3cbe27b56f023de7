import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../../api/client";
import type { ExecutionRecord } from "../../api/schema";
import type { Scope } from "../../api/scope";
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

/** What was changed in the organization between two times, as far as it can make a run fail. */
export function useChangesBetween(scope: Scope, since: string, until: string) {
  return useQuery({
    queryKey: [scope, "changes", since, until],
    queryFn: ({ signal }) => {
      const params = { query: { since, until, limit: 200 } };
      return bodyOf(inScope(scope).GET("/api/audit", { params, signal }));
    },
    select: likelyCauses,
  });
}
