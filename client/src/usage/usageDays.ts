import type { UsageReport } from "../api/schema";

const DAY_MS = 86_400_000;

export interface UsageDay {
  day: string;
  micros: number;
  /** Of the cost, what was paid with the platform's keys. */
  platformMicros: number;
  calls: number;
  failed: number;
}

/** The sums of each day of a report by days; days without calls are there, too. */
export function usageDays({ start, end, groups }: UsageReport): UsageDay[] {
  const found = new Map<string, UsageDay>();
  for (let at = Date.parse(start); at < Date.parse(end); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    found.set(day, { day, micros: 0, platformMicros: 0, calls: 0, failed: 0 });
  }
  for (const { group, costMicros, calls, failed, payer } of groups) {
    const sum = found.get(group);
    if (sum === undefined) continue;
    sum.micros += costMicros;
    sum.platformMicros += payer === "platform" ? costMicros : 0;
    sum.calls += calls;
    sum.failed += failed;
  }
  return [...found.values()];
}
