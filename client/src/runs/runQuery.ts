import { queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { Scope } from "../api/scope";

type Part = "summary" | "input" | "result" | "variables";

/** One run without what can be large: its input, result, lines and variables. */
export function runQuery(scope: Scope, executionId: string) {
  return partQuery(scope, executionId, "summary");
}

/** One run with one of its parts. */
export function partQuery(scope: Scope, executionId: string, part: Part) {
  return queryOptions({
    queryKey: [scope, "runs", executionId, part],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/executions/{execution_id}", {
          params: { path: { execution_id: executionId }, query: { parts: part } },
          signal,
        }),
      ),
  });
}
