import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { liveIn, useIsLive } from "../api/live";
import type { LiveChange } from "../api/liveStream";
import type { ExecutionPage, ExecutionSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import { useSession } from "../session/useSession";
import { myRunsKey } from "./followRuns";
import { fits, pagesWith, withRun } from "./liveRuns";
import type { RunsSearch } from "./runsSearch";

type Pages = InfiniteData<ExecutionPage, string | undefined>;

const MOST_OF_MINE = 10;

/**
 * Keeps the lists of runs as they are on the server, while they are shown. Returns whether it does;
 * if not, a list has to be asked for again.
 */
export function useRunNews(scope: Scope, isShown = true): boolean {
  const queries = useQueryClient();
  const { user } = useSession();

  useEffect(() => {
    if (!isShown) return;
    return liveIn(scope)?.follow("executions", (change) => {
      if (change.change === "reset") return readAnew(queries, scope);
      if (change.change === "changed") take(queries, scope, user.id, runIn(change));
    });
  }, [scope, isShown, queries, user.id]);

  return useIsLive(scope) && isShown;
}

/** Items of the channel are summaries of runs. */
function runIn({ item }: LiveChange): ExecutionSummary {
  return item as ExecutionSummary;
}

function take(queries: QueryClient, scope: Scope, userId: string, run: ExecutionSummary): void {
  const now = new Date();
  for (const [key, known] of queries.getQueriesData<Pages>({ queryKey: listKey(scope) })) {
    if (known === undefined) continue;
    const search = key[3] as RunsSearch; // see useRuns, which makes the key
    const pages = [...pagesWith(known.pages, run, fits(search, run, now))];
    queries.setQueryData<Pages>(key, { ...known, pages });
  }
  if (run.executedBy !== userId) return;
  queries.setQueryData<readonly ExecutionSummary[]>(myRunsKey(scope), (known) =>
    known === undefined ? undefined : withRun(known, run).slice(0, MOST_OF_MINE),
  );
}

/** Reads again what is shown; of a list with more pages, each would be one request. */
function readAnew(queries: QueryClient, scope: Scope): void {
  void queries.invalidateQueries({
    queryKey: listKey(scope),
    predicate: ({ state }) => ((state.data as Pages | undefined)?.pages.length ?? 0) <= 1,
  });
  void queries.invalidateQueries({ queryKey: myRunsKey(scope) });
}

function listKey(scope: Scope): readonly string[] {
  return [scope, "runs", "list"];
}
