import type { ExecutionSummary } from "../api/schema";

type Ended = Pick<ExecutionSummary, "status" | "durationMs">;

export interface RunFigures {
  /** Runs that came to an end by themselves. */
  ended: number;
  succeeded: number;
  /** Half of those that succeeded took less; undefined if none did. */
  medianMs: number | undefined;
}

const COUNTED: ReadonlySet<string> = new Set([
  "Success",
  "CompletedWithErrors",
  "Failed",
  "Timeout",
]);

/** How runs went: those that go on or were cancelled say nothing about the workflow. */
export function runFigures(runs: readonly Ended[]): RunFigures {
  const ended = runs.filter(({ status }) => COUNTED.has(status));
  const good = ended.filter(({ status }) => status === "Success");
  const took = good.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs]));
  took.sort((a, b) => a - b);
  return {
    ended: ended.length,
    succeeded: good.length,
    medianMs: took[Math.floor((took.length - 1) / 2)],
  };
}
