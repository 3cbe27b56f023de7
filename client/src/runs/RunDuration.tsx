import type { ExecutionSummary } from "../api/schema";
import { durationText } from "../ui/time";
import { hasEnded } from "./statuses";
import { TickingDuration } from "./TickingDuration";

interface RunDurationProps {
  run: Pick<ExecutionSummary, "status" | "startedAt" | "durationMs">;
}

/** How long a run took; it ticks while the run goes on. */
export function RunDuration({ run }: RunDurationProps) {
  if (run.durationMs !== null) return <span>{durationText(run.durationMs)}</span>;
  if (run.startedAt === null || hasEnded(run.status)) return null;
  return <TickingDuration since={run.startedAt} />;
}
