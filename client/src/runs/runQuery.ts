import { queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { Scope } from "../api/scope";

/** Everything about one run. */
export function runQuery(scope: Scope, executionId: string) {
  return queryOptions({
    queryKey: [scope, "runs", executionId],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/executions/{execution_id}", {
          params: { path: { execution_id: executionId } },
          signal,
        }),
      ),
  });
}
