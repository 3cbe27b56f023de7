import { useQueryClient } from "@tanstack/react-query";
import { startTransition, useEffect, useState } from "react";
import type { ExecutionSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import { type NumberedLine, numberedAfter } from "./log/logFilter";
import { runQuery } from "./runQuery";
import { followRun } from "./runStream";
import { hasEnded } from "./statuses";
import { watchRun } from "./watchedRuns";

export interface LiveRun {
  readonly summary: ExecutionSummary | undefined;
  readonly lines: readonly NumberedLine[];
  readonly isOver: boolean;
  readonly error: Error | undefined;
}

const NOTHING: LiveRun = { summary: undefined, lines: [], isOver: false, error: undefined };

/** A run as it goes on, from its first line to its end. */
export function useLiveRun(scope: Scope, executionId: string): LiveRun {
  const [run, setRun] = useState<LiveRun>(NOTHING);
  const queries = useQueryClient();

  useEffect(() => {
    const stop = new AbortController();
    const unwatch = watchRun(scope, executionId);
    setRun(NOTHING);
    followRun(
      scope,
      executionId,
      (news) => {
        // A transition is drawn in slices: thousands of lines do not stop what somebody types.
        startTransition(() =>
          setRun((known) => ({
            summary: news.summary ?? known.summary,
            lines: numberedAfter(known.lines, news.lines),
            isOver: news.isOver,
            error: undefined,
          })),
        );
        const known = queries.getQueryData(runQuery(scope, executionId).queryKey);
        // What was read after the end is as it is for good.
        if (!news.isOver || (known !== undefined && hasEnded(known.status))) return;
        void queries.invalidateQueries({ queryKey: [scope, "runs"] });
      },
      stop.signal,
    )
      .catch((error: unknown) => {
        if (stop.signal.aborted || !(error instanceof Error)) return;
        setRun((known) => ({ ...known, error }));
      })
      .finally(unwatch);
    return () => {
      stop.abort();
      unwatch();
    };
  }, [scope, executionId, queries]);

  return run;
}
