import { expect, test } from "vitest";
import type { UsageGroup, UsageReport } from "../api/schema";
import { usageDays } from "./usageDays";
import { firstOf } from "./usageQueries";
import { readUsageSearch } from "./usageSearch";

function group(day: string, facts: Partial<UsageGroup>): UsageGroup {
  return {
    organization: "acme",
    payer: "organization",
    group: day,
    calls: 1,
    failed: 0,
    inputTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
    costMicros: 0,
    unpriced: 0,
    ...facts,
  };
}

test("days sum up both payers, and days without calls are there", () => {
  const report: UsageReport = {
    groupBy: "day",
    start: "2026-11-28T00:00:00Z",
    end: "2026-11-30T12:00:00Z",
    groups: [
      group("2026-11-30", { costMicros: 5, calls: 2, failed: 1 }),
      group("2026-11-30", { costMicros: 3, payer: "platform" }),
    ],
    totalCostMicros: 8,
    isComplete: true,
  };

  expect(usageDays(report)).toEqual([
    { day: "2026-11-28", micros: 0, platformMicros: 0, calls: 0, failed: 0 },
    { day: "2026-11-29", micros: 0, platformMicros: 0, calls: 0, failed: 0 },
    { day: "2026-11-30", micros: 8, platformMicros: 3, calls: 3, failed: 1 },
  ]);
});

test("a period ends today, and begins at midnight in UTC", () => {
  const now = Date.parse("2026-11-30T12:34:56Z");
  expect(firstOf(1, now)).toBe("2026-11-30T00:00:00.000Z");
  expect(firstOf(7, now)).toBe("2026-11-24T00:00:00.000Z");
});

test("an address with nonsense is read as if it had none", () => {
  expect(readUsageSearch({ by: "user", days: "90" })).toEqual({ by: "user", days: 90 });
  expect(readUsageSearch({ by: "x", days: 3 })).toEqual({});
});
