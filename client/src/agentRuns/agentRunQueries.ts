import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { useNews, useReread } from "../api/news";
import { everyItem, pageOf } from "../api/pages";
import type { AgentForkRequest, AgentRunRequest, Status } from "../api/schema";
import type { Scope } from "../api/scope";
import { hasEnded } from "../runs/statuses";

const PAGE = 25;
const STEPS = 200;
/** How often a run that goes on is asked for: its steps are no news of the stream. */
const RUNNING_MS = 1500;
/** How often one that waits is asked for, besides when news arrive. */
const WAITING_MS = 5000;

export function agentRunsKey(scope: Scope) {
  return [scope, "agent-runs"];
}

/** Runs of agents, the newest first. */
export function agentRunsQuery(scope: Scope) {
  return infiniteQueryOptions({
    queryKey: [...agentRunsKey(scope), "list"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      bodyOf(
        inScope(scope).GET("/api/agent-runs", {
          params: { query: { limit: PAGE, continuationToken: pageParam ?? null } },
          signal,
        }),
      ),
    getNextPageParam: ({ continuationToken }) => continuationToken ?? undefined,
  });
}

export function agentRunQuery(scope: Scope, runId: string) {
  return queryOptions({
    queryKey: [...agentRunsKey(scope), runId],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/agent-runs/{execution_id}", {
          params: { path: { execution_id: runId } },
          signal,
        }),
      ),
  });
}

export function agentStepsQuery(scope: Scope, runId: string) {
  return queryOptions({
    queryKey: [...agentRunsKey(scope), runId, "steps"],
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/agent-runs/{execution_id}/steps", {
            params: {
              path: { execution_id: runId },
              query: { limit: STEPS, continuationToken: token ?? null },
            },
            signal,
          }),
        ),
      ),
  });
}

/** A run of an agent with its steps, as it goes on. */
export function useAgentRun(scope: Scope, runId: string) {
  const reread = useReread(scope);
  useNews(scope, "executions", () => reread([...agentRunsKey(scope), runId]));
  const run = useQuery({
    ...agentRunQuery(scope, runId),
    refetchInterval: ({ state }) => paceOf(state.data?.status),
  });
  const steps = useQuery({
    ...agentStepsQuery(scope, runId),
    refetchInterval: paceOf(run.data?.status),
  });
  return { run, steps };
}

function paceOf(status: Status | undefined): number | false {
  if (status === undefined || hasEnded(status)) return false;
  return status === "Scheduled" ? WAITING_MS : RUNNING_MS;
}

/** Starts an agent, and returns the id of the run. */
export async function startAgent(scope: Scope, body: AgentRunRequest): Promise<string> {
  const headers = { Prefer: "respond-async" };
  const made = await bodyOf(
    inScope(scope).POST("/api/agent-runs/execute", { body, params: { header: headers } }),
  );
  return made.executionId;
}

/** Tries a run again from a step, and returns the id of the new run. */
export async function forkRun(
  scope: Scope,
  runId: string,
  body: AgentForkRequest,
): Promise<string> {
  const made = await bodyOf(
    inScope(scope).POST("/api/agent-runs/{execution_id}/fork", {
      params: { path: { execution_id: runId }, header: { Prefer: "respond-async" } },
      body,
    }),
  );
  return made.executionId;
}
