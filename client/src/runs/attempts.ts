import type { ExecutionRecord } from "../api/schema";
import { hasEnded } from "./statuses";

/** The number of the attempt that goes on, or was the last one. */
export function attemptOf({ attempts, status }: Pick<ExecutionRecord, "attempts" | "status">) {
  return hasEnded(status) ? Math.max(1, attempts.length) : attempts.length + 1;
}
