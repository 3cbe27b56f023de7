import type { ExecutionSummary } from "../api/schema";
import { durationText } from "../ui/time";
import { useNow } from "../ui/useNow";
import { hasEnded } from "./statuses";

interface RunDurationProps {
  run: Pick<ExecutionSummary, "status" | "startedAt" | "durationMs">;
}

/** How long a run took; it ticks while the run goes on. */
export function RunDuration({ run }: RunDurationProps) {
  if (run.durationMs !== null) return <span>{durationText(run.durationMs)}</span>;
  if (run.startedAt === null || hasEnded(run.status)) return null;
  return <Ticking since={run.startedAt} />;
}

interface TickingProps {
  since: string;
}

function Ticking({ since }: TickingProps) {
  const now = useNow("second");
  const passed = Math.max(0, now.getTime() - Date.parse(since));
  return <span>{durationText(Math.floor(passed / 1000) * 1000)}</span>;
}
