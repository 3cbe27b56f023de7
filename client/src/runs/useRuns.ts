import { useInfiniteQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { ExecutionPage } from "../api/schema";
import type { Scope } from "../api/scope";
import { ALL_SCOPE } from "../api/scope";
import { type RunsSearch, runsQuery } from "./runsSearch";

const PAGE = 50;
/** The first pages are asked for again this often while somebody looks at them. */
const REFRESH_MS = 10_000;

/** The runs of a scope that fit the filters, newest first, page by page. */
export function useRuns(scope: Scope, search: RunsSearch) {
  return useInfiniteQuery({
    queryKey: [scope, "runs", "list", search],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ExecutionPage) => page.continuationToken ?? undefined,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : REFRESH_MS),
    queryFn: ({ pageParam, signal }) =>
      bodyOf(
        inScope(scope).GET("/api/executions", {
          params: {
            query: {
              ...runsQuery(search, new Date()),
              limit: PAGE,
              ...(scope === ALL_SCOPE ? { scope: "all" as const } : {}),
              ...(pageParam === undefined ? {} : { continuationToken: pageParam }),
            },
          },
          signal,
        }),
      ),
  });
}
