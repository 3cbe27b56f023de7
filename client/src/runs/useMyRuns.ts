import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { useIsLive } from "../api/live";
import type { ExecutionSummary } from "../api/schema";
import { ALL_SCOPE, type Scope } from "../api/scope";
import { useSession } from "../session/useSession";
import { myRunsKey, useFollows } from "./followRuns";
import { hasEnded } from "./statuses";
import { useRunNews } from "./useRunNews";
import { REFRESH_MS } from "./useRuns";
import { useWatchedRuns } from "./watchedRuns";

const SHOWN = 10;
const NO_RUNS: readonly ExecutionSummary[] = [];

/**
 * The newest runs of the user. Asked for once something was started here, or the tray is open; then
 * followed while the tray is open, or one of them is under way that the page does not follow by itself.
 * Where changes do not arrive, asked for at intervals instead, while the tab is seen.
 */
export function useMyRuns(scope: Scope, isOpen: boolean): readonly ExecutionSummary[] {
  const { user } = useSession();
  const follows = useFollows(scope);
  const arrives = useIsLive(scope);
  const watched = useWatchedRuns();
  const isUnseen = (run: ExecutionSummary) => isLive(run) && !watched.has(run.executionId);
  const runs = useQuery({
    queryKey: myRunsKey(scope),
    queryFn: async ({ signal }) => {
      const everywhere = scope === ALL_SCOPE ? { scope: "all" as const } : {};
      const query = { userId: user.id, limit: SHOWN, ...everywhere };
      const page = inScope(scope).GET("/api/executions", { params: { query }, signal });
      return (await bodyOf(page)).executions;
    },
    enabled: follows || isOpen,
    refetchInterval: ({ state }) => (!arrives && state.data?.some(isUnseen) ? REFRESH_MS : false),
  });
  useRunNews(scope, isOpen || (runs.data?.some(isUnseen) ?? false));
  return runs.data ?? NO_RUNS;
}

export function isLive({ status }: ExecutionSummary): boolean {
  return !hasEnded(status);
}
