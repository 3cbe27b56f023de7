/** Acts on many runs: a few at once, all of them, and then says which ones failed. */

import { bodyOf, inScope } from "../../api/client";
import type { ExecutionSummary } from "../../api/schema";
import type { Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { runScope } from "../runScope";

const AT_ONCE = 4;
type Act = (run: ExecutionSummary) => Promise<unknown>;

/** Cancels runs. Rejects with the first reason if some could not be cancelled. */
export function cancelRuns(scope: Scope, runs: readonly ExecutionSummary[]): Promise<void> {
  return forEach(runs, (run) =>
    bodyOf(
      inScope(runScope(scope, run)).POST("/api/executions/{execution_id}/cancel", {
        params: { path: { execution_id: run.executionId } },
      }),
    ),
  );
}

/** Starts runs again with the same input, in the background. Rejects as `cancelRuns` does. */
export function rerunRuns(scope: Scope, runs: readonly ExecutionSummary[]): Promise<void> {
  return forEach(runs, (run) =>
    bodyOf(
      inScope(runScope(scope, run)).POST("/api/executions/{execution_id}/rerun", {
        params: {
          path: { execution_id: run.executionId },
          header: { Prefer: "respond-async", "Idempotency-Key": crypto.randomUUID() },
        },
        body: {},
      }),
    ),
  );
}

async function forEach(runs: readonly ExecutionSummary[], act: Act): Promise<void> {
  const waiting = [...runs];
  const failures: string[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
        await act(run).catch((error: unknown) => failures.push(String(error)));
      }
    }),
  );
  if (failures.length > 0)
    throw new Error(texts.runs.bulkFailed(failures.length, failures[0] ?? ""));
}
