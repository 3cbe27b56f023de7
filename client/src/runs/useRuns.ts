import { useInfiniteQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { ExecutionPage } from "../api/schema";
import type { Scope } from "../api/scope";
import { ALL_SCOPE } from "../api/scope";
import { type RunsSearch, runsQuery } from "./runsSearch";
import { useRunNews } from "./useRunNews";

const PAGE = 50;
/**
 * A list of runs is asked for again this often while no changes arrive by themselves: the page's and
 * that of the tray 10 times a minute together, so that there is room to find out whether they arrive.
 */
export const REFRESH_MS = 12_000;

/** The runs of a scope that fit the filters, newest first, page by page. */
export function useRuns(scope: Scope, search: RunsSearch) {
  const isLive = useRunNews(scope);
  return useInfiniteQuery({
    queryKey: [scope, "runs", "list", search],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: ExecutionPage) => page.continuationToken ?? undefined,
    refetchInterval: ({ state }) =>
      isLive || (state.data?.pages.length ?? 0) > 1 ? false : REFRESH_MS,
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
