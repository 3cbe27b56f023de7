import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { pageOf } from "../api/pages";
import type { Scope } from "../api/scope";

const PAGE = 20;
const REFRESH_MS = 3000;

function evalsKey(scope: Scope, agentId: string) {
  return [scope, "evals", agentId];
}

/** The evaluations of an agent, the newest first; again and again while cases go on. */
export function evaluationsQuery(scope: Scope, agentId: string) {
  return infiniteQueryOptions({
    queryKey: [...evalsKey(scope, agentId), "list"],
    queryFn: ({ pageParam, signal }) =>
      pageOf(
        inScope(scope).GET("/api/agents/{agent_id}/evals", {
          params: {
            path: { agent_id: agentId },
            query: { limit: PAGE, continuationToken: pageParam },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => {
      const rows = state.data?.pages.flatMap(({ items }) => items) ?? [];
      return rows.some(({ running }) => running > 0) ? REFRESH_MS : false;
    },
  });
}

/** The cases of one evaluation, and how they ended. */
export function evaluationQuery(scope: Scope, agentId: string, batch: string) {
  return queryOptions({
    queryKey: [...evalsKey(scope, agentId), batch],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/agents/{agent_id}/evals/{batch}", {
          params: { path: { agent_id: agentId, batch } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.running ? REFRESH_MS : false),
  });
}

/** Runs all cases of an agent; the result is the evaluation. */
export function useEvaluate(scope: Scope, agentId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      bodyOf(
        inScope(scope).POST("/api/agents/{agent_id}/evals", {
          params: { path: { agent_id: agentId } },
          body: {},
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...evalsKey(scope, agentId), "list"] }),
  });
}
