import { queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope, platform } from "../api/client";
import type { Scope } from "../api/scope";

/** The timer counts once a minute. */
const REFRESH_MS = 60_000;
const DAY_MS = 86_400_000;

/** The runs of 14 days, by day. */
export function dailyQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "metrics", "day"],
    queryFn: ({ signal }) =>
      bodyOf(inScope(scope).GET("/api/metrics", { params: { query: { by: "day" } }, signal })),
    refetchInterval: REFRESH_MS,
  });
}

/** The runs of today and yesterday, by workflow. */
export function recentQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "metrics", "workflow"],
    queryFn: ({ signal }) => {
      const since = new Date(Date.now() - DAY_MS).toISOString();
      return bodyOf(
        inScope(scope).GET("/api/metrics", {
          params: { query: { by: "workflow", since } },
          signal,
        }),
      );
    },
    refetchInterval: REFRESH_MS,
  });
}

/** All organizations at a glance. */
export const overviewQuery = queryOptions({
  queryKey: ["overview"],
  queryFn: ({ signal }) => bodyOf(platform.GET("/api/overview", { signal })),
  refetchInterval: REFRESH_MS,
});
