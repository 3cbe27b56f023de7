import { queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope, platform } from "../api/client";
import { scopeOf } from "../api/scope";

const REFRESH_MS = 15_000;

export const diagnosticsQuery = queryOptions({
  queryKey: ["diagnostics"],
  queryFn: ({ signal }) => bodyOf(platform.GET("/api/diagnostics", { signal })),
  refetchInterval: REFRESH_MS,
});

/** Recovers the stuck runs of an organization now, as the timer does each minute. */
export function recover(organizationId: string): Promise<unknown> {
  return bodyOf(inScope(scopeOf(organizationId)).POST("/api/executions/cleanup/trigger"));
}
