import type { Status } from "../api/schema";

/** Statuses that are looked for together. */
export const STATUS_GROUPS = {
  live: ["Scheduled", "Pending", "Running", "Cancelling"],
  failed: ["Failed", "Timeout"],
  succeeded: ["Success"],
  flawed: ["CompletedWithErrors"],
  cancelled: ["Cancelled"],
} as const satisfies Record<string, readonly Status[]>;

export type StatusGroup = keyof typeof STATUS_GROUPS;

export const TIME_PRESETS = { hour: 1, day: 24, week: 7 * 24, month: 30 * 24 } as const;

export type TimePreset = keyof typeof TIME_PRESETS;

/** The filters of the list of runs, as the page's address has them. */
export interface RunsSearch {
  status?: StatusGroup[];
  workflow?: string;
  form?: string;
  person?: string;
  error?: string;
  time?: TimePreset;
}

/** Reads the filters from an address; what is unknown is left out. */
export function readRunsSearch(given: Record<string, unknown>): RunsSearch {
  const status = groupsIn(given.status);
  const time = Object.keys(TIME_PRESETS).find((one) => one === given.time);
  return {
    ...textIn(given, "workflow"),
    ...textIn(given, "form"),
    ...textIn(given, "person"),
    ...textIn(given, "error"),
    ...(status.length > 0 ? { status } : {}),
    ...(time === undefined ? {} : { time: time as TimePreset }), // a key of the presets
  };
}

/** The query of the API for these filters. */
export function runsQuery(search: RunsSearch, now: Date): Record<string, string> {
  const statuses = (search.status ?? []).flatMap(
    (group): readonly Status[] => STATUS_GROUPS[group],
  );
  const hours = search.time === undefined ? undefined : TIME_PRESETS[search.time];
  return {
    ...(statuses.length > 0 ? { status: statuses.join(",") } : {}),
    ...(search.workflow ? { workflowName: search.workflow } : {}),
    ...(search.form ? { formId: search.form } : {}),
    ...(search.person ? { userId: search.person } : {}),
    ...(search.error ? { errorText: search.error } : {}),
    ...(hours === undefined
      ? {}
      : { startDate: new Date(now.getTime() - hours * 3_600_000).toISOString() }),
  };
}

function groupsIn(given: unknown): StatusGroup[] {
  const names: unknown[] = Array.isArray(given) ? given : [given];
  return Object.keys(STATUS_GROUPS).filter((name): name is StatusGroup => names.includes(name));
}

function textIn(given: Record<string, unknown>, name: string): Record<string, string> {
  const value = given[name];
  return typeof value === "string" && value !== "" ? { [name]: value } : {};
}
