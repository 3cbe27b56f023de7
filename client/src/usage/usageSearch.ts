import type { GroupBy } from "../api/schema";

export const GROUPINGS = [
  "model",
  "provider",
  "user",
  "workflow",
  "agent",
  "organization",
] as const satisfies readonly GroupBy[];
export const PERIODS = [7, 30, 90] as const;

export type Grouping = (typeof GROUPINGS)[number];
export type Period = (typeof PERIODS)[number];

/** What the report is about, as the address has it. */
export interface UsageSearch {
  by?: Grouping;
  days?: Period;
}

export function readUsageSearch(given: Record<string, unknown>): UsageSearch {
  const by = GROUPINGS.find((one) => one === given.by);
  const days = PERIODS.find((one) => one === Number(given.days));
  return { ...(by === undefined ? {} : { by }), ...(days === undefined ? {} : { days }) };
}
