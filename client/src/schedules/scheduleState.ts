import type { ScheduleView } from "../api/schema";

export const SCHEDULE_STATES = ["on", "off", "paused", "problem"] as const;

export type ScheduleState = (typeof SCHEDULE_STATES)[number];

/** Whether a schedule starts anything, and if not, whose turn it is. */
export function stateOf({
  isEnabled,
  paused,
  problem,
}: Pick<ScheduleView, "isEnabled" | "paused" | "problem">): ScheduleState {
  if (!isEnabled) return "off";
  if (paused !== null) return "paused";
  return problem === null ? "on" : "problem";
}
