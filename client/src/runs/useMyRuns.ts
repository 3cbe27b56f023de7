import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { ExecutionSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import { useSession } from "../session/useSession";
import { myRunsKey, useFollows } from "./followRuns";
import { hasEnded } from "./statuses";

const SHOWN = 10;
const LIVE_MS = 5000;
const NO_RUNS: readonly ExecutionSummary[] = [];

/**
 * The newest runs of the user. Asked for once something was started here, or the tray is open; again
 * every five seconds while one of them is under way and the tab is seen.
 */
export function useMyRuns(scope: Scope, isOpen: boolean): readonly ExecutionSummary[] {
  const { user } = useSession();
  const follows = useFollows(scope);
  const runs = useQuery({
    queryKey: myRunsKey(scope),
    queryFn: async ({ signal }) => {
      const query = { userId: user.id, limit: SHOWN };
      const page = inScope(scope).GET("/api/executions", { params: { query }, signal });
      return (await bodyOf(page)).executions;
    },
    enabled: follows || isOpen,
    refetchInterval: ({ state }) => (state.data?.some(isLive) ? LIVE_MS : false),
  });
  return runs.data ?? NO_RUNS;
}

export function isLive({ status }: ExecutionSummary): boolean {
  return !hasEnded(status);
}
