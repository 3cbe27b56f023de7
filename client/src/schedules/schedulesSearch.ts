import type { ScheduleView } from "../api/schema";
import { matchWords } from "../ui/matchWords";
import { SCHEDULE_STATES, type ScheduleState, stateOf } from "./scheduleState";

export const SCHEDULE_VIEWS = ["list", "week"] as const;

export type ScheduleViewName = (typeof SCHEDULE_VIEWS)[number];

/** The filters of the list, and its view, as the address has them. */
export interface SchedulesSearch {
  view?: ScheduleViewName;
  q?: string;
  state?: ScheduleState;
  workflow?: string;
}

export function readSchedulesSearch(given: Record<string, unknown>): SchedulesSearch {
  const state = SCHEDULE_STATES.find((one) => one === given.state);
  return {
    ...(isScheduleView(given.view) ? { view: given.view } : {}),
    ...(isText(given.q) ? { q: given.q } : {}),
    ...(state === undefined ? {} : { state }),
    ...(isText(given.workflow) ? { workflow: given.workflow } : {}),
  };
}

export function isScheduleView(value: unknown): value is ScheduleViewName {
  return SCHEDULE_VIEWS.some((view) => view === value);
}

/** Whether a schedule is on the list with these filters. */
export function fits({ q, state, workflow }: SchedulesSearch, schedule: ScheduleView): boolean {
  return (
    (state === undefined || state === stateOf(schedule)) &&
    (workflow === undefined || workflow === schedule.workflowName) &&
    matchWords([schedule.name, schedule.workflowName, schedule.reading], q)
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
