import { notifications } from "@mantine/notifications";
import { useEffect, useRef } from "react";
import type { ExecutionSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { isLive } from "./useMyRuns";

/** Says in the corner when a run that was under way has ended, unless its own page is open. */
export function useEndNotes(scope: Scope, runs: readonly ExecutionSummary[]): void {
  const live = useRef<ReadonlySet<string>>(new Set());

  useEffect(() => {
    for (const run of runs) {
      if (live.current.has(run.executionId) && !isLive(run)) note(scope, run);
    }
    live.current = new Set(runs.filter(isLive).map(({ executionId }) => executionId));
  }, [scope, runs]);
}

function note(scope: Scope, { executionId, status, workflowName }: ExecutionSummary): void {
  if (window.location.pathname === `/o/${scope}/runs/${executionId}`) return;
  notifications.show({
    id: executionId,
    message: texts.shell.runEnded(workflowName, texts.statuses[status]),
  });
}
